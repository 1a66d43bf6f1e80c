import { getOrganization } from '#merchants/organizations/find-organization.ts';
import { checkBounds } from '#merchants/organizations/organization.ts';
import type { PayingContext } from '#paying/context.ts';
import type { CheckoutCreate, CheckoutSession } from '#platform/contract/checkouts.ts';
import { problem } from '#platform/contract/errors.ts';
import type { ApiKeyCaller } from '#platform/http/route.ts';
import { assert } from '#platform/kit/assert.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { defaultCurrency } from '#platform/kit/money.ts';
import { encodeLines } from '#selling/payment-links/lines-json.ts';
import { offerIn } from '#selling/payment-links/payment-link.ts';
import { findProducts } from '#selling/products/find-products.ts';
import { catalogIds, readItems } from './api-lines.ts';
import { readBilling } from './billing.ts';
import { idempotencyKey } from './idempotency.ts';
import { readRedirects, requireAllowedRedirects } from './redirects.ts';
import { requireWay } from './require-way.ts';
import { simulate } from './simulate-checkout.ts';
import { toStarted } from './start-checkout.ts';

export type Created = { readonly session: CheckoutSession; readonly isReplay: boolean };

/** Creates a checkout for another server: any lines, in the key's own mode (contract, section 6). */
export async function createCheckout(
  context: PayingContext,
  caller: ApiKeyCaller,
  body: CheckoutCreate,
  key: string | undefined,
): Promise<Created> {
  const { organizationId, mode } = caller;
  if (body.sandbox_simulate && mode === 'live') {
    throw problem('invalid_value', {
      detail: 'sandbox_simulate works with a sandbox key only; leave it out.',
      field: 'sandbox_simulate',
    });
  }
  const organization = await getOrganization(context.database.handle, organizationId);
  const billing = readBilling(body);
  const { redirects, given } = readRedirects(body);
  requireAllowedRedirects(given, { ...organization, mode });
  const currency = body.currency ?? defaultCurrency;
  await requireWay(context, { organizationId, mode, currency });
  const pricingMode = body.pricing_mode ?? organization.pricingMode;
  const products = await findProducts(context.database.handle, organizationId, catalogIds(body.products));
  const lines = readItems(body.products, products, {
    currency,
    defaultTaxRate: organization.defaultTaxRate,
    allowsAdHocItems: organization.allowAdHocItems,
  });
  const offer = offerIn(lines, currency, pricingMode);
  assert(offer, 'Every line was read with a price in the currency of the checkout.');
  const refusal = checkBounds(offer.totalMinor, currency, organization);
  if (refusal) throw refusal;
  const now = context.clock.now();
  const row = {
    organizationId,
    checkoutId: uuidv7(now),
    paymentLinkId: null,
    mode,
    pricingMode,
    eventId: uuidv7(now),
    currency,
    subtotalMinor: String(offer.subtotalMinor),
    taxMinor: String(offer.taxMinor),
    totalMinor: String(offer.totalMinor),
    exchangeRate: null,
    lines: JSON.parse(encodeLines(lines)) as unknown[],
    billing,
    payerEmail: billing.email,
    ...redirects,
    metadata: body.metadata ?? {},
    clientReferenceId: body.client_reference_id || null,
    utm: null,
    locale: null,
    addressHash: null,
    timeToLiveSeconds: context.config.checkoutTtlSeconds,
    tokenKeyId: context.config.signingKeys[0]?.id ?? '',
    key: key
      ? idempotencyKey(
          context.fixedKey,
          `organization:${organizationId}:${mode}`,
          'POST',
          '/checkout/create/',
          key,
          body,
        )
      : null,
  };
  const started = toStarted(context, { organizationId, mode }, offer, row, await context.hotPath.start(row));
  if (body.sandbox_simulate && !started.isReplay) {
    await simulate(context, { organizationId, checkoutId: row.checkoutId, mode }, body.sandbox_simulate);
  }
  return started;
}
