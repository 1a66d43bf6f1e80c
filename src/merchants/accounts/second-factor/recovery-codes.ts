import { createHash, randomBytes } from 'node:crypto';
import type { Handle } from '#platform/db/database.ts';
import { markUsed, replaceCodes } from './store.ts';

const codeCount = 10;
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
const codeLength = 16;

/** A code of some 79 random bits in four groups: too many to be guessed, so that a plain hash keeps it. */
function newCode(): string {
  // Bytes beyond the largest multiple of the alphabet would favour its first letters.
  const most = Math.floor(256 / alphabet.length) * alphabet.length;
  const letters: string[] = [];
  while (letters.length < codeLength) {
    for (const byte of randomBytes(codeLength))
      if (byte < most && letters.length < codeLength)
        letters.push(alphabet[byte % alphabet.length] as string);
  }
  return (letters.join('').match(/.{4}/g) ?? []).join('-');
}

/** People copy codes by hand: case, spaces and hyphens do not count. */
function hashOf(code: string): Buffer {
  return createHash('sha256').update(code.toLowerCase().replace(/[\s-]/g, '')).digest();
}

/** A step: gives a person ten fresh codes in place of those before, to be shown this once. */
export async function makeRecoveryCodes(tx: Handle, userId: string, now: Date): Promise<string[]> {
  const codes = Array.from({ length: codeCount }, newCode);
  await replaceCodes(tx, userId, codes.map(hashOf), now);
  return codes;
}

/** A step: whether the code is one of the person's; it is then used up. */
export async function useRecoveryCode(tx: Handle, userId: string, code: string, now: Date): Promise<boolean> {
  return markUsed(tx, userId, hashOf(code), now);
}
