import { minorOf } from '#platform/kit/money.ts';
import { taxByRate } from '#platform/kit/tax.ts';
import type { LineView, OrderView } from './views.ts';

/** The tax of an order by rate. The sums add up to the order's tax. */
export function taxesOf({ products }: Pick<OrderView, 'products'>) {
  return taxByRate(products.map(({ tax_rate, tax }) => ({ rate: tax_rate, taxMinor: minorOf(tax) })));
}

/** Whether any line is taxed at all; an order without tax says so once instead of on every line. */
export function isTaxed(order: Pick<OrderView, 'products'>): boolean {
  return order.products.some((line) => !isZeroRate(line.tax_rate));
}

export function isZeroRate(rate: string): boolean {
  return Number(rate) === 0;
}

/** Unit price times quantity: the amount that tax is taken from or added to. */
export function linePrice(line: LineView, order: Pick<OrderView, 'pricing_mode'>): string {
  return order.pricing_mode === 'TAX_INCLUSIVE' ? line.total : line.subtotal;
}
