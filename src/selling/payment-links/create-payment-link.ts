import { getOrganization } from '#merchants/organizations/find-organization.ts';
import type { Organization } from '#merchants/organizations/organization.ts';
import type { Context } from '#platform/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import { problem } from '#platform/contract/errors.ts';
import type { PaymentLinkCreate } from '#platform/contract/payment-links.ts';
import type { Handle } from '#platform/db/database.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { defaultCurrency } from '#platform/kit/money.ts';
import { findProducts } from '#selling/products/find-products.ts';
import {
  readExpiry,
  readWantedLines,
  requireWithinBounds,
  takeSnapshot,
  type WantedLine,
} from './new-payment-link.ts';
import { type Creator, saveNewLink } from './save-new-link.ts';
import { readNow } from './store.ts';
import type { PaymentLink, StoredLink } from './stored-link.ts';

/**
 * Makes a link that sells these products at today's prices, for good.
 *
 * @throws 400 naming the product, bound or field at fault; 409 `live_mode_unavailable`
 */
export async function createPaymentLink(
  context: Context,
  caller: Creator,
  input: PaymentLinkCreate,
): Promise<PaymentLink> {
  const wanted = readWantedLines(input.products);
  return context.database.transaction(async (tx) => {
    const link = await composeLink(tx, context, caller, input, wanted);
    return saveNewLink(tx, context, caller, link, input.max_uses ?? null);
  });
}

/** A step: the link as it would be made now, not written; throws what making it throws. */
export async function composeLink(
  tx: Handle,
  context: Context,
  caller: Creator,
  input: PaymentLinkCreate,
  wanted: readonly WantedLine[],
): Promise<StoredLink> {
  const { organizationId, userId } = caller;
  const now = await readNow(tx, context.clock.offsetMs);
  const organization = await getOrganization(tx, organizationId);
  const mode = input.mode ?? 'sandbox';
  requireSelling(organization, mode);
  const productIds = wanted.flatMap(({ productId }) => productId ?? []);
  const products = await findProducts(tx, organizationId, productIds);
  const currency = input.currency ?? defaultCurrency;
  const pricingMode = input.pricing_mode ?? organization.pricingMode;
  const lines = takeSnapshot(wanted, products, currency, organization.defaultTaxRate);
  requireWithinBounds(lines, currency, pricingMode, organization);
  return {
    organizationId,
    id: uuidv7(context.clock.now()),
    mode,
    name: input.name.trim(),
    currency,
    pricingMode,
    lines,
    isActive: true,
    expiresAt: readExpiry(input.expires_at ?? null, now),
    deletedAt: null,
    metadata: input.metadata ?? {},
    version: 1,
    createdBy: userId,
    createdAt: now,
    updatedAt: now,
  };
}

/** @throws 409 `live_mode_unavailable` unless somebody takes the organization's payments in this mode */
export function requireSelling({ liveProviders }: Pick<Organization, 'liveProviders'>, mode: Mode): void {
  if (mode === 'sandbox' || liveProviders > 0) return;
  throw problem('live_mode_unavailable', {
    detail:
      'No live payment provider is connected; connect one under Settings, Providers, or make a sandbox link.',
    field: 'mode',
  });
}
