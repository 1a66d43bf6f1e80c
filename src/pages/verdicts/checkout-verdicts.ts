import type { Currency } from '#platform/kit/money.ts';
import { formatDeadline } from '#platform/text/dates.ts';
import { showMoney } from '../amounts.ts';
import type { PageContext } from '../context.ts';
import { linkTarget } from '../safe-url.ts';
import type { SellerView } from '../views.ts';
import { type Action, type VerdictOf, visitSeller, writeToSeller } from './verdict.ts';

export const checkoutNotFound: VerdictOf<'checkout_not_found'> = (_view, { text }) => ({
  heading: text('verdict.checkoutNotFound'),
  lead: text('verdict.checkoutNotFoundLead'),
  actions: [],
});

export const checkoutCanceled: VerdictOf<'checkout_canceled'> = (view, context) => {
  const { text } = context;
  const actions = startAgain(view.start_url, view.organization, context);
  switch (view.reason) {
    case 'place_released':
      return { heading: text('verdict.placeReleased'), lead: text('verdict.placeReleasedLead'), actions };
    case 'link_closed':
      return {
        heading: text('verdict.saleClosed'),
        lead: text('verdict.saleClosedLead'),
        actions: [visitSeller(view.organization, context), writeToSeller(view.organization, context)],
      };
    default:
      return {
        heading: text('verdict.checkoutCanceled'),
        lead: text('verdict.checkoutCanceledLead'),
        actions,
      };
  }
};

export const checkoutFailed: VerdictOf<'checkout_failed'> = (view, context) => ({
  heading: context.text('verdict.checkoutFailed'),
  lead: context.text('verdict.checkoutFailedLead'),
  actions: startAgain(view.start_url, view.organization, context),
});

export const checkoutExpired: VerdictOf<'checkout_expired'> = (view, context) => {
  const { text, locale, now } = context;
  const time = formatDeadline(new Date(view.expires_at * 1000), now, view.organization.time_zone, locale);
  return {
    heading: text('verdict.checkoutExpired', { time }),
    lead: text('verdict.checkoutExpiredLead'),
    actions: startAgain(view.start_url, view.organization, context),
  };
};

export const checkoutPaid: VerdictOf<'checkout_paid'> = (view, context) => ({
  heading: context.text('verdict.checkoutPaid'),
  lead: context.text('verdict.checkoutPaidLead', { amount: amountOf(view, context) }),
  actions: openReceipt(view.receipt_url, view.organization, context),
});

export const checkoutRefunded: VerdictOf<'checkout_refunded'> = (view, context) => ({
  heading: context.text('verdict.checkoutRefunded'),
  lead: context.text('verdict.checkoutRefundedLead', { amount: amountOf(view, context) }),
  actions: openReceipt(view.receipt_url, view.organization, context),
});

export const latePayment: VerdictOf<'late_payment'> = (view, context) => ({
  heading: context.text('verdict.latePayment'),
  lead: context.text('verdict.latePaymentLead', { amount: amountOf(view, context) }),
  actions: [writeToSeller(view.organization, context)],
});

type WithAmount = { readonly amount: string; readonly currency: Currency };

function amountOf({ amount, currency }: WithAmount, { locale }: PageContext): string {
  return showMoney(amount, currency, locale);
}

function startAgain(startUrl: string | null, seller: SellerView, context: PageContext): readonly Action[] {
  const start = { href: linkTarget(startUrl), label: context.text('verdict.startAgain') };
  return [start, visitSeller(seller, context), writeToSeller(seller, context)];
}

function openReceipt(receiptUrl: string | null, seller: SellerView, context: PageContext): readonly Action[] {
  const open = { href: linkTarget(receiptUrl), label: context.text('verdict.openReceipt') };
  return [open, writeToSeller(seller, context)];
}
