import { checkDigitsOf } from '#platform/kit/check-digits.ts';

/** An IBAN with check digits that hold, of a bank that does not exist; `rest` is what stands behind them. */
export function inventIban(country: string, rest: string): string {
  return `${country}${checkDigitsOf(country, rest)}${rest}`;
}

/** German, with a bank code (00000000) that is never given out. */
export function inventGermanIban(number: number): string {
  return inventIban('DE', `00000000${String(number).padStart(10, '0')}`);
}
