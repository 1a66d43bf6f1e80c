import { assert } from './assert.ts';

export const currencies = ['USD', 'EUR'] as const;
export type Currency = (typeof currencies)[number];

/** An amount with its currency. `minor` counts minor units (cents) and may be negative; no float ever holds one. */
export type Money = { readonly currency: Currency; readonly minor: bigint };

/** The largest amount the wire accepts: 9,999,999.99. */
export const maxAmountMinor = 999_999_999n;

/** Thrown when amounts of two currencies meet in one sum or comparison. */
export class CurrencyMismatch extends Error {
  override readonly name = 'CurrencyMismatch';

  constructor(left: Currency, right: Currency) {
    super(`Cannot combine ${left} with ${right}: convert one of the amounts first.`);
  }
}

/** The currency that the dashboard and the API begin with. */
export const defaultCurrency: Currency = 'USD';

/** The currency that a link or a price may be given in beside this one. */
export function otherCurrency(currency: Currency): Currency {
  return currencies.find((other) => other !== currency) ?? currency;
}

export function isCurrency(value: unknown): value is Currency {
  return currencies.some((currency) => currency === value);
}

export function money(currency: Currency, minor: bigint): Money {
  return { currency, minor };
}

/** Throws `CurrencyMismatch` when the currencies differ. */
export function addMoney(left: Money, right: Money): Money {
  requireSameCurrency(left.currency, right.currency);
  return money(left.currency, left.minor + right.minor);
}

/** Throws `CurrencyMismatch` when the currencies differ; the result may be negative. */
export function subtractMoney(left: Money, right: Money): Money {
  requireSameCurrency(left.currency, right.currency);
  return money(left.currency, left.minor - right.minor);
}

/** Multiplies by a whole number of pieces. */
export function multiplyMoney(amount: Money, quantity: number): Money {
  assert(Number.isSafeInteger(quantity), `A quantity must be a whole number, got ${quantity}.`);
  return money(amount.currency, amount.minor * BigInt(quantity));
}

/** The sum of a list, zero for an empty one. Throws `CurrencyMismatch` when an item has another currency. */
export function sumMoney(currency: Currency, list: Iterable<Money>): Money {
  let total = money(currency, 0n);
  for (const item of list) total = addMoney(total, item);
  return total;
}

/** −1, 0 or 1, as `Array.prototype.sort` wants it. Throws `CurrencyMismatch` when the currencies differ. */
export function compareMoney(left: Money, right: Money): -1 | 0 | 1 {
  requireSameCurrency(left.currency, right.currency);
  if (left.minor === right.minor) return 0;
  return left.minor < right.minor ? -1 : 1;
}

// Seven digits before the point are exactly `maxAmountMinor`, so the shape alone holds the bound.
const amountPattern = /^(0|[1-9]\d{0,6})(?:\.(\d{1,2}))?$/;

/**
 * Reads an amount from the wire into minor units: a string with at most two decimals, or a JSON number whose
 * shortest decimal form has at most two. Signs, exponents, spaces, leading zeros and anything over 9,999,999.99
 * give `undefined`. Zero is an amount; whether a price may be zero is the caller's rule.
 */
export function parseAmount(value: unknown): bigint | undefined {
  const text = decimalText(value);
  const match = text === undefined ? null : amountPattern.exec(text);
  if (!match) return undefined;
  const [, whole = '', decimals = ''] = match;
  return BigInt(whole + decimals.padEnd(2, '0'));
}

/** Minor units of an amount as the API answers it. Sums may be negative, and exceed what the API takes. */
export function minorOf(amount: string): bigint {
  assert(/^-?\d+\.\d{2}$/.test(amount), `An answered amount must look like "29.99", got "${amount}".`);
  return BigInt(amount.replace('.', ''));
}

/** Minor units as the wire shows them: `2999n` is `"29.99"`, `-100n` is `"-1.00"`. */
export function formatAmount(minor: bigint): string {
  const sign = minor < 0n ? '-' : '';
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function requireSameCurrency(left: Currency, right: Currency): void {
  if (left !== right) throw new CurrencyMismatch(left, right);
}

/** A number is judged by its shortest string, which is what its sender meant: `0.1`, never `0.1000000000000000055`. */
function decimalText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}
