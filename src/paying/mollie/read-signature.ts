import { createHmac, timingSafeEqual } from 'node:crypto';

/** Whether a body was signed with this secret. The header is `sha256=<hex>`, and names no time. */
export function isSignedByMollie(rawBody: Buffer, header: string, secret: string): boolean {
  const hex = /^(?:sha256=)?([0-9a-f]{64})$/.exec(header)?.[1];
  if (secret === '' || hex === undefined) return false;
  const wanted = createHmac('sha256', secret).update(rawBody).digest();
  return timingSafeEqual(Buffer.from(hex, 'hex'), wanted);
}
