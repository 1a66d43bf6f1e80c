import { Amount } from '@/ui/amount.tsx';
import type { Currency } from '../../../../src/platform/kit/money.ts';
import type { PricingMode } from '../../../../src/platform/kit/tax.ts';

type SumsProps = {
  readonly currency: Currency;
  readonly pricingMode: PricingMode;
  readonly subtotal: string;
  readonly tax: string;
  readonly total: string;
};

/** A sum that adds up on the spot closes with a double rule. */
export function Sums({ currency, pricingMode, subtotal, tax, total }: SumsProps) {
  return (
    <dl className="sums">
      <div>
        <dt>Net</dt>
        <dd>
          <Amount value={subtotal} currency={currency} />
        </dd>
      </div>
      <div>
        <dt>{pricingMode === 'TAX_INCLUSIVE' ? 'Tax included' : 'Tax added'}</dt>
        <dd>
          <Amount value={tax} currency={currency} />
        </dd>
      </div>
      <div className="sums-total">
        <dt>Total</dt>
        <dd>
          <Amount value={total} currency={currency} code />
        </dd>
      </div>
    </dl>
  );
}
