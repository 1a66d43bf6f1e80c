import type { PayingContext } from '#paying/context.ts';
import { createBoundedCache, onePer } from '#platform/kit/bounded-cache.ts';
import { Problem } from '#platform/kit/problem.ts';
import { getImage } from '#platform/media/find-image.ts';
import { hashInUrl, type Image } from '#platform/media/image.ts';
import { loadPdfKit } from './pdfkit.ts';
import { type Pixels, readPng } from './png.ts';

/** A seller's logo, ready to be put into a document. */
export type Logo = { readonly source: () => PDFKit.Mixins.ImageSrc };

/** Four times what it measures on paper. */
const boxPx = 136;
/** A photograph goes into every receipt as it is. */
const largestJpegBytes = 256 * 1024;
const keptLogos = 50;

const logosOf = onePer((_owner: PayingContext['database']) =>
  createBoundedCache<Promise<Logo | undefined>>(keptLogos),
);

/** The logo that we keep for a seller; undefined where there is none that paper can show. */
export async function findLogo(context: PayingContext, url: string | null): Promise<Logo | undefined> {
  const hash = url === null ? undefined : hashInUrl(url, context.config.publicUrl);
  if (!hash) return undefined;
  const logos = logosOf(context.database);
  const known = logos.get(hash);
  if (known) return known;
  const image = await getImage(context, hash).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  });
  const logo = image ? readLogo(image) : Promise.resolve(undefined);
  logos.set(hash, logo);
  return logo;
}

async function readLogo({ contentType, bytes }: Image): Promise<Logo | undefined> {
  if (contentType === 'image/jpeg') return readJpeg(bytes);
  const pixels = contentType === 'image/png' ? await readPng(bytes, boxPx) : undefined;
  return pixels && { source: () => rawImage(pixels) };
}

/** PDF holds a JPEG as it is; only its header is read, and here it shows whether it can be. */
async function readJpeg(bytes: Buffer): Promise<Logo | undefined> {
  if (bytes.length > largestJpegBytes) return undefined;
  const PDFDocument = await loadPdfKit();
  const document = new PDFDocument({ autoFirstPage: false, font: '' });
  try {
    const { width, height, colorSpace } = (document as unknown as ImageOpener).openImage(bytes);
    return width > 0 && height > 0 && colorSpace ? { source: () => bytes } : undefined;
  } catch {
    return undefined;
  }
}

type ImageOpener = { openImage(bytes: Buffer): { width: number; height: number; colorSpace?: string } };
type Reference = { end(bytes: Buffer): void };
type ImageOwner = { ref(data: object): Reference };

/** Pixels in the form of the images that PDFKit makes itself; each document needs one of its own. */
function rawImage({ width, height, rgb }: Pixels): PDFKit.Mixins.ImageSrc {
  const image = {
    label: 'Logo',
    width,
    height,
    obj: undefined as Reference | undefined,
    embed(document: ImageOwner) {
      const kind = { Type: 'XObject', Subtype: 'Image', ColorSpace: 'DeviceRGB', BitsPerComponent: 8 };
      image.obj = document.ref({ ...kind, Width: width, Height: height });
      image.obj.end(rgb);
    },
  };
  return image as unknown as PDFKit.Mixins.ImageSrc;
}
