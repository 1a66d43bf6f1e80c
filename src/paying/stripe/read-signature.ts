import { createHmac, timingSafeEqual } from 'node:crypto';

const toleranceSeconds = 300;

/**
 * Whether a body was signed with this secret within five minutes of now, before or after: Stripe's own check looks at one side only
 * (stripe 23.1.0). The header is `t=<seconds>,v1=<hex>` with as many `v1` as secrets are in use.
 */
export function isSignedByStripe(rawBody: Buffer, header: string, secret: string, now: Date): boolean {
  const parts = header.split(',').map((part) => part.trim().split('=', 2));
  const at = parts.find(([name]) => name === 't')?.[1] ?? '';
  if (secret === '' || !/^\d{1,12}$/.test(at)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(at)) > toleranceSeconds) return false;
  const wanted = createHmac('sha256', secret).update(`${at}.`).update(rawBody).digest();
  return parts
    .filter(([name]) => name === 'v1')
    .map(([, hex]) => Buffer.from(hex ?? '', 'hex'))
    .some((given) => given.length === wanted.length && timingSafeEqual(given, wanted));
}
