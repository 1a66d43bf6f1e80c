/** What the server takes. */
const mostBytes = 1024 * 1024;
const mostPixels = 1_600;

/**
 * Makes a picture small enough to upload, the right way up and without what cameras write beside it, such as where it was
 * taken. One that this browser cannot read is left as it is; the server says what is wrong with it.
 */
export async function fitPicture(file: Blob): Promise<Blob> {
  const isPlain = file.type !== 'image/jpeg' && file.size <= mostBytes;
  if (isPlain) return file;
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined);
  if (!picture) return file;
  const scale = Math.min(1, mostPixels / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  // What may have clear parts keeps them.
  const type = file.type === 'image/jpeg' ? 'image/jpeg' : 'image/webp';
  for (const quality of [0.88, 0.75, 0.6]) {
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
    if (made && made.size <= mostBytes) return made;
  }
  return file;
}
