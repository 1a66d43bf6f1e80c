import { createHmac } from 'node:crypto';

/** One form of a mail address: people write the same one in several. */
export function addressForm(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

/** Tells whether an address is the one that was forgotten, and not which one that was. */
export function hashForgotten(fixedKey: Buffer, email: string): Buffer {
  return createHmac('sha256', fixedKey)
    .update(`forgotten-buyer\n${addressForm(email)}`)
    .digest();
}
