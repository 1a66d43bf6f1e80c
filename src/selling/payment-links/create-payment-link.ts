import { getOrganization } from '#merchants/organizations/find-organization.ts';
import type { Context } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import type { PaymentLinkCreate } from '#platform/contract/payment-links.ts';
import type { Handle } from '#platform/db/database.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { findProducts } from '#selling/products/find-products.ts';
import { getStoredLink } from './find-payment-links.ts';
import { indexLinkNames } from './index-link-names.ts';
import {
  readExpiry,
  readWantedLines,
  requireWithinBounds,
  takeSnapshot,
  type WantedLine,
} from './new-payment-link.ts';
import { recordLinkChange } from './record-link-change.ts';
import { insertPaymentLink, insertPlaces, readNow } from './store.ts';
import type { PaymentLink, StoredLink } from './stored-link.ts';

export type Creator = Pick<SessionCaller, 'organizationId' | 'userId'>;

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
  if (input.mode === 'live') throw liveModeUnavailable();
  const wanted = readWantedLines(input.products);
  return context.database.transaction(async (tx) => {
    const link = await newLink(tx, context, caller, input, wanted);
    return saveNewLink(tx, context, caller, link, input.max_uses ?? null);
  });
}

/** A step: writes a link that is new, with what finds and tells it. */
export async function saveNewLink(
  tx: Handle,
  context: Context,
  caller: Creator,
  link: StoredLink,
  maxUses: number | null,
): Promise<PaymentLink> {
  const { organizationId, id } = link;
  await insertPaymentLink(tx, link);
  await indexLinkNames(tx, organizationId, [link]);
  if (maxUses !== null) await insertPlaces(tx, organizationId, id, { maxUses, used: 0, held: 0 });
  await recordLinkChange(tx, context, caller, link, { kind: 'created' }, link.createdAt);
  return getStoredLink(tx, context, organizationId, id);
}

async function newLink(
  tx: Handle,
  context: Context,
  caller: Creator,
  input: PaymentLinkCreate,
  wanted: readonly WantedLine[],
): Promise<StoredLink> {
  const { organizationId, userId } = caller;
  const now = await readNow(tx, context.clock.offsetMs);
  const organization = await getOrganization(tx, organizationId);
  const productIds = wanted.flatMap(({ productId }) => productId ?? []);
  const products = await findProducts(tx, organizationId, productIds);
  const currency = input.currency ?? 'USD';
  const pricingMode = input.pricing_mode ?? organization.pricingMode;
  const lines = takeSnapshot(wanted, products, currency, organization.defaultTaxRate);
  requireWithinBounds(lines, currency, pricingMode, organization);
  return {
    organizationId,
    id: uuidv7(context.clock.now()),
    mode: 'sandbox',
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

export function liveModeUnavailable() {
  return problem('live_mode_unavailable', {
    detail: 'No live payment provider is connected; leave mode out to make a sandbox link.',
    field: 'mode',
  });
}
