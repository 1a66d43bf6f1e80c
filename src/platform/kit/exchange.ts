import { assert } from './assert.ts';
import type { Currency } from './money.ts';
import { divideRounded } from './tax.ts';

/** One dollar per euro, in the unit of every exchange rate: 10⁻⁶ USD per 1 EUR. */
export const rateUnit = 1_000_000n;

/**
 * Converts minor units at a rate of USD per 1 EUR in millionths, rounded half away from zero.
 * Apply it to unit prices, never to totals, so that the converted lines still add up.
 */
export function convertMinor(minor: bigint, from: Currency, to: Currency, rateMillionths: bigint): bigint {
  if (from === to) return minor;
  assert(rateMillionths > 0n, `An exchange rate must be positive, got ${rateMillionths}.`);
  return from === 'EUR'
    ? divideRounded(minor * rateMillionths, rateUnit)
    : divideRounded(minor * rateUnit, rateMillionths);
}

const ratePattern = /^(0|[1-9]\d{0,5})(?:\.(\d{1,6}))?$/;

/** Reads `"1.0834"` (USD per 1 EUR, at most six decimals) into millionths. Zero and anything else: `undefined`. */
export function parseExchangeRate(text: string): bigint | undefined {
  const match = ratePattern.exec(text);
  if (!match) return undefined;
  const [, whole = '', decimals = ''] = match;
  const rateMillionths = BigInt(whole + decimals.padEnd(6, '0'));
  return rateMillionths > 0n ? rateMillionths : undefined;
}

/** Millionths as a decimal with six places: `1083400n` is `"1.083400"`. */
export function formatExchangeRate(rateMillionths: bigint): string {
  const digits = rateMillionths.toString().padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
