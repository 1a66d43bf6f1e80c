import type { CatalogChange } from '#platform/contract/payment-links.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { formatTaxRate } from '#platform/kit/tax.ts';
import type { PaymentLink } from '#selling/payment-links/stored-link.ts';
import type { Product } from '#selling/products/product.ts';

/**
 * In what the catalog differs today from what a link copied when it was made, line by line: prices in the link's
 * currency, tax rates, names, and products that are not sold any more.
 *
 * @param products by id; archived ones too
 * @param defaultTaxRate of the organization, in thousandths of a percent
 */
export function catalogChanges(
  { lines, currency }: Pick<PaymentLink, 'lines' | 'currency'>,
  products: ReadonlyMap<string, Product>,
  defaultTaxRate: number,
): CatalogChange[] {
  return lines.flatMap((line): CatalogChange[] => {
    const product = line.productId === null ? undefined : products.get(line.productId);
    if (!product) return [];
    const of = { product_id: formatId('prod', product.id), name: line.name };
    const change = (kind: CatalogChange['kind'], was: string | null, now: string | null): CatalogChange[] =>
      was === now ? [] : [{ ...of, kind, was, now }];
    if (!product.active) return [{ ...of, kind: 'archived', was: null, now: null }];
    const price = (minor: bigint | undefined) => (minor === undefined ? null : formatAmount(minor));
    return [
      ...change('unit_price', price(line.unitPrices[currency]), price(product.prices[currency])),
      ...change('tax_rate', formatTaxRate(line.taxRate), formatTaxRate(product.taxRate ?? defaultTaxRate)),
      ...change('name', line.name, product.name),
    ];
  });
}
