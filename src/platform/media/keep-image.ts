import { createHash } from 'node:crypto';
import type { Context } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import { onePer } from '#platform/kit/bounded-cache.ts';
import { parseHttpUrl } from '#platform/kit/http-url.ts';
import { shareRuns } from '#platform/kit/share-runs.ts';
import type { Outbound } from '#platform/net/outbound.ts';
import { OutboundFailure } from '#platform/net/outbound-failure.ts';
import { hashInUrl, imageRefusal, imageTypeOf, imageUrl } from './image.ts';
import { insertImage, touchImage } from './store.ts';

export const maximumBytes = 1024 * 1024;
const timeoutMs = 8_000;

/** Whoever names the same address while it is fetched waits for that. */
const fetches = onePer((_outbound: Outbound) => shareRuns<Buffer>());

/**
 * Fetches an image that a merchant named, once, and keeps it; buyers' browsers then ask nobody but us. Call it before
 * the transaction of the change. An address of ours is kept as it is, and null stays null.
 *
 * @param caller of the organization whose fetches are counted
 * @param field JSON path of the field that holds the address
 * @returns the absolute address at which we serve the image
 * @throws 400 `invalid_value` unless it is an https address; 400 `image_unavailable`; 429 `rate_limited`
 */
export async function keepImage(
  context: Context,
  { organizationId }: { readonly organizationId: string },
  address: string | null,
  field: string,
): Promise<string | null> {
  if (address === null) return null;
  const { publicUrl } = context.config;
  const ownHash = hashInUrl(address, publicUrl);
  if (ownHash && (await touchImage(context.database.handle, ownHash, context.clock.now())))
    return imageUrl(publicUrl, ownHash);
  const url = readAddress(context, address, field);
  context.takeFromLimit('image-organization', organizationId);
  const bytes = await fetches(context.outbound)(url.href, () => fetchBytes(context, url)).catch((error) => {
    throw error instanceof Unfetched ? unavailable(field, error.message, error.cause) : error;
  });
  return storeImage(context, bytes, (reason) => unavailable(field, reason));
}

/**
 * Keeps an image that a merchant uploads, after the same looks at its bytes as one that is fetched. It goes after a day
 * unless a product or logo names it.
 *
 * @returns the absolute address at which we serve it
 * @throws 400 `image_unavailable`; 429 `rate_limited`
 */
export async function keepUploadedImage(
  context: Context,
  { organizationId }: { readonly organizationId: string },
  bytes: Buffer,
): Promise<string> {
  context.takeFromLimit('image-organization', organizationId);
  return storeImage(context, bytes, (reason) =>
    problem('image_unavailable', { detail: `This file cannot be kept. ${reason}`, field: 'file' }),
  );
}

async function storeImage(
  context: Context,
  bytes: Buffer,
  refused: (reason: string) => Error,
): Promise<string> {
  const contentType = imageTypeOf(bytes);
  if (!contentType) throw refused('What is there is no PNG, JPEG or WebP image.');
  const refusal = imageRefusal(bytes, contentType);
  if (refusal) throw refused(refusal);
  const hash = createHash('sha256').update(bytes).digest('hex');
  await insertImage(context.database.handle, { hash, contentType, bytes }, context.clock.now());
  return imageUrl(context.config.publicUrl, hash);
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

/** Why there is no image, as a sentence; which field is at fault differs for those who share a fetch. */
class Unfetched extends Error {}

async function fetchBytes(context: Context, url: URL): Promise<Buffer> {
  context.takeFromLimit('image-host', url.host);
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
    throw new Unfetched(`Its server answered ${answer.status}; redirects are not followed.`);
  } catch (error) {
    if (!(error instanceof OutboundFailure)) throw error;
    const reason = error.reason === 'too_large' ? 'It has more than 1 MiB.' : error.message;
    throw new Unfetched(reason, { cause: error });
  }
}

function unavailable(field: string, reason: string, cause?: unknown) {
  return problem('image_unavailable', {
    detail: `The image at ${field} could not be fetched. ${reason}`,
    field,
    cause,
  });
}
