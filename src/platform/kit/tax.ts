import { assert } from './assert.ts';

/** Whether the unit prices already hold the tax. */
export const pricingModes = ['TAX_INCLUSIVE', 'TAX_EXCLUSIVE'] as const;
export type PricingMode = (typeof pricingModes)[number];

/** 100 % in thousandths of a percent, the unit of every tax rate and fee percentage. */
export const wholeInThousandths = 100_000;

/** Amounts of one line or of a sum of lines, in minor units: `subtotal + tax = total`, always. */
export type Price = {
  readonly subtotalMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
};

export type LineToPrice = {
  readonly unitPriceMinor: bigint;
  readonly quantity: number;
  /** Thousandths of a percent, 0–100000. */
  readonly taxRate: number;
};

const ratePattern = /^(0|[1-9]\d{0,2})(?:\.(\d{1,3}))?$/;

/**
 * Reads a percentage from 0 to 100 with at most three decimals (`"19.6"`, `20`) into thousandths of a percent.
 * A JSON number is judged by its shortest decimal form. Anything else gives `undefined`.
 */
export function parseTaxRate(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const match = ratePattern.exec(String(value));
  if (!match) return undefined;
  const [, whole = '', decimals = ''] = match;
  const rate = Number(whole + decimals.padEnd(3, '0'));
  return rate <= wholeInThousandths ? rate : undefined;
}

/** Thousandths of a percent as the wire shows them: `20000` is `"20.000"`. */
export function formatTaxRate(rate: number): string {
  requireRate(rate);
  const digits = String(rate).padStart(4, '0');
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`;
}

/** The quotient rounded to a whole number, halves away from zero. The denominator must be positive. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  assert(denominator > 0n, `A denominator must be positive, got ${denominator}.`);
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}

/** Prices one line. Tax is rounded once, here, so that the lines shown to a buyer add up to the total. */
export function priceLine(line: LineToPrice, pricingMode: PricingMode): Price {
  assert(Number.isSafeInteger(line.quantity), `A quantity must be a whole number, got ${line.quantity}.`);
  requireRate(line.taxRate);
  const lineMinor = line.unitPriceMinor * BigInt(line.quantity);
  const rate = BigInt(line.taxRate);
  const whole = BigInt(wholeInThousandths);
  if (pricingMode === 'TAX_EXCLUSIVE') {
    const taxMinor = divideRounded(lineMinor * rate, whole);
    return { subtotalMinor: lineMinor, taxMinor, totalMinor: lineMinor + taxMinor };
  }
  const taxMinor = divideRounded(lineMinor * rate, whole + rate);
  return { subtotalMinor: lineMinor - taxMinor, taxMinor, totalMinor: lineMinor };
}

/** Adds prices up part by part; an empty list is all zeros. */
export function sumPrices(list: Iterable<Price>): Price {
  let subtotalMinor = 0n;
  let taxMinor = 0n;
  let totalMinor = 0n;
  for (const price of list) {
    subtotalMinor += price.subtotalMinor;
    taxMinor += price.taxMinor;
    totalMinor += price.totalMinor;
  }
  return { subtotalMinor, taxMinor, totalMinor };
}

/** The tax of each rate (as the API writes it), in the order in which they first appear; untaxed lines count as one. */
export function taxByRate(
  lines: Iterable<{ readonly rate: string; readonly taxMinor: bigint }>,
): { readonly rate: string; readonly taxMinor: bigint }[] {
  const sums = new Map<string, bigint>();
  for (const { rate, taxMinor } of lines) sums.set(rate, (sums.get(rate) ?? 0n) + taxMinor);
  return [...sums].map(([rate, taxMinor]) => ({ rate, taxMinor }));
}

export type RefundToTax = {
  /** What the payment charged, and the tax in it. */
  readonly grossMinor: bigint;
  readonly taxMinor: bigint;
  /** What earlier refunds that did not fail gave back, and the tax in it. */
  readonly refundedBeforeMinor: bigint;
  readonly taxRefundedBeforeMinor: bigint;
  /** This refund. */
  readonly refundMinor: bigint;
};

/**
 * The tax in a refund: the rounded share of everything refunded so far, less the tax already given back,
 * within 0 and the refund itself (those bounds bite only after an earlier refund failed).
 *
 * The refund that completes the payment takes all remaining tax, which always fits into it: no step lets the
 * net amount refunded exceed the net share of what was refunded, and that share only grows up to the payment's.
 */
export function refundTaxMinor(refund: RefundToTax): bigint {
  const refundedMinor = refund.refundedBeforeMinor + refund.refundMinor;
  assert(refund.refundMinor > 0n, 'A refund must be positive.');
  assert(refundedMinor <= refund.grossMinor, 'Refunds cannot exceed the payment.');
  const shareMinor =
    divideRounded(refund.taxMinor * refundedMinor, refund.grossMinor) - refund.taxRefundedBeforeMinor;
  return smaller(larger(shareMinor, 0n), refund.refundMinor);
}

export type FeeTerms = {
  readonly grossMinor: bigint;
  /** Thousandths of a percent of the gross amount. */
  readonly percentThousandths: number;
  readonly fixedMinor: bigint;
};

/** The platform's fee on a payment: percentage (rounded) plus fixed part, never more than the payment itself. */
export function feeMinor({ grossMinor, percentThousandths, fixedMinor }: FeeTerms): bigint {
  requireRate(percentThousandths);
  const percentMinor = divideRounded(grossMinor * BigInt(percentThousandths), BigInt(wholeInThousandths));
  return smaller(grossMinor, percentMinor + fixedMinor);
}

function requireRate(rate: number): void {
  const valid = Number.isInteger(rate) && rate >= 0 && rate <= wholeInThousandths;
  assert(valid, `A rate must be 0–${wholeInThousandths} thousandths of a percent, got ${rate}.`);
}

function smaller(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}

function larger(left: bigint, right: bigint): bigint {
  return left > right ? left : right;
}
