import type { Context } from '#platform/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import { type Image, isImageHash } from './image.ts';
import { selectImage } from './store.ts';

/** A kept image by its hash; throws 404. */
export async function getImage(context: Context, hash: string): Promise<Image> {
  const image = isImageHash(hash) ? await selectImage(context.database.handle, hash) : undefined;
  if (!image) throw notFound('image');
  return image;
}
