import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

// OWASP's first choice for Argon2id: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// Made with the same cost from a password that nobody knows.
export const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** Argon2id with a salt of its own, of the one form (NFKC) in which every keyboard writes the same password. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

/**
 * Whether the password is the one behind the hash. Without a hash (nobody has that address) it takes the same
 * time and says no, so that the time tells nothing.
 */
export async function verifyPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  const known = passwordHash ?? nobodysHash;
  const normal = password.normalize('NFKC');
  // Hashes from before there was one form are of what was typed then.
  const matches = (await verify(known, normal)) || (normal !== password && (await verify(known, password)));
  return passwordHash !== undefined && matches;
}

const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

/** A bearer secret of 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether a text can be one of our tokens; the rest needs no look into the database. */
export function isToken(text: string): boolean {
  return tokenPattern.test(text);
}

/** What is stored of a token. Random secrets need no slow hash: there is nothing to guess. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
