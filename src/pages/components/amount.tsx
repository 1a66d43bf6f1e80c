import type { Currency } from '#platform/kit/money.ts';
import { showMoney } from '#platform/text/format.ts';
import type { PageContext } from '../context.ts';

type AmountProps = { amount: string; currency: Currency; context: PageContext; withCode?: boolean };

/** An amount in the language's own writing, with the currency's code in muted ink where it must not be mistaken. */
export function Amount({ amount, currency, context, withCode = false }: AmountProps) {
  const written = showMoney(amount, currency, context.locale);
  return (
    <span class="num">
      {written}
      {/* Some languages have no sign for a currency and write its code. */}
      {withCode && !written.includes(currency) && (
        <>
          {' '}
          <span class="code">{currency}</span>
        </>
      )}
    </span>
  );
}
