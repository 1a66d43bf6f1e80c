// The model's own sums, from the published rule and not from the product: whole cents as bigint, nothing shared.

export type Currency = 'USD' | 'EUR';

export type Item = {
  readonly cents: Readonly<Record<Currency, bigint>>;
  /** Thousandths of a percent. */
  readonly rate: bigint;
};

export type Line = { readonly item: Item; readonly quantity: number };

/** The quotient of two positive numbers to the nearest whole one, halves up. */
export function nearest(dividend: bigint, divisor: bigint): bigint {
  const whole = dividend / divisor;
  return (dividend - whole * divisor) * 2n >= divisor ? whole + 1n : whole;
}

/** What a buyer pays for the lines, and the tax in it: rounded line by line. */
export function sumsOf(lines: readonly Line[], currency: Currency, isTaxIncluded: boolean) {
  let tax = 0n;
  let total = 0n;
  for (const { item, quantity } of lines) {
    const price = item.cents[currency] * BigInt(quantity);
    const lineTax = nearest(price * item.rate, isTaxIncluded ? 100_000n + item.rate : 100_000n);
    tax += lineTax;
    total += isTaxIncluded ? price : price + lineTax;
  }
  return { tax, total };
}

/** The tax in a refund: the share of all that went back so far, less what earlier refunds took. */
export function taxOfRefund(
  payment: { readonly tax: bigint; readonly total: bigint },
  earlier: { readonly amount: bigint; readonly tax: bigint },
  amount: bigint,
): bigint {
  const share = nearest(payment.tax * (earlier.amount + amount), payment.total) - earlier.tax;
  if (share < 0n) return 0n;
  return share > amount ? amount : share;
}

/** Cents as the wire writes them. */
export function written(cents: bigint): string {
  const sign = cents < 0n ? '-' : '';
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
