import type { CheckoutCreate } from '#platform/contract/checkouts.ts';
import { problem } from '#platform/contract/errors.ts';
import { assert } from '#platform/kit/assert.ts';
import { parseId } from '#platform/kit/ids.ts';
import { type Currency, parseAmount } from '#platform/kit/money.ts';
import type { Problem } from '#platform/kit/problem.ts';
import { parseTaxRate } from '#platform/kit/tax.ts';
import type { SnapshotLine } from '#selling/payment-links/payment-link.ts';
import type { Product } from '#selling/products/product.ts';

type Item = CheckoutCreate['products'][number];
export type ItemRules = {
  readonly currency: Currency;
  readonly defaultTaxRate: number;
  readonly allowsAdHocItems: boolean;
};

/** The catalog ids that a request names; 400 naming the item whose id is none. */
export function catalogIds(items: readonly Item[]): string[] {
  return items.flatMap((item, index) => {
    if (item.id === undefined) return [];
    const id = parseId('prod', item.id);
    if (!id) throw unknownProduct(index);
    return [id];
  });
}

/** The lines of a request, catalog items at today's prices, those named twice merged. */
export function readItems(
  items: readonly Item[],
  products: ReadonlyMap<string, Product>,
  rules: ItemRules,
): SnapshotLine[] {
  const lines: SnapshotLine[] = [];
  items.forEach((item, index) => {
    const line =
      item.id === undefined ? adHocLine(item, index, rules) : catalogLine(item, index, products, rules);
    const earlier =
      line.productId === null ? -1 : lines.findIndex((other) => other.productId === line.productId);
    if (earlier < 0) {
      lines.push(line);
      return;
    }
    const merged = (lines[earlier]?.quantity ?? 0) + line.quantity;
    if (merged > 9999)
      throw invalid(index, 'quantity', 'A product may be bought at most 9999 times in one checkout.');
    lines[earlier] = { ...line, quantity: merged };
  });
  return lines;
}

function catalogLine(
  item: Item,
  index: number,
  products: ReadonlyMap<string, Product>,
  rules: ItemRules,
): SnapshotLine {
  for (const field of ['name', 'unit_price', 'tax_rate'] as const) {
    if (item[field] === undefined) continue;
    throw invalid(
      index,
      field,
      'A product of the catalog brings its own name, price and tax rate; leave this out, or leave id out.',
    );
  }
  const product = products.get(parseId('prod', item.id) ?? '');
  if (!product?.active) throw unknownProduct(index);
  const price = product.prices[rules.currency];
  if (price === undefined) {
    throw problem('price_missing', {
      detail: `"${product.name}" has no price in ${rules.currency}; add one in the catalog, or choose another currency.`,
      field: `products[${index}].id`,
    });
  }
  return {
    productId: product.id,
    name: product.name,
    description: product.description,
    imageUrl: product.imageUrl,
    quantity: item.quantity,
    unitPrices: { [rules.currency]: price },
    taxRate: product.taxRate ?? rules.defaultTaxRate,
  };
}

function adHocLine(item: Item, index: number, rules: ItemRules): SnapshotLine {
  if (!rules.allowsAdHocItems) {
    throw problem('ad_hoc_items_disabled', {
      detail:
        'Give products by their catalog id, or let an admin switch on allow_ad_hoc_items for the organization.',
      field: `products[${index}]`,
    });
  }
  if (item.name === undefined) throw missing(index, 'name');
  if (item.unit_price === undefined) throw missing(index, 'unit_price');
  const price = parseAmount(item.unit_price);
  if (price === undefined || price === 0n) {
    throw problem('invalid_amount', {
      detail: 'Give unit_price as an amount above zero with at most two decimals, such as "29.99".',
      field: `products[${index}].unit_price`,
    });
  }
  const taxRate =
    item.tax_rate === undefined || item.tax_rate === null
      ? rules.defaultTaxRate
      : parseTaxRate(item.tax_rate);
  if (taxRate === undefined) {
    throw problem('invalid_tax_rate', {
      detail: 'Give tax_rate as a percent from 0 to 100 with at most three decimals.',
      field: `products[${index}].tax_rate`,
    });
  }
  assert(Number.isInteger(taxRate), 'Tax rates are whole thousandths of a percent.');
  return {
    productId: null,
    name: item.name.trim(),
    description: null,
    imageUrl: null,
    quantity: item.quantity,
    unitPrices: { [rules.currency]: price },
    taxRate,
  };
}

function unknownProduct(index: number): Problem {
  return problem('unknown_product', {
    detail: 'There is no product on sale with this id; look it up in the catalog.',
    field: `products[${index}].id`,
  });
}

function missing(index: number, field: string): Problem {
  return problem('required', {
    detail: `Give a value for products[${index}].${field}, or the id of a product.`,
    field: `products[${index}].${field}`,
  });
}

function invalid(index: number, field: string, detail: string): Problem {
  return problem('invalid_value', { detail, field: `products[${index}].${field}` });
}
