import { problem } from '#platform/contract/errors.ts';
import type { ProductCreate, ProductPatch } from '#platform/contract/products.ts';
import { parseId } from '#platform/kit/ids.ts';
import { type Currency, currencies, parseAmount } from '#platform/kit/money.ts';
import { parseTaxRate } from '#platform/kit/tax.ts';

/** Unit prices in minor units, for the currencies that have one. */
export type Prices = Readonly<Partial<Record<Currency, bigint>>>;

export type Product = {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** Where we serve it; in what a merchant says, where we fetch it from. */
  readonly imageUrl: string | null;
  readonly prices: Prices;
  /** Thousandths of a percent; null takes the organization's rate at the time of sale. */
  readonly taxRate: number | null;
  readonly active: boolean;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** What a merchant says about a product. */
export type ProductFacts = Omit<Product, 'id' | 'createdAt' | 'updatedAt'>;

/** The UUID behind the id in an address; throws the same 404 as for an unknown product when it is none. */
export function readProductId(publicId: string): string {
  const id = parseId('prod', publicId);
  if (id === undefined) throw unknownProduct();
  return id;
}

export function unknownProduct() {
  return problem('not_found', { detail: 'There is no product at this address.' });
}

/** Reads the body of a creation; throws the problem with the first value that is not valid. */
export function readNewProduct(input: ProductCreate): ProductFacts {
  const blank = { description: null, imageUrl: null, taxRate: null, active: true, metadata: {} };
  return { ...blank, ...readProductPatch(input), name: input.name.trim(), prices: readPrices(input.prices) };
}

/** Reads the body of a change: only the fields that were given. */
export function readProductPatch(patch: ProductPatch): Partial<ProductFacts> {
  return {
    ...(patch.name === undefined ? {} : { name: patch.name.trim() }),
    ...(patch.description === undefined ? {} : { description: blankAsNull(patch.description) }),
    ...(patch.image_url === undefined ? {} : { imageUrl: patch.image_url }),
    ...(patch.prices === undefined ? {} : { prices: readPrices(patch.prices) }),
    ...(patch.tax_rate === undefined ? {} : { taxRate: readTaxRate(patch.tax_rate) }),
    ...(typeof patch.active === 'boolean' ? { active: patch.active } : {}),
    ...(patch.metadata === undefined ? {} : { metadata: patch.metadata ?? {} }),
  };
}

function blankAsNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text;
}

function readPrices(input: Partial<Record<Currency, string | number>>): Prices {
  const prices: Partial<Record<Currency, bigint>> = {};
  for (const currency of currencies) {
    const value = input[currency];
    if (value === undefined) continue;
    const minor = parseAmount(value);
    if (minor === undefined || minor <= 0n) throw invalidPrice(`prices.${currency}`);
    prices[currency] = minor;
  }
  return prices;
}

function invalidPrice(field: string) {
  return problem('invalid_amount', {
    detail: `Give ${field} as an amount from 0.01 to 9999999.99 with at most two decimals, such as "29.99".`,
    field,
  });
}

function readTaxRate(value: string | number | null): number | null {
  if (value === null) return null;
  const rate = parseTaxRate(value);
  if (rate !== undefined) return rate;
  throw problem('invalid_tax_rate', {
    detail: 'Give tax_rate as a percentage from 0 to 100 with at most three decimals, such as "19.6".',
    field: 'tax_rate',
  });
}
