import { formatAmount } from '#platform/kit/money.ts';
import { priceLine, refundTaxMinor } from '#platform/kit/tax.ts';
import type { GuideProps } from './guide.ts';

const line = { unitPriceMinor: 2_999n, quantity: 2, taxRate: 19_000 };
const grossMinor = 5_998n;
const refunds = [2_000n, 2_000n, 1_998n];

/** The rules by which tax is computed, each with an example that the rules themselves computed. */
export function TaxRule(_: GuideProps) {
  const rows = (['TAX_INCLUSIVE', 'TAX_EXCLUSIVE'] as const).map((mode) => ({
    mode,
    ...priceLine(line, mode),
  }));
  return (
    <div class="entry-words wide">
      <p>
        Tax is computed per line and rounded once per line, half away from zero, to the cent. Totals are sums
        of lines, so what buyers see always adds up.
      </p>
      <dl class="pairs">
        <dt>
          <code>TAX_EXCLUSIVE</code>
        </dt>
        <dd>tax = round(unit price × quantity × rate), added to the price.</dd>
        <dt>
          <code>TAX_INCLUSIVE</code>
        </dt>
        <dd>tax = round(unit price × quantity × rate ÷ (100 % + rate)), contained in the price.</dd>
      </dl>
      <table class="sums">
        <caption>Two at 29.99 with 19 % tax</caption>
        <thead>
          <tr>
            <th scope="col">Pricing mode</th>
            <th scope="col">Subtotal</th>
            <th scope="col">Tax</th>
            <th scope="col">Total</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ mode, subtotalMinor, taxMinor, totalMinor }) => (
            <tr key={mode}>
              <th scope="row">
                <code>{mode}</code>
              </th>
              <td>{formatAmount(subtotalMinor)}</td>
              <td>{formatAmount(taxMinor)}</td>
              <td>{formatAmount(totalMinor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function RefundRule(_: GuideProps) {
  const { taxMinor } = priceLine(line, 'TAX_INCLUSIVE');
  return (
    <div class="entry-words wide">
      <p>
        The tax in a refund is the share of the payment’s tax in everything given back so far, less what
        earlier refunds gave back: round(T × C ÷ G) − earlier, where T is the tax, G the gross amount of the
        payment, and C all refunds that did not fail, this one included. It stays within 0 and the refund. The
        refund that completes the payment takes all tax that is left, so the refunds add up to it exactly.
      </p>
      <table class="sums">
        <caption>59.98 with {formatAmount(taxMinor)} tax, given back in three parts</caption>
        <thead>
          <tr>
            <th scope="col">Refund</th>
            <th scope="col">Amount</th>
            <th scope="col">Tax in it</th>
            <th scope="col">Tax so far</th>
          </tr>
        </thead>
        <tbody>
          {refundRows(taxMinor).map((row, index) => (
            <tr key={row.refundMinor}>
              <th scope="row">{['First', 'Second', 'Third'][index]}</th>
              <td>{formatAmount(row.refundMinor)}</td>
              <td>{formatAmount(row.taxMinor)}</td>
              <td>{formatAmount(row.taxSoFarMinor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        Pending refunds reserve their amount. A fee is taken once, fee = min(gross, round(gross × percent) +
        fixed), and is not given back.
      </p>
    </div>
  );
}

function refundRows(taxMinor: bigint) {
  let refundedBeforeMinor = 0n;
  let taxRefundedBeforeMinor = 0n;
  return refunds.map((refundMinor) => {
    const taxOfRefundMinor = refundTaxMinor({
      grossMinor,
      taxMinor,
      refundedBeforeMinor,
      taxRefundedBeforeMinor,
      refundMinor,
    });
    refundedBeforeMinor += refundMinor;
    taxRefundedBeforeMinor += taxOfRefundMinor;
    return { refundMinor, taxMinor: taxOfRefundMinor, taxSoFarMinor: taxRefundedBeforeMinor };
  });
}
