import { formatPercent, showMoney } from '#platform/text/format.ts';
import { Written } from '#platform/text/written.tsx';
import { isTaxed, linePrice } from '../amounts.ts';
import type { PageContext } from '../context.ts';
import type { LineView, OrderView } from '../views.ts';

/** The rule and the sum of every line, so that a buyer can check the tax with a pocket calculator. */
export function TaxExplained({ order, context }: { order: OrderView; context: PageContext }) {
  const { text } = context;
  if (!isTaxed(order)) return null;
  return (
    <details class="explain">
      <summary>{text('tax.how')}</summary>
      <p>{text(order.pricing_mode === 'TAX_INCLUSIVE' ? 'tax.inclusive' : 'tax.exclusive')}</p>
      <ul>
        {order.products.map((line) => (
          <li>
            <span>
              <Written>{line.name}</Written>
            </span>{' '}
            <span class="num">{calculation(line, order, context)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** "€77.00 × 19% ÷ 119% = €12.29". */
function calculation(line: LineView, order: OrderView, { locale }: PageContext): string {
  const price = showMoney(linePrice(line, order), order.currency, locale);
  const tax = showMoney(line.tax, order.currency, locale);
  const rate = formatPercent(line.tax_rate, locale);
  if (order.pricing_mode === 'TAX_EXCLUSIVE') return `${price} × ${rate} = ${tax}`;
  return `${price} × ${rate} ÷ ${formatPercent(wholeAnd(line.tax_rate), locale)} = ${tax}`;
}

/** 100 % plus the rate, kept a decimal text: `"19.600"` is `"119.600"`. */
function wholeAnd(rate: string): string {
  const [whole = '0', decimals = '0'] = rate.split('.');
  return `${Number(whole) + 100}.${decimals}`;
}
