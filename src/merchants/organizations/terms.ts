import { currencies, formatAmount } from '#platform/kit/money.ts';
import type { Organization } from './organization.ts';

/** What the operator agrees with an organization. */
export type Terms = Pick<
  Organization,
  'minPaymentMinor' | 'maxPaymentMinor' | 'feePercent' | 'feeFixedMinor' | 'reservePercent' | 'reserveDays'
>;

/** Why no payment could be made under these terms, as a sentence; undefined where some could. */
export function faultOfTerms({ minPaymentMinor, maxPaymentMinor }: Terms): string | undefined {
  for (const currency of currencies) {
    const [minimum, maximum] = [minPaymentMinor[currency], maxPaymentMinor[currency]];
    if (minimum <= 0n) return `The minimum in ${currency} must be above zero.`;
    if (maximum >= minimum) continue;
    return `In ${currency} the maximum of ${formatAmount(maximum)} would be below the minimum of ${formatAmount(minimum)}.`;
  }
  return undefined;
}
