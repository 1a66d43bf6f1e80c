import { minorOf } from './money.ts';

export type PricingMode = 'TAX_INCLUSIVE' | 'TAX_EXCLUSIVE';

/** In minor units; `subtotal + tax = total`, always. */
export type Sums = {
  readonly subtotalMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
};

export type LineToPrice = {
  readonly unitPriceMinor: bigint;
  readonly quantity: number;
  /** Thousandths of a percent. */
  readonly taxRate: number;
};

const whole = 100_000n;

/**
 * The published rule: tax is rounded half away from zero to the minor unit, once per line. The server computes the
 * same again when it makes the link; this is for the preview while somebody types.
 */
export function priceLine(line: LineToPrice, pricingMode: PricingMode): Sums {
  const lineMinor = line.unitPriceMinor * BigInt(line.quantity);
  const rate = BigInt(line.taxRate);
  if (pricingMode === 'TAX_EXCLUSIVE') {
    const taxMinor = divideRounded(lineMinor * rate, whole);
    return { subtotalMinor: lineMinor, taxMinor, totalMinor: lineMinor + taxMinor };
  }
  const taxMinor = divideRounded(lineMinor * rate, whole + rate);
  return { subtotalMinor: lineMinor - taxMinor, taxMinor, totalMinor: lineMinor };
}

/** The sums of the lines, so that what the page shows always adds up. */
export function addUp(lines: Iterable<Sums>): Sums {
  let sums: Sums = { subtotalMinor: 0n, taxMinor: 0n, totalMinor: 0n };
  for (const line of lines) {
    sums = {
      subtotalMinor: sums.subtotalMinor + line.subtotalMinor,
      taxMinor: sums.taxMinor + line.taxMinor,
      totalMinor: sums.totalMinor + line.totalMinor,
    };
  }
  return sums;
}

/** `"19.600"` in thousandths of a percent. */
export function rateInThousandths(rate: string): number {
  const [units = '0', decimals = ''] = rate.split('.');
  return Number(units + decimals.padEnd(3, '0'));
}

/** The tax of each rate that occurs, the highest rate first. */
export function taxByRate<T extends { readonly rate: string; readonly taxMinor: bigint }>(
  lines: readonly T[],
): { readonly rate: string; readonly taxMinor: bigint }[] {
  const byRate = new Map<string, bigint>();
  for (const { rate, taxMinor } of lines) byRate.set(rate, (byRate.get(rate) ?? 0n) + taxMinor);
  return [...byRate]
    .map(([rate, taxMinor]) => ({ rate, taxMinor }))
    .filter(({ rate }) => rateInThousandths(rate) > 0)
    .sort((left, right) => rateInThousandths(right.rate) - rateInThousandths(left.rate));
}

/** The sum of amounts as the API writes them, in minor units. */
export function sumAmounts(amounts: Iterable<string>): bigint {
  let sum = 0n;
  for (const amount of amounts) sum += minorOf(amount);
  return sum;
}

function divideRounded(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}
