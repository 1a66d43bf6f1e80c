import { isSignedByMollie } from './read-signature.ts';

/** An id as Mollie makes them for payments; nothing else gets into a path. */
const paymentId = /^tr_[0-9A-Za-z]{1,64}$/;
const anyId = /^[a-z]{2,12}_[0-9A-Za-z.]{1,64}$/;

/** What a notification is about: a payment, something else of Mollie's (null), or undefined when Mollie did not send it. */
export type Notified = { readonly paymentId: string } | null | undefined;

/**
 * Reads a notification. The one that Mollie sends for each payment is a form with an id, without a signature: it is believed in
 * nothing, so it needs none. Everything else is signed.
 */
export function readNotified(
  rawBody: Buffer,
  headers: Readonly<Record<string, string>>,
  secret: string | undefined,
): Notified {
  const signature = headers['x-mollie-signature'];
  const body = rawBody.toString('utf8');
  if (signature === undefined) return subjectOf(new URLSearchParams(body).get('id'));
  if (!isSignedByMollie(rawBody, signature, secret ?? '')) return undefined;
  return subjectOf(entityIn(body) ?? new URLSearchParams(body).get('id')) ?? null;
}

function subjectOf(id: string | null): Notified {
  if (id === null || !anyId.test(id)) return undefined;
  return paymentId.test(id) ? { paymentId: id } : null;
}

function entityIn(body: string): string | undefined {
  try {
    const { entityId } = JSON.parse(body) as { readonly entityId?: unknown };
    return typeof entityId === 'string' ? entityId : undefined;
  } catch {
    return undefined;
  }
}

export function isPaymentId(value: unknown): value is string {
  return typeof value === 'string' && paymentId.test(value);
}
