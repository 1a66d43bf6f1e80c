import type { PageContext } from '#pages/context.ts';
import type { AnnouncementKind, AnnouncementView } from '#pages/views.ts';
import type { Announcement, AnnouncementOf } from './announcement.ts';
import * as checkout from './checkout-announcements.ts';
import * as general from './general-announcements.ts';
import * as link from './link-announcements.tsx';

type Entry<Kind extends AnnouncementKind> = { readonly status: number; readonly words: AnnouncementOf<Kind> };

/** Every way a page can end, with the HTTP status it is told with. */
const announcements: { readonly [Kind in AnnouncementKind]: Entry<Kind> } = {
  page_not_found: { status: 404, words: general.pageNotFound },
  foreign_form: { status: 403, words: general.foreignForm },
  too_many_requests: { status: 429, words: general.tooManyRequests },
  error: { status: 500, words: general.serverError },
  unavailable: { status: 503, words: general.unavailable },
  link_not_found: { status: 404, words: link.linkNotFound },
  link_inactive: { status: 410, words: link.linkInactive },
  link_deleted: { status: 410, words: link.linkDeleted },
  link_expired: { status: 410, words: link.linkExpired },
  link_used_up: { status: 410, words: link.linkUsedUp },
  link_held: { status: 409, words: link.linkHeld },
  checkout_not_found: { status: 404, words: checkout.checkoutNotFound },
  checkout_canceled: { status: 410, words: checkout.checkoutCanceled },
  checkout_failed: { status: 410, words: checkout.checkoutFailed },
  checkout_expired: { status: 410, words: checkout.checkoutExpired },
  checkout_paid: { status: 200, words: checkout.checkoutPaid },
  checkout_refunded: { status: 200, words: checkout.checkoutRefunded },
  late_payment: { status: 200, words: checkout.latePayment },
};

export function announcementStatus(kind: AnnouncementKind): number {
  return announcements[kind].status;
}

export function announcementOf<Kind extends AnnouncementKind>(
  view: Extract<AnnouncementView, { kind: Kind }>,
  context: PageContext,
): Announcement {
  const entry: Entry<Kind> = announcements[view.kind as Kind];
  return entry.words(view, context);
}
