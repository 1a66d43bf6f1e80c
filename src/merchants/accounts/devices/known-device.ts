import { createHash } from 'node:crypto';
import { isToken, tokenHash } from '#merchants/accounts/secrets.ts';
import { limitSubject } from '#platform/http/client-address.ts';

/**
 * Twice the longest session, so that a device in use never falls out of it. A mark lets nobody in: it only has wrong
 * tries counted apart from those of strangers.
 */
export const knownForSeconds = 60 * 24 * 60 * 60;

/** What is kept of an address at which somebody signed in. */
export function addressMark(address: string): Buffer {
  return createHash('sha256')
    .update(`address\n${limitSubject(address)}`)
    .digest();
}

/** What is kept of a device token; `undefined` for a text that can be none. */
export function deviceMark(deviceToken: string | undefined): Buffer | undefined {
  return deviceToken !== undefined && isToken(deviceToken) ? tokenHash(deviceToken) : undefined;
}
