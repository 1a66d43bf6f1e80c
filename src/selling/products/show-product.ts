import type { ProductAnswer } from '#platform/contract/products.ts';
import { formatId } from '#platform/kit/ids.ts';
import { type Currency, formatAmount } from '#platform/kit/money.ts';
import { formatTaxRate } from '#platform/kit/tax.ts';
import { formatInstant } from '#platform/kit/time.ts';
import type { Prices, Product } from './product.ts';

export function showProduct(product: Product): ProductAnswer {
  return {
    id: formatId('prod', product.id),
    name: product.name,
    description: product.description,
    image_url: product.imageUrl,
    prices: showPrices(product.prices),
    tax_rate: product.taxRate === null ? null : formatTaxRate(product.taxRate),
    active: product.active,
    metadata: { ...product.metadata },
    created_at: formatInstant(product.createdAt),
    updated_at: formatInstant(product.updatedAt),
  };
}

function showPrices(prices: Prices): Partial<Record<Currency, string>> {
  return {
    ...(prices.USD === undefined ? {} : { USD: formatAmount(prices.USD) }),
    ...(prices.EUR === undefined ? {} : { EUR: formatAmount(prices.EUR) }),
  };
}
