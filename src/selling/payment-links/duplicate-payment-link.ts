import { getOrganization } from '#merchants/organizations/find-organization.ts';
import type { Context } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import type { Currency } from '#platform/kit/money.ts';
import type { FieldError } from '#platform/kit/problem.ts';
import { findProducts } from '#selling/products/find-products.ts';
import type { Product } from '#selling/products/product.ts';
import { requireSelling } from './create-payment-link.ts';
import { getStoredLink } from './find-payment-links.ts';
import { requireWithinBounds, takeSnapshot } from './new-payment-link.ts';
import type { SnapshotLine } from './payment-link.ts';
import { saveNewLink } from './save-new-link.ts';
import { readNow } from './store.ts';
import type { PaymentLink } from './stored-link.ts';

/**
 * Makes a fresh link that sells the same products at today's catalog prices and tax rates. It keeps currency, pricing
 * mode, metadata and limit of the first, and its expiry unless that is past; a deleted link can be copied, too.
 *
 * @throws 404; 400 naming each product that is archived or lost its price, or the bound that the new total breaks;
 * 409 `live_mode_unavailable`
 */
export async function duplicatePaymentLink(
  context: Context,
  caller: SessionCaller,
  linkId: string,
): Promise<PaymentLink> {
  const { organizationId, userId } = caller;
  return context.database.transaction(async (tx) => {
    const original = await getStoredLink(tx, context, organizationId, linkId);
    const organization = await getOrganization(tx, organizationId);
    requireSelling(organization, original.mode);
    const { currency, pricingMode, expiresAt } = original;
    const productIds = original.lines.flatMap(({ productId }) => productId ?? []);
    const products = await findProducts(tx, organizationId, productIds);
    requireStillSold(original.lines, products, currency);
    const wanted = original.lines.map(({ productId, quantity }, index) => ({
      productId: productId ?? undefined,
      quantity,
      index,
    }));
    const lines = takeSnapshot(wanted, products, currency, organization.defaultTaxRate);
    requireWithinBounds(lines, currency, pricingMode, organization);
    const now = await readNow(tx, context.clock.offsetMs);
    const copy = {
      organizationId,
      id: uuidv7(context.clock.now()),
      mode: original.mode,
      name: copiedName(original.name),
      currency,
      pricingMode,
      lines,
      isActive: true,
      expiresAt: expiresAt && expiresAt > now ? expiresAt : null,
      deletedAt: null,
      metadata: original.metadata,
      version: 1,
      createdBy: userId,
      createdAt: now,
      updatedAt: now,
    };
    return saveNewLink(tx, context, caller, copy, original.maxUses);
  });
}

const longestName = 120;

/** "Copy of …", cut to what a name may have; characters beyond the basic plane stay whole. */
export function copiedName(name: string): string {
  return [...`Copy of ${name}`].slice(0, longestName).join('').trimEnd();
}

function requireStillSold(
  lines: readonly SnapshotLine[],
  products: ReadonlyMap<string, Product>,
  currency: Currency,
): void {
  const errors = lines.flatMap(({ productId, name }, index): FieldError[] => {
    const field = `products[${index}].product_id`;
    const product = productId === null ? undefined : products.get(productId);
    if (!product?.active) {
      const message = `“${name}” is not in the catalog any more; bring the product back, or make a new link without it.`;
      return [{ field, code: 'unknown_product', message }];
    }
    if (product.prices[currency] !== undefined) return [];
    const message = `“${product.name}” has no price in ${currency} any more; give it one, or make a new link in another currency.`;
    return [{ field, code: 'price_missing', message }];
  });
  const [first] = errors;
  if (first)
    throw problem(first.code as 'unknown_product' | 'price_missing', { detail: first.message, errors });
}
