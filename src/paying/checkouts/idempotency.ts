import { createHmac } from 'node:crypto';
import { limitSubject } from '#platform/http/client-address.ts';

/** How long a key and its answer are kept. */
export const idempotencyLifeMs = 24 * 3_600_000;

/** What a kept answer holds: enough to build the response again, and no readable secret. */
export type StoredAnswer = Readonly<Record<string, unknown>>;

/** A key as it is stored: hashes in hex, and no answer while its request runs. */
export type StoredKey = { readonly bodyHash: string; readonly answer: StoredAnswer | null };

/** What an earlier request with the same key means for this one. */
export type JudgedKey =
  | { readonly verdict: 'replayed'; readonly answer: StoredAnswer }
  | { readonly verdict: 'reuse' | 'in_progress' };

export function judgeKey(key: IdempotencyKey, stored: StoredKey): JudgedKey {
  if (stored.bodyHash !== key.bodyHash) return { verdict: 'reuse' };
  return stored.answer ? { verdict: 'replayed', answer: stored.answer } : { verdict: 'in_progress' };
}

/** The key of a request, ready to be stored: nothing of the caller's text is kept. */
export type IdempotencyKey = { readonly scope: string; readonly bodyHash: string };

/**
 * Binds a key to its caller, method and path, and a body to the key.
 *
 * @param caller what the key belongs to: an organization and mode, a public link, or a checkout
 * @param body the parsed body; of a payment method only what is kept of it
 */
export function idempotencyKey(
  serverKey: Buffer,
  caller: string,
  method: string,
  path: string,
  key: string,
  body: unknown,
): IdempotencyKey {
  return {
    scope: keyedHash(serverKey, ['scope', caller, method, path, key].join('\n')),
    bodyHash: keyedHash(serverKey, `body\n${canonicalJson(body)}`),
  };
}

/** By whom places are held, without keeping anybody's address. */
export function hashAddress(serverKey: Buffer, address: string): string {
  return keyedHash(serverKey, `address\n${limitSubject(address)}`).slice(0, 32);
}

function keyedHash(serverKey: Buffer, text: string): string {
  return createHmac('sha256', serverKey).update(text).digest('hex');
}

/** The same value gives the same text, however its fields were ordered. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, field]) => field !== undefined);
    return `{${entries
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
