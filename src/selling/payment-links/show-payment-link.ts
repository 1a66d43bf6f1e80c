import type { PaymentLinkAnswer, PricedLineAnswer } from '#platform/contract/payment-links.ts';
import { assert } from '#platform/kit/assert.ts';
import { formatId } from '#platform/kit/ids.ts';
import { type Currency, formatAmount } from '#platform/kit/money.ts';
import { formatTaxRate, type PricingMode } from '#platform/kit/tax.ts';
import { formatInstant } from '#platform/kit/time.ts';
import {
  deriveStatus,
  offeredCurrencies,
  offerIn,
  type PricedLine,
  type SnapshotLine,
  totalIn,
} from './payment-link.ts';
import type { PaymentLink } from './stored-link.ts';

/** What is shared with buyers. */
export function shareableUrl(link: Pick<PaymentLink, 'id'>, publicUrl: string): string {
  return `${publicUrl}/pay/${link.id}`;
}

/** A link as its merchant sees it. */
export function showPaymentLink(link: PaymentLink, publicUrl: string): PaymentLinkAnswer {
  const offer = showOffer(link.lines, link.currency, link.pricingMode);
  return {
    id: link.id,
    url: shareableUrl(link, publicUrl),
    name: link.name,
    currency: offer.currency,
    pricing_mode: offer.pricing_mode,
    products: offer.products,
    subtotal: offer.subtotal,
    tax: offer.tax,
    total: offer.total,
    totals: offer.totals,
    is_active: link.isActive,
    status: deriveStatus(link, link.readAt),
    expires_at: link.expiresAt && formatInstant(link.expiresAt),
    max_uses: link.maxUses,
    uses: link.used,
    held: link.held,
    remaining_uses: link.maxUses === null ? null : Math.max(0, link.maxUses - link.used - link.held),
    metadata: { ...link.metadata },
    mode: link.mode,
    created_by: formatId('usr', link.createdBy),
    created_at: formatInstant(link.createdAt),
    updated_at: formatInstant(link.updatedAt),
    paid_count: link.paidCount,
    revenue: showRevenue(link),
    views: link.views,
  };
}

/** What is sold and what it costs: the lines in the link's own currency, the totals in every one offered. */
export function showOffer(lines: readonly SnapshotLine[], currency: Currency, pricingMode: PricingMode) {
  const offer = offerIn(lines, currency, pricingMode);
  assert(offer, `A link has a price in its own currency ${currency} on every line.`);
  const totals: Partial<Record<Currency, Sums>> = {};
  for (const offered of offeredCurrencies(lines)) {
    const sums = offered === currency ? offer : totalIn(lines, offered, pricingMode);
    if (sums) totals[offered] = showSums(sums);
  }
  const { subtotal, tax, total } = showSums(offer);
  return {
    currency,
    pricing_mode: pricingMode,
    products: offer.lines.map(showLine),
    subtotal,
    tax,
    total,
    totals,
  };
}

export function showLine(line: PricedLine): PricedLineAnswer {
  return {
    product_id: line.productId && formatId('prod', line.productId),
    name: line.name,
    description: line.description,
    image_url: line.imageUrl,
    quantity: line.quantity,
    unit_price: formatAmount(line.unitPriceMinor),
    tax_rate: formatTaxRate(line.taxRate),
    subtotal: formatAmount(line.subtotalMinor),
    tax: formatAmount(line.taxMinor),
    total: formatAmount(line.totalMinor),
  };
}

type Sums = { subtotal: string; tax: string; total: string };

export function showSums(price: { subtotalMinor: bigint; taxMinor: bigint; totalMinor: bigint }): Sums {
  return {
    subtotal: formatAmount(price.subtotalMinor),
    tax: formatAmount(price.taxMinor),
    total: formatAmount(price.totalMinor),
  };
}

/** Gross paid minus refunded. */
function showRevenue({ grossMinor, refundedMinor }: Pick<PaymentLink, 'grossMinor' | 'refundedMinor'>) {
  return {
    USD: formatAmount(grossMinor.USD - refundedMinor.USD),
    EUR: formatAmount(grossMinor.EUR - refundedMinor.EUR),
  };
}
