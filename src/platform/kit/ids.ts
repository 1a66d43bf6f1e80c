import { assert } from './assert.ts';

/** What a public id stands for. `TX` and `RF` are printed on receipts: upper-case and without underscore. */
export const idPrefixes = [
  'org',
  'usr',
  'ses',
  'inv',
  'key',
  'aud',
  'prod',
  'chk',
  'att',
  'evt',
  'whe',
  'mail',
  'prv',
  'TX',
  'RF',
] as const;
export type IdPrefix = (typeof idPrefixes)[number];

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for the canonical spelling only: lower-case with hyphens, so that equal ids are equal strings. */
export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && uuidPattern.test(text);
}

// 73 of the 74 free bits start random; the first stays clear so that counting up never overflows.
const startBytes = 10;
const startMask = (1n << 73n) - 1n;
const stepBytes = 6;
let lastTimeMs = -1;
let lastTail = 0n;

/**
 * A UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then randomness. Within one millisecond of one
 * process each is greater than the last, by a random step, so that a neighbour's id stays unguessable.
 */
export function uuidv7(now: Date): string {
  const timeMs = now.getTime();
  assert(timeMs >= 0 && timeMs < 2 ** 48, `No UUID can hold the time ${timeMs}.`);
  lastTail =
    timeMs === lastTimeMs ? lastTail + randomBigInt(stepBytes) + 1n : randomBigInt(startBytes) & startMask;
  lastTimeMs = timeMs;
  const high = (BigInt(timeMs) << 16n) | 0x7000n | (lastTail >> 62n);
  const low = (1n << 63n) | (lastTail & ((1n << 62n) - 1n));
  return uuidOf((high << 64n) | low);
}

/** The least UUID version 7 that this millisecond has: ids made at or after it are not below, earlier ones are. */
export function firstUuidAt(time: Date): string {
  const timeMs = Math.max(0, time.getTime());
  return uuidOf((BigInt(timeMs) << 80n) | (7n << 76n) | (1n << 63n));
}

/** The public form of an id: prefix, underscore and the 128 bits in 26 Crockford base32 digits. */
export function formatId(prefix: IdPrefix, uuid: string): string {
  assert(isUuid(uuid), `Not a canonical UUID: ${uuid}`);
  const digits = encodeBase32(BigInt(`0x${uuid.replaceAll('-', '')}`));
  return isPrinted(prefix) ? prefix + digits.toUpperCase() : `${prefix}_${digits}`;
}

/** The UUID behind a public id; `undefined` unless the text is exactly what `formatId` would write. */
export function parseId(prefix: IdPrefix, text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const start = isPrinted(prefix) ? prefix : `${prefix}_`;
  if (!text.startsWith(start)) return undefined;
  const digits = text.slice(start.length);
  if (isPrinted(prefix) && digits !== digits.toUpperCase()) return undefined;
  const bits = decodeBase32(isPrinted(prefix) ? digits.toLowerCase() : digits);
  return bits === undefined ? undefined : uuidOf(bits);
}

function isPrinted(prefix: IdPrefix): boolean {
  return prefix === 'TX' || prefix === 'RF';
}

function uuidOf(bits: bigint): string {
  const hex = bits.toString(16).padStart(32, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

// Crockford's alphabet has no i, l, o or u, so that an id can be read aloud and copied by hand.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
// 26 digits hold 130 bits; a first digit above 7 would not fit 128.
const base32Pattern = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

function encodeBase32(bits: bigint): string {
  let digits = '';
  for (let shift = 125n; shift >= 0n; shift -= 5n) digits += alphabet[Number((bits >> shift) & 31n)];
  return digits;
}

function decodeBase32(digits: string): bigint | undefined {
  if (!base32Pattern.test(digits)) return undefined;
  let bits = 0n;
  for (const digit of digits) bits = (bits << 5n) | BigInt(alphabet.indexOf(digit));
  return bits;
}

function randomBigInt(bytes: number): bigint {
  let value = 0n;
  for (const byte of globalThis.crypto.getRandomValues(new Uint8Array(bytes))) {
    value = (value << 8n) | BigInt(byte);
  }
  return value;
}
