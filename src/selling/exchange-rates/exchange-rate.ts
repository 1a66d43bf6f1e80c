/** What one euro costs in dollars, and who says so. */
export type ExchangeRate = {
  /** USD per 1 EUR in 10⁻⁶. */
  readonly rateMillionths: bigint;
  readonly source: 'ecb' | 'operator';
  /** `YYYY-MM-DD` for which it was published; null for the operator's own. */
  readonly date: string | null;
};
