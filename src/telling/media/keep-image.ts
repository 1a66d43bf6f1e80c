import { createHash } from 'node:crypto';
import type { Context } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import { parseHttpUrl } from '#platform/kit/http-url.ts';
import { OutboundFailure } from '#platform/net/outbound-failure.ts';
import { hashInUrl, imageTypeOf, imageUrl } from './image.ts';
import { insertImage, touchImage } from './store.ts';

const maximumBytes = 1024 * 1024;
const timeoutMs = 8_000;

/**
 * Fetches an image that a merchant named, once, and keeps it; buyers' browsers then ask nobody but us. Call it before
 * the transaction of the change. An address of ours is kept as it is, and null stays null.
 *
 * @param field JSON path of the field that holds the address
 * @returns the absolute address at which we serve the image
 * @throws 400 `invalid_value` unless it is an https address; 400 `image_unavailable`
 */
export async function keepImage(
  context: Context,
  address: string | null,
  field: string,
): Promise<string | null> {
  if (address === null) return null;
  const { publicUrl } = context.config;
  const ownHash = hashInUrl(address, publicUrl);
  if (ownHash && (await touchImage(context.database.handle, ownHash, context.clock.now())))
    return imageUrl(publicUrl, ownHash);
  const url = readAddress(context, address, field);
  const bytes = await fetchBytes(context, url, field);
  const contentType = imageTypeOf(bytes);
  if (!contentType) throw unavailable(field, 'What is there is no PNG, JPEG or WebP image.');
  const hash = createHash('sha256').update(bytes).digest('hex');
  await insertImage(context.database.handle, { hash, contentType, bytes }, context.clock.now());
  return imageUrl(publicUrl, hash);
}

/** Whoever allows private targets is developing, where hardly anything has a certificate. */
function readAddress(context: Context, address: string, field: string): URL {
  const url = parseHttpUrl(address, { httpsOnly: !context.config.webhookAllowPrivate });
  if (url) return url;
  throw problem('invalid_value', {
    detail: `Give ${field} as an https address such as https://www.example.com/image.png.`,
    field,
  });
}

async function fetchBytes(context: Context, url: URL, field: string): Promise<Buffer> {
  try {
    const answer = await context.outbound.send({
      method: 'GET',
      url,
      headers: { accept: 'image/webp, image/png, image/jpeg', 'accept-encoding': 'identity' },
      timeoutMs,
      maximumBytes,
      whenLonger: 'refuse',
    });
    if (answer.status === 200) return answer.body;
    throw unavailable(field, `Its server answered ${answer.status}; redirects are not followed.`);
  } catch (error) {
    if (!(error instanceof OutboundFailure)) throw error;
    const reason = error.reason === 'too_large' ? 'It has more than 1 MiB.' : error.message;
    throw unavailable(field, reason, error);
  }
}

function unavailable(field: string, reason: string, cause?: unknown) {
  return problem('image_unavailable', {
    detail: `The image at ${field} could not be fetched. ${reason}`,
    field,
    cause,
  });
}
