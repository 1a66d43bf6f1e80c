import { createHash } from 'node:crypto';

/** A tag that only these bytes have, without quotes: 162 bits of their SHA-256. */
export function tagOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 27);
}

/** Whether an `If-None-Match` header names this tag; weak and strong ones compare alike there (RFC 9110). */
export function matchesTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
