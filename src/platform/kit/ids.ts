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
  'con',
  'prv',
  'bst',
  'ben',
  'pk',
  'TX',
  'RF',
] as const;
export type IdPrefix = (typeof idPrefixes)[number];

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for the canonical spelling only: lower-case with hyphens, so that equal ids are equal strings. */
export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && uuidPattern.test(text);
}

const typedUuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const typedPublicId = /^(?:TX|RF|[a-z]{2,4}_)[0-9a-z]{26}$/i;

/** An id in its one spelling, however its letters were typed; any other text stays as it is. */
export function canonicalId(text: string): string {
  if (typedUuid.test(text)) return text.toLowerCase();
  if (!typedPublicId.test(text)) return text;
  return text.includes('_') ? text.toLowerCase() : text.toUpperCase();
}

// The 74 free bits of an id in three numbers: 12, 30 and 32 bits. The first of them starts clear, so that counting up
// never overflows. Numbers, because a checkout takes three ids and big integers would cost more than its validation.
let lastTimeMs = -1;
let high = 0;
let middle = 0;
let low = 0;

/**
 * A UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then randomness. Within one millisecond of one
 * process each is greater than the last, by a random step, so that a neighbour's id stays unguessable.
 */
export function uuidv7(now: Date): string {
  const timeMs = now.getTime();
  assert(timeMs >= 0 && timeMs < 2 ** 48, `No UUID can hold the time ${timeMs}.`);
  if (timeMs === lastTimeMs) countUp(randomWord() & 0xffff, randomWord());
  else {
    writeHexadecimal(Math.floor(timeMs / 0x10000), 8, 0);
    writeHexadecimal(timeMs % 0x10000, 4, 9);
    lastTimeMs = timeMs;
    high = randomWord() & 0x7ff;
    middle = randomWord() & 0x3fffffff;
    low = randomWord();
  }
  writeHexadecimal(0x7000 | high, 4, 14);
  writeHexadecimal(0x8000 | (middle >>> 16), 4, 19);
  writeHexadecimal(middle & 0xffff, 4, 24);
  writeHexadecimal(low, 8, 28);
  return digits.toString('latin1');
}

// The digits of the last id. Put together from texts an id costs three times as much, and a busy second has thousands.
const digits = Buffer.from('00000000-0000-0000-0000-000000000000', 'latin1');
const hexadecimalDigits = Buffer.from('0123456789abcdef', 'latin1');

function writeHexadecimal(value: number, count: number, start: number): void {
  let left = value;
  for (let at = start + count - 1; at >= start; at--) {
    digits[at] = hexadecimalDigits[left & 15] as number;
    left >>>= 4;
  }
}

/** Adds a step of 48 bits, and one so that it is never zero. */
function countUp(stepHigh: number, stepLow: number): void {
  low += stepLow + 1;
  middle += stepHigh;
  if (low >= 2 ** 32) {
    low -= 2 ** 32;
    middle += 1;
  }
  if (middle >= 2 ** 30) {
    middle -= 2 ** 30;
    high += 1;
  }
}

/** The least UUID version 7 that this millisecond has: ids made at or after it are not below, earlier ones are. */
export function firstUuidAt(time: Date): string {
  const timeMs = Math.max(0, time.getTime());
  return uuidOf((BigInt(timeMs) << 80n) | (7n << 76n) | (1n << 63n));
}

/** The public form of an id: prefix, underscore and the 128 bits in 26 Crockford base32 digits. */
export function formatId(prefix: IdPrefix, uuid: string): string {
  assert(isUuid(uuid), `Not a canonical UUID: ${uuid}`);
  const digits = encodeBase32(uuid.replaceAll('-', ''));
  return isPrinted(prefix) ? prefix + digits.toUpperCase() : `${prefix}_${digits}`;
}

/** The UUID behind a public id; `undefined` unless the text is what `formatId` would write, but for the case of letters. */
export function parseId(prefix: IdPrefix, text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const start = isPrinted(prefix) ? prefix : `${prefix}_`;
  const id = canonicalId(text);
  if (!id.startsWith(start)) return undefined;
  const bits = decodeBase32(id.slice(start.length).toLowerCase());
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

// Two digits for every ten bits.
const digitPairs = Array.from({ length: 1024 }, (_, bits) => `${alphabet[bits >> 5]}${alphabet[bits & 31]}`);

/** Digits of 32 hexadecimal ones: two for the first 8 bits, then four for every 20. */
function encodeBase32(hex: string): string {
  let digits = digitPairs[Number.parseInt(hex.slice(0, 2), 16)] as string;
  for (let start = 2; start < 32; start += 5) {
    const bits = Number.parseInt(hex.slice(start, start + 5), 16);
    digits += (digitPairs[bits >> 10] as string) + (digitPairs[bits & 1023] as string);
  }
  return digits;
}

function decodeBase32(digits: string): bigint | undefined {
  if (!base32Pattern.test(digits)) return undefined;
  let bits = 0n;
  for (const digit of digits) bits = (bits << 5n) | BigInt(alphabet.indexOf(digit));
  return bits;
}

// Drawn many at a time: a call of the generator costs far more than the bytes it gives.
const randomWords = new Uint32Array(1024);
let wordsUsed = randomWords.length;

/** 32 random bits, none of them given twice. */
function randomWord(): number {
  if (wordsUsed === randomWords.length) {
    globalThis.crypto.getRandomValues(randomWords);
    wordsUsed = 0;
  }
  const word = randomWords[wordsUsed] as number;
  randomWords[wordsUsed++] = 0;
  return word;
}
