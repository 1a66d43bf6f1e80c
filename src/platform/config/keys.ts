import { createHash } from 'node:crypto';
import type { Rule } from './reader.ts';

/** A secret key of 32 bytes. `id` is stable and public: what a key made names the key by it. */
export type SecretKey = {
  readonly id: string;
  readonly bytes: Uint8Array;
  /** Typed by a person rather than generated, by the look of it; no live instance may use it. */
  readonly isGuessable?: boolean;
};

/** At least one key, the current one first; the others only verify or decrypt what they once made. */
export type SecretKeys = readonly SecretKey[];

export const secretKeysRule: Rule<SecretKeys> = {
  parse: parseSecretKeys,
  must:
    'be a random text of at least 32 characters without comma or colon, or "id:" and 32 bytes in base64; ' +
    'former keys follow, separated by commas, each different',
  example: '"$(openssl rand -base64 32)"',
  isSecret: true,
};

/** Reads keys as `ENCRYPTION_KEY` and `SIGNING_KEY` write them; `undefined` when any is unusable. */
export function parseSecretKeys(text: string): SecretKeys | undefined {
  const keys = text.split(',').map((part) => parseSecretKey(part.trim()));
  if (!keys.every((key) => key !== undefined)) return undefined;
  const ids = new Set(keys.map((key) => key.id));
  return ids.size === keys.length ? Object.freeze(keys) : undefined;
}

/** Writes keys so that `parseSecretKeys` reads the same ones, however they were given first. */
export function formatSecretKeys(keys: SecretKeys): string {
  return keys.map(({ id, bytes }) => `${id}:${Buffer.from(bytes).toString('base64')}`).join(',');
}

function parseSecretKey(text: string): SecretKey | undefined {
  const [id = '', base64, ...rest] = text.split(':');
  if (base64 !== undefined) {
    const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
    // 43 digits and their padding are exactly 32 bytes.
    const isWhole = rest.length === 0 && /^[A-Za-z0-9+/_-]{43}=?$/.test(base64);
    const valid = isWhole && /^[A-Za-z0-9_-]{1,16}$/.test(id);
    return valid ? Object.freeze({ id, bytes, isGuessable: looksTyped(base64) }) : undefined;
  }
  if (text.length < 32) return undefined;
  // The id follows from the text, so that a key keeps it when it moves down the list.
  return Object.freeze({
    id: hash('id', text).toString('hex').slice(0, 8),
    bytes: Uint8Array.from(hash('key', text)),
    isGuessable: looksTyped(text),
  });
}

function hash(purpose: string, text: string): Buffer {
  return createHash('sha256').update(`${purpose}\n${text}`).digest();
}

/** Few different characters, or a word from an example. 32 random bytes never look like that. */
function looksTyped(text: string): boolean {
  const words = /change.?me|example|default|placeholder|password|secret|0123456789|abcdefgh/i;
  return new Set(text).size < 8 || words.test(text);
}
