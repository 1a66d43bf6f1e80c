import { createHmac } from 'node:crypto';
import { addressForm } from '#platform/text/mail-address.ts';

/** Tells whether an address is the one that was forgotten, and not which one that was. */
export function hashForgotten(fixedKey: Buffer, email: string): Buffer {
  return createHmac('sha256', fixedKey)
    .update(`forgotten-buyer\n${addressForm(email)}`)
    .digest();
}
