import type { PageContext } from '#pages/context.ts';
import { durationText, zoneText } from '#pages/durations.ts';
import { linkTarget, webAddress } from '#pages/safe-url.ts';
import type { SellerView } from '#pages/views.ts';
import { formatDayAndClock, formatDeadline } from '#platform/text/dates.ts';
import { RichText } from '#platform/text/rich-text.tsx';
import { type AnnouncementOf, writeToSeller } from './announcement.ts';

/** How often the page of a fully held link asks again. */
export const heldRefreshSeconds = 20;

export const linkNotFound: AnnouncementOf<'link_not_found'> = (_view, { text }) => ({
  heading: text('announcement.linkNotFound'),
  lead: text('announcement.linkNotFoundLead'),
  actions: [],
});

export const linkInactive: AnnouncementOf<'link_inactive'> = (view, context) => ({
  ...closedLink(view.organization, context),
  heading: context.text('announcement.linkInactive'),
  lead: context.text('announcement.linkInactiveLead'),
});

export const linkDeleted: AnnouncementOf<'link_deleted'> = (view, context) => ({
  ...closedLink(view.organization, context),
  heading: context.text('announcement.linkDeleted'),
  lead: context.text('announcement.linkDeletedLead'),
});

export const linkExpired: AnnouncementOf<'link_expired'> = (view, context) => ({
  ...closedLink(view.organization, context),
  heading: endOfSale(view.expires_at, view.organization, context),
  lead: context.text('announcement.linkExpiredLead'),
});

export const linkUsedUp: AnnouncementOf<'link_used_up'> = (view, context) => ({
  ...closedLink(view.organization, context),
  heading: context.text('announcement.linkUsedUp'),
  lead: context.text('announcement.linkUsedUpLead'),
  emblem: { paid: 10, held: 0 },
});

export const linkHeld: AnnouncementOf<'link_held'> = (view, context) => {
  const { text } = context;
  return {
    heading: text('announcement.linkHeld'),
    lead: text('announcement.linkHeldLead'),
    emblem: { paid: 7, held: 3 },
    fact: releaseFact(view.release_at, view.organization, context),
    actions: [
      { href: linkTarget(view.retry_path), label: text('announcement.checkAgain'), icon: 'refresh' },
      writeToSeller(view.organization, context),
    ],
    note: text('announcement.linkHeldNote', { duration: durationText(heldRefreshSeconds, text) }),
  };
};

/** What the pages of a closed link share: hollow places, the seller's ways out, and a word for who has paid. */
function closedLink(seller: SellerView, context: PageContext) {
  const { text } = context;
  return {
    emblem: { paid: 0, held: 0 },
    actions: [
      { href: webAddress(seller.website), label: text('announcement.seeOffers') },
      writeToSeller(seller, context),
    ],
    note: text('announcement.paidAlready'),
  };
}

function endOfSale(expiresAt: string | null, seller: SellerView, { text, locale }: PageContext): string {
  if (expiresAt === null) return text('announcement.linkExpiredPlain');
  const end = new Date(expiresAt);
  const moment = formatDayAndClock(end, seller.time_zone, locale);
  return text('announcement.linkExpired', { moment, zone: zoneText(end, seller.time_zone, text) });
}

function releaseFact(releaseAt: string | null, seller: SellerView, { text, locale, now }: PageContext) {
  if (releaseAt === null) return text('announcement.linkHeldUndecided');
  const time = formatDeadline(new Date(releaseAt), now, seller.time_zone, locale);
  return <RichText text={text} message="announcement.linkHeldRelease" values={{ time }} />;
}
