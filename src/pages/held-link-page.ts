import { amendCheckout } from '#paying/checkouts/amend-checkout.ts';
import { requireClaims } from '#paying/checkouts/require-claims.ts';
import { findLink } from '#selling/payment-links/preview-payment-link.ts';
import { statusOf } from './checkout-views.ts';
import type { PageContext } from './context.ts';
import { type BillingSubmission, readLinkQuery } from './forms/billing-form.ts';
import { type FormFields, fieldText } from './forms/form-fields.ts';
import type { Held } from './hold-cookie.ts';
import type { KeptPage } from './kept-link-pages.ts';
import { linkPage } from './link-page.ts';
import { newNonce, type PageAnswer, type PagesOptions } from './page-request.ts';

/** The page of a link for whoever holds a checkout of it; undefined when the link itself has more to say. */
export async function heldPage(
  options: PagesOptions,
  page: PageContext,
  { row, token }: Held,
  query: FormFields,
  formPath: string,
): Promise<{ location: string } | { page: PageAnswer; link: NonNullable<KeptPage['link']> } | undefined> {
  const location = `/checkout/${token}`;
  if (statusOf(row) === 'processing' || row.paymentLinkId === null) return { location };
  const found = await findLink(options.context, row.paymentLinkId);
  // What was started in time may be completed.
  if (found.status === 'expired' || found.status === 'used_up') return { location };
  if (found.status !== 'active') return undefined;
  const preview = await found.read();
  const typed = Object.entries(row.billing).map(([field, value]) => [`billing_${field}`, value] as const);
  const answer = linkPage(options, page, preview, {
    status: 200,
    form: {
      values: Object.fromEntries(typed),
      hidden: readLinkQuery(query).hidden,
      errors: [],
      nonce: newNonce(options),
    },
    notice: null,
    currency: fieldText(query, 'currency') || row.currency,
    formPath,
    held: row,
  });
  return { page: answer, link: preview.snapshot };
}

/** Writes a corrected form into the checkout that its sender holds; false when that is not possible any more. */
export async function amend(
  { context }: PagesOptions,
  { locale }: PageContext,
  { row, token }: Held,
  { body }: Pick<BillingSubmission, 'body'>,
  address: string,
): Promise<boolean> {
  if (row.paymentLinkId === null) return false;
  const input = { linkId: row.paymentLinkId, body, address, locale };
  return amendCheckout(context, input, requireClaims(context, token));
}
