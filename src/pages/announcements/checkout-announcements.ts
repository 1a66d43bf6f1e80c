import type { PageContext } from '#pages/context.ts';
import { linkTarget } from '#pages/safe-url.ts';
import type { SellerView } from '#pages/views.ts';
import type { Currency } from '#platform/kit/money.ts';
import { formatDeadline } from '#platform/text/dates.ts';
import { showMoney } from '#platform/text/format.ts';
import { type Action, type AnnouncementOf, visitSeller, writeToSeller } from './announcement.ts';

export const checkoutNotFound: AnnouncementOf<'checkout_not_found'> = (_view, { text }) => ({
  heading: text('announcement.checkoutNotFound'),
  lead: text('announcement.checkoutNotFoundLead'),
  actions: [],
});

export const checkoutCanceled: AnnouncementOf<'checkout_canceled'> = (view, context) => {
  const { text } = context;
  const actions = startAgain(view.start_url, view.organization, context);
  switch (view.reason) {
    case 'place_released':
      return {
        heading: text('announcement.placeReleased'),
        lead: text('announcement.placeReleasedLead'),
        actions,
      };
    case 'link_closed':
      return {
        heading: text('announcement.saleClosed'),
        lead: text('announcement.saleClosedLead'),
        actions: [visitSeller(view.organization, context), writeToSeller(view.organization, context)],
      };
    default:
      return {
        heading: text('announcement.checkoutCanceled'),
        lead: text('announcement.checkoutCanceledLead'),
        actions,
      };
  }
};

export const checkoutFailed: AnnouncementOf<'checkout_failed'> = (view, context) => ({
  heading: context.text('announcement.checkoutFailed'),
  lead: context.text('announcement.checkoutFailedLead'),
  actions: startAgain(view.start_url, view.organization, context),
});

export const checkoutExpired: AnnouncementOf<'checkout_expired'> = (view, context) => {
  const { text, locale, now } = context;
  const time = formatDeadline(new Date(view.expires_at * 1000), now, view.organization.time_zone, locale);
  return {
    heading: text('announcement.checkoutExpired', { time }),
    lead: text('announcement.checkoutExpiredLead'),
    actions: startAgain(view.start_url, view.organization, context),
  };
};

export const checkoutPaid: AnnouncementOf<'checkout_paid'> = (view, context) => ({
  heading: context.text('announcement.checkoutPaid'),
  lead: context.text('announcement.checkoutPaidLead', { amount: amountOf(view, context) }),
  actions: openReceipt(view.receipt_url, view.organization, context),
});

export const checkoutRefunded: AnnouncementOf<'checkout_refunded'> = (view, context) => ({
  heading: context.text('announcement.checkoutRefunded'),
  lead: context.text('announcement.checkoutRefundedLead', { amount: amountOf(view, context) }),
  actions: openReceipt(view.receipt_url, view.organization, context),
});

export const latePayment: AnnouncementOf<'late_payment'> = (view, context) => ({
  heading: context.text('announcement.latePayment'),
  lead: context.text('announcement.latePaymentLead', { amount: amountOf(view, context) }),
  actions: [writeToSeller(view.organization, context)],
});

type WithAmount = { readonly amount: string; readonly currency: Currency };

function amountOf({ amount, currency }: WithAmount, { locale }: PageContext): string {
  return showMoney(amount, currency, locale);
}

function startAgain(startUrl: string | null, seller: SellerView, context: PageContext): readonly Action[] {
  const start = { href: linkTarget(startUrl), label: context.text('announcement.startAgain') };
  return [start, visitSeller(seller, context), writeToSeller(seller, context)];
}

function openReceipt(receiptUrl: string | null, seller: SellerView, context: PageContext): readonly Action[] {
  const open = { href: linkTarget(receiptUrl), label: context.text('announcement.openReceipt') };
  return [open, writeToSeller(seller, context)];
}
