import { minorOf } from '#platform/kit/money.ts';
import { formatMoney } from '#platform/text/format.ts';
import { isTaxed } from '../amounts.ts';
import type { PageContext } from '../context.ts';
import type { ReceiptView } from '../views.ts';
import { Amount } from './amount.tsx';
import { Sums } from './order.tsx';

/** The sums of the payment, and below them what went back. */
export function ReceiptSums({ view, context }: { view: ReceiptView; context: PageContext }) {
  const { text } = context;
  return (
    <div class="receipt-sums">
      <p class="fine">
        {isTaxed(view) && text(view.pricing_mode === 'TAX_INCLUSIVE' ? 'tax.inclusive' : 'tax.exclusive')}
      </p>
      <div>
        <Sums order={view} context={context} totalLabel={text('receipt.paid')} />
        <Refunds view={view} context={context} />
      </div>
    </div>
  );
}

function Refunds({ view, context }: { view: ReceiptView; context: PageContext }) {
  const { text, locale } = context;
  const refundedMinor = minorOf(view.refunded_amount);
  if (refundedMinor === 0n) return null;
  const keptMinor = minorOf(view.total) - refundedMinor;
  return (
    <dl class="sum after">
      <div>
        <dt>{text('receipt.refunded')}</dt>
        <dd>
          <Amount amount={`-${view.refunded_amount}`} currency={view.currency} context={context} />
        </dd>
      </div>
      <div class="sum-total">
        <dt>{text('receipt.kept')}</dt>
        <dd class="num">{formatMoney(keptMinor, view.currency, locale)}</dd>
      </div>
    </dl>
  );
}
