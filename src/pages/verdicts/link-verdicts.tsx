import { formatDayAndClock, formatDeadline } from '#platform/text/dates.ts';
import { RichText } from '#platform/text/rich-text.tsx';
import type { PageContext } from '../context.ts';
import { durationText, zoneText } from '../durations.ts';
import { linkTarget, webAddress } from '../safe-url.ts';
import type { SellerView } from '../views.ts';
import { type VerdictOf, writeToSeller } from './verdict.ts';

/** How often the page of a fully held link asks again. */
export const heldRefreshSeconds = 20;

export const linkNotFound: VerdictOf<'link_not_found'> = (_view, { text }) => ({
  heading: text('verdict.linkNotFound'),
  lead: text('verdict.linkNotFoundLead'),
  actions: [],
});

export const linkInactive: VerdictOf<'link_inactive'> = (view, context) => ({
  ...closedLink(view.organization, context),
  heading: context.text('verdict.linkInactive'),
  lead: context.text('verdict.linkInactiveLead'),
});

export const linkDeleted: VerdictOf<'link_deleted'> = (view, context) => ({
  ...closedLink(view.organization, context),
  heading: context.text('verdict.linkDeleted'),
  lead: context.text('verdict.linkDeletedLead'),
});

export const linkExpired: VerdictOf<'link_expired'> = (view, context) => ({
  ...closedLink(view.organization, context),
  heading: endOfSale(view.expires_at, view.organization, context),
  lead: context.text('verdict.linkExpiredLead'),
});

export const linkUsedUp: VerdictOf<'link_used_up'> = (view, context) => ({
  ...closedLink(view.organization, context),
  heading: context.text('verdict.linkUsedUp'),
  lead: context.text('verdict.linkUsedUpLead'),
  emblem: { paid: 10, held: 0 },
});

export const linkHeld: VerdictOf<'link_held'> = (view, context) => {
  const { text } = context;
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
};

/** What the pages of a closed link share: hollow places, the seller's ways out, and a word for who has paid. */
function closedLink(seller: SellerView, context: PageContext) {
  const { text } = context;
  return {
    emblem: { paid: 0, held: 0 },
    actions: [
      { href: webAddress(seller.website), label: text('verdict.seeOffers') },
      writeToSeller(seller, context),
    ],
    note: text('verdict.paidAlready'),
  };
}

function endOfSale(expiresAt: string | null, seller: SellerView, { text, locale }: PageContext): string {
  if (expiresAt === null) return text('verdict.linkExpiredPlain');
  const end = new Date(expiresAt);
  const moment = formatDayAndClock(end, seller.time_zone, locale);
  return text('verdict.linkExpired', { moment, zone: zoneText(end, seller.time_zone, text) });
}

function releaseFact(releaseAt: string | null, seller: SellerView, { text, locale, now }: PageContext) {
  if (releaseAt === null) return text('verdict.linkHeldUndecided');
  const time = formatDeadline(new Date(releaseAt), now, seller.time_zone, locale);
  return <RichText text={text} message="verdict.linkHeldRelease" values={{ time }} />;
}
