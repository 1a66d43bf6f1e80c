import { createHmac } from 'node:crypto';

export type SignedParts = {
  readonly deliveryId: string;
  /** `evt_…` */
  readonly eventId: string;
  readonly eventType: string;
  /** The bytes that are sent. */
  readonly body: Buffer;
  /** Of this attempt. */
  readonly timestampSeconds: number;
  /** `whsec_…`, the current one first; while they overlap, the former one after it. */
  readonly secrets: readonly string[];
};

/**
 * The headers of a webhook (contract, section 8): our own set, and that of Standard Webhooks, so that its published
 * libraries verify the same request.
 */
export function signedHeaders(parts: SignedParts): Record<string, string> {
  const [secret = '', previous] = parts.secrets;
  const timestamp = String(parts.timestampSeconds);
  const standard = parts.secrets.map((each) => standardSignature(parts, timestamp, each));
  return {
    'content-type': 'application/json',
    'x-webhook-event': parts.eventType,
    'x-webhook-delivery-id': parts.deliveryId,
    'x-webhook-timestamp': timestamp,
    'x-webhook-signature': bodySignature(parts.body, secret),
    ...(previous === undefined
      ? {}
      : { 'x-webhook-signature-previous': bodySignature(parts.body, previous) }),
    'webhook-id': parts.eventId,
    'webhook-timestamp': timestamp,
    'webhook-signature': standard.join(' '),
  };
}

/** Keyed with the secret as it is written. */
function bodySignature(body: Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Keyed with the bytes that the secret spells, over id, time and body. */
function standardSignature({ eventId, body }: SignedParts, timestamp: string, secret: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${eventId}.${timestamp}.`).update(body);
  return `v1,${signature.digest('base64')}`;
}
