import type { Context } from '#platform/context.ts';
import type { PaymentLinkDetailAnswer } from '#platform/contract/payment-links.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { addDays, dayOf } from '#platform/kit/days.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { conversionRate } from '#reporting/figures/figures.ts';
import { getSumming, readFigures } from '#reporting/figures/read-figures.ts';
import { showAmounts, showDay } from '#reporting/figures/show-figures.ts';
import { inSnapshot } from '#reporting/figures/snapshot.ts';
import { getStoredLink } from '#selling/payment-links/find-payment-links.ts';
import { showPaymentLink } from '#selling/payment-links/show-payment-link.ts';
import { findProducts } from '#selling/products/find-products.ts';
import { catalogChanges } from './catalog-change.ts';
import { countRefunded, selectNames, selectTimeline } from './store.ts';
import { changersOf, showTimeline } from './timeline.ts';

const usualDays = 30;
const timelineRows = 50;

/**
 * One link of the organization, deleted or not, with all that was counted of it: in all, and by day of the
 * organization's zone for the last days.
 *
 * @throws 404 for an unknown link
 */
export async function getLinkDetail(
  context: Context,
  caller: Pick<SessionCaller, 'organizationId'>,
  linkId: string,
  query: { readonly days?: number },
): Promise<PaymentLinkDetailAnswer> {
  const { organizationId } = caller;
  return inSnapshot(context, async (tx, now) => {
    const [link, { organization, summing }] = await Promise.all([
      getStoredLink(tx, context, organizationId, linkId),
      getSumming(tx, organizationId),
    ]);
    const last = dayOf(now, summing.timeZone);
    const first = addDays(last, 1 - (query.days ?? usualDays));
    const owner = { organizationId, paymentLinkId: link.id };
    const productIds = link.lines.flatMap(({ productId }) => productId ?? []);
    const [report, refunded, happened, products] = await Promise.all([
      readFigures(tx, owner, summing, { first, last, now }),
      countRefunded(tx, organizationId, link.id),
      selectTimeline(tx, organizationId, link.id, timelineRows),
      findProducts(tx, organizationId, productIds),
    ]);
    const names = await selectNames(tx, changersOf(happened));
    const shown = showPaymentLink(link, context.config.publicUrl);
    return {
      ...shown,
      stats: {
        views: report.totalViews,
        checkouts_started: report.total.started,
        paid_count: link.paidCount,
        refunded_count: refunded,
        conversion_rate: conversionRate(link.paidCount, report.totalViews),
        revenue: shown.revenue,
        refunded: showAmounts(link.refundedMinor),
        last_paid_at: link.lastPaidAt && formatInstant(link.lastPaidAt),
        series: report.days.map(showDay),
      },
      timeline: showTimeline(happened, names),
      catalog_changes: catalogChanges(link, products, organization.defaultTaxRate),
    };
  });
}
