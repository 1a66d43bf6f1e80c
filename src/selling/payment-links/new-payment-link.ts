import { checkBounds, type Organization } from '#merchants/organizations/organization.ts';
import { problem } from '#platform/contract/errors.ts';
import type { PaymentLinkCreate } from '#platform/contract/payment-links.ts';
import { assert } from '#platform/kit/assert.ts';
import { parseId } from '#platform/kit/ids.ts';
import type { Currency } from '#platform/kit/money.ts';
import type { FieldError } from '#platform/kit/problem.ts';
import type { PricingMode } from '#platform/kit/tax.ts';
import { parseInstant } from '#platform/kit/time.ts';
import type { Product } from '#selling/products/product.ts';
import { offerIn, type SnapshotLine } from './payment-link.ts';

const largestQuantity = 9999;

export type WantedLine = {
  /** `undefined` for a text that is no product's id. */
  readonly productId: string | undefined;
  readonly quantity: number;
  /** Where the product stood first in the request. */
  readonly index: number;
};

/** The products of a request, those named twice merged into one line; throws when one line gets too many. */
export function readWantedLines(products: PaymentLinkCreate['products']): WantedLine[] {
  const lines = new Map<string, WantedLine>();
  products.forEach(({ product_id, quantity }, index) => {
    const earlier = lines.get(product_id);
    const merged = earlier
      ? { ...earlier, quantity: earlier.quantity + quantity }
      : { productId: parseId('prod', product_id), quantity, index };
    if (merged.quantity > largestQuantity) throw tooMany(merged.quantity, index);
    lines.set(product_id, merged);
  });
  return [...lines.values()];
}

/** Copies the catalog into lines; throws one problem that names every product that cannot be sold like this. */
export function takeSnapshot(
  wanted: readonly WantedLine[],
  products: ReadonlyMap<string, Product>,
  currency: Currency,
  defaultTaxRate: number,
): SnapshotLine[] {
  const errors: FieldError[] = [];
  const lines: SnapshotLine[] = [];
  for (const { productId, quantity, index } of wanted) {
    const product = productId === undefined ? undefined : products.get(productId);
    if (!product?.active) errors.push(notSold(index));
    else if (product.prices[currency] === undefined) errors.push(noPrice(index, product.name, currency));
    else lines.push(copyProduct(product, quantity, defaultTaxRate));
  }
  const [first] = errors;
  if (first)
    throw problem(first.code as 'unknown_product' | 'price_missing', { detail: first.message, errors });
  return lines;
}

/** Throws unless the lines together are within what the organization lets one payment be. */
export function requireWithinBounds(
  lines: readonly SnapshotLine[],
  currency: Currency,
  pricingMode: PricingMode,
  organization: Organization,
): void {
  const offer = offerIn(lines, currency, pricingMode);
  assert(offer, `Every line has a price in ${currency}.`);
  const refusal = checkBounds(offer.totalMinor, currency, organization);
  if (refusal) throw refusal;
}

/** Reads `expires_at` of a request: an instant in the future, or `null` for never. */
export function readExpiry(text: string | null, now: Date): Date | null {
  if (text === null) return null;
  const expiresAt = parseInstant(text);
  if (!expiresAt) {
    throw problem('invalid_time', {
      detail: 'Give expires_at as a time with its offset, such as 2030-01-31T12:00:00Z.',
      field: 'expires_at',
    });
  }
  if (expiresAt <= now) {
    throw problem('expires_in_past', {
      detail: 'expires_at has already passed; give a time in the future, or null for a link without end.',
      field: 'expires_at',
    });
  }
  return expiresAt;
}

function copyProduct(product: Product, quantity: number, defaultTaxRate: number): SnapshotLine {
  return {
    productId: product.id,
    name: product.name,
    description: product.description,
    imageUrl: product.imageUrl,
    quantity,
    unitPrices: product.prices,
    taxRate: product.taxRate ?? defaultTaxRate,
  };
}

function tooMany(quantity: number, index: number) {
  const field = `products[${index}].quantity`;
  return problem('invalid_value', {
    detail: `One product is asked for ${quantity} times in all; ${largestQuantity} is the most.`,
    field,
  });
}

function notSold(index: number): FieldError {
  const field = `products[${index}].product_id`;
  const message = `${field} is no product of your catalog, or it is archived; choose one from GET /api/products/.`;
  return { field, code: 'unknown_product', message };
}

function noPrice(index: number, name: string, currency: Currency): FieldError {
  const field = `products[${index}].product_id`;
  const message = `${field} (${name}) has no price in ${currency}; give it one, or make the link in another currency.`;
  return { field, code: 'price_missing', message };
}
