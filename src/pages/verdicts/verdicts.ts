import type { PageContext } from '../context.ts';
import type { VerdictKind, VerdictView } from '../views.ts';
import * as checkout from './checkout-verdicts.ts';
import * as general from './general-verdicts.ts';
import * as link from './link-verdicts.tsx';
import type { Verdict, VerdictOf } from './verdict.ts';

type Entry<Kind extends VerdictKind> = { readonly status: number; readonly words: VerdictOf<Kind> };

/** Every way a page can end, with the HTTP status it is told with. */
const verdicts: { readonly [Kind in VerdictKind]: Entry<Kind> } = {
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

export function verdictStatus(kind: VerdictKind): number {
  return verdicts[kind].status;
}

export function verdictOf<Kind extends VerdictKind>(
  view: Extract<VerdictView, { kind: Kind }>,
  context: PageContext,
): Verdict {
  const entry: Entry<Kind> = verdicts[view.kind as Kind];
  return entry.words(view, context);
}
