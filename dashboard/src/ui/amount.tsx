import { formatMoney } from '@/lib/money.ts';
import type { Currency } from '../../../src/platform/kit/money.ts';

/** An amount with its code in muted ink. */
export function Amount({
  value,
  currency,
  code = false,
}: {
  readonly value: string;
  readonly currency: Currency;
  readonly code?: boolean;
}) {
  return (
    <span className="number">
      {formatMoney(value, currency)}
      {code && <span className="code">{currency}</span>}
    </span>
  );
}
