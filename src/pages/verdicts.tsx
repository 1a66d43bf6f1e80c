import type { ComponentChild } from 'preact';
import { formatDayAndClock, formatDeadline } from '#platform/text/dates.ts';
import { RichText } from '#platform/text/rich-text.tsx';
import { showMoney } from './amounts.ts';
import type { IconName } from './components/icon.tsx';
import type { PageContext } from './context.ts';
import { durationText, zoneText } from './durations.ts';
import { linkTarget, mailAddress, webAddress } from './safe-url.ts';
import type { SellerView, VerdictKind, VerdictView } from './views.ts';

type Action = { readonly href: string | undefined; readonly label: string; readonly icon?: IconName };

/** The words of one verdict page. */
export type Verdict = {
  readonly heading: string;
  readonly lead: string;
  readonly emblem?: { readonly paid: number; readonly held: number };
  readonly fact?: ComponentChild;
  /** Those without an address are left out; the first one left is the filled button. */
  readonly actions: readonly Action[];
  readonly note?: string;
};

/** How often the page of a fully held link asks again. */
export const heldRefreshSeconds = 20;

const statuses: Readonly<Record<VerdictKind, number>> = {
  page_not_found: 404,
  link_not_found: 404,
  link_inactive: 410,
  link_deleted: 410,
  link_expired: 410,
  link_used_up: 410,
  link_held: 409,
  checkout_not_found: 404,
  checkout_canceled: 410,
  checkout_failed: 410,
  checkout_expired: 410,
  checkout_paid: 200,
  checkout_refunded: 200,
  late_payment: 200,
  too_many_requests: 429,
  unavailable: 503,
  error: 500,
};

/** The HTTP status a verdict is told with. */
export function verdictStatus(kind: VerdictKind): number {
  return statuses[kind];
}

export function verdictOf(view: VerdictView, context: PageContext): Verdict {
  const { text, locale, now } = context;
  switch (view.kind) {
    case 'page_not_found':
      return { heading: text('verdict.pageNotFound'), lead: text('verdict.pageNotFoundLead'), actions: [] };
    case 'link_not_found':
      return { heading: text('verdict.linkNotFound'), lead: text('verdict.linkNotFoundLead'), actions: [] };
    case 'checkout_not_found':
      return {
        heading: text('verdict.checkoutNotFound'),
        lead: text('verdict.checkoutNotFoundLead'),
        actions: [],
      };
    case 'unavailable':
      return { heading: text('verdict.unavailable'), lead: text('verdict.unavailableLead'), actions: [] };
    case 'error':
      return {
        heading: text('verdict.error'),
        lead: text('verdict.errorLead'),
        actions: [],
        note: view.request_id === null ? undefined : text('verdict.requestId', { id: view.request_id }),
      };
    case 'too_many_requests': {
      const duration = durationText(view.retry_after_seconds, text);
      return {
        heading: text('verdict.tooManyRequests'),
        lead: text('verdict.tooManyRequestsLead', { duration }),
        actions: [],
      };
    }
    case 'link_inactive':
      return {
        ...closedLink(view.organization, context),
        heading: text('verdict.linkInactive'),
        lead: text('verdict.linkInactiveLead'),
      };
    case 'link_deleted':
      return {
        ...closedLink(view.organization, context),
        heading: text('verdict.linkDeleted'),
        lead: text('verdict.linkDeletedLead'),
      };
    case 'link_expired': {
      const zone = view.organization.time_zone;
      const end = view.expires_at === null ? null : new Date(view.expires_at);
      const moment = end && formatDayAndClock(end, zone, locale);
      return {
        ...closedLink(view.organization, context),
        heading:
          end && moment
            ? text('verdict.linkExpired', { moment, zone: zoneText(end, zone, text) })
            : text('verdict.linkExpiredPlain'),
        lead: text('verdict.linkExpiredLead'),
      };
    }
    case 'link_used_up':
      return {
        ...closedLink(view.organization, context),
        heading: text('verdict.linkUsedUp'),
        lead: text('verdict.linkUsedUpLead'),
        emblem: { paid: 10, held: 0 },
      };
    case 'link_held':
      return {
        heading: text('verdict.linkHeld'),
        lead: text('verdict.linkHeldLead'),
        emblem: { paid: 7, held: 3 },
        fact: releaseFact(view.release_at, view.organization, context),
        actions: [
          { href: linkTarget(view.retry_path), label: text('verdict.checkAgain'), icon: 'refresh' },
          writeToSeller(view.organization, context),
        ],
        note: text('verdict.linkHeldNote', { duration: durationText(heldRefreshSeconds, text) }),
      };
    case 'checkout_canceled':
      return {
        heading: text('verdict.checkoutCanceled'),
        lead: text('verdict.checkoutCanceledLead'),
        actions: startAgain(view.start_url, view.organization, context),
      };
    case 'checkout_failed':
      return {
        heading: text('verdict.checkoutFailed'),
        lead: text('verdict.checkoutFailedLead'),
        actions: startAgain(view.start_url, view.organization, context),
      };
    case 'checkout_expired': {
      const time = formatDeadline(new Date(view.expires_at), now, view.organization.time_zone, locale);
      return {
        heading: text('verdict.checkoutExpired', { time }),
        lead: text('verdict.checkoutExpiredLead'),
        actions: startAgain(view.start_url, view.organization, context),
      };
    }
    case 'checkout_paid':
    case 'checkout_refunded': {
      const amount = showMoney(view.amount, view.currency, locale);
      const isPaid = view.kind === 'checkout_paid';
      return {
        heading: text(isPaid ? 'verdict.checkoutPaid' : 'verdict.checkoutRefunded'),
        lead: text(isPaid ? 'verdict.checkoutPaidLead' : 'verdict.checkoutRefundedLead', { amount }),
        actions: [
          { href: linkTarget(view.receipt_url), label: text('verdict.openReceipt') },
          writeToSeller(view.organization, context),
        ],
      };
    }
    case 'late_payment':
      return {
        heading: text('verdict.latePayment'),
        lead: text('verdict.latePaymentLead', { amount: showMoney(view.amount, view.currency, locale) }),
        actions: [writeToSeller(view.organization, context)],
      };
  }
}

/** What the pages of a closed link share: an empty emblem, the seller's ways out, and a word for who has paid. */
function closedLink(seller: SellerView, context: PageContext) {
  const { text } = context;
  const visit = { href: webAddress(seller.website), label: text('verdict.seeOffers') };
  return {
    emblem: { paid: 0, held: 0 },
    actions: [visit, writeToSeller(seller, context)],
    note: text('verdict.paidAlready'),
  };
}

function startAgain(startUrl: string | null, seller: SellerView, context: PageContext): readonly Action[] {
  const { text } = context;
  return [
    { href: linkTarget(startUrl), label: text('verdict.startAgain') },
    { href: webAddress(seller.website), label: text('site.visitSeller') },
    writeToSeller(seller, context),
  ];
}

function writeToSeller(seller: SellerView, { text }: PageContext): Action {
  return {
    href: mailAddress(seller.branding.support_email),
    label: text('site.writeToSeller'),
    icon: 'mail',
  };
}

function releaseFact(releaseAt: string | null, seller: SellerView, { text, locale, now }: PageContext) {
  if (releaseAt === null) return text('verdict.linkHeldUndecided');
  const time = formatDeadline(new Date(releaseAt), now, seller.time_zone, locale);
  return <RichText text={text} message="verdict.linkHeldRelease" values={{ time }} />;
}
