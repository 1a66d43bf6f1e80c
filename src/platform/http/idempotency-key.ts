import { problem } from '#platform/contract/errors.ts';

/**
 * Reads the `Idempotency-Key` header: at most 255 printable characters; at least 16 where the caller has no
 * credentials, so that strangers cannot guess each other's keys.
 */
export function parseIdempotencyKey(value: string | undefined, anonymous: boolean): string | undefined {
  if (value === undefined) return undefined;
  if (!/^[\x20-\x7e]{1,255}$/.test(value)) {
    throw problem('invalid_idempotency_key', {
      detail: 'An Idempotency-Key has 1 to 255 printable characters.',
    });
  }
  if (anonymous && value.length < 16) {
    throw problem('invalid_idempotency_key', {
      detail: 'Without credentials an Idempotency-Key has at least 16 characters; use a random UUID.',
    });
  }
  return value;
}
