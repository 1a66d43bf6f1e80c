/** Verifies by the Standard Webhooks scheme with its published library; refuses replays, too. */
export const standardRecipe = `import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.WEBHOOK_SECRET);

/** body: the raw request body as text. Throws when it is forged, changed or older than five minutes. */
export function readEvent(body, headers) {
  return webhook.verify(body, headers);
}`;

/** Verifies the one header by hand, with nothing but Node. */
export const plainRecipe = `import { createHmac, timingSafeEqual } from 'node:crypto';

/** body: the raw request body, before any JSON parser. */
export function isGenuine(body, headers, secret = process.env.WEBHOOK_SECRET) {
  const expected = 'sha256=' + createHmac('sha256', secret).update(body).digest('hex');
  const names = ['x-webhook-signature', 'x-webhook-signature-previous'];
  return names.some((name) => isSame(headers[name] ?? '', expected));
}

function isSame(left, right) {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}`;
