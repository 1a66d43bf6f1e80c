import { findCheckoutByToken } from '#paying/checkouts/get-checkout.ts';
import { receiptUrl } from '#paying/checkouts/pay-answer.ts';
import type { PayingContext } from '#paying/context.ts';
import type { Locale } from '#platform/text/locales.ts';
import { getReceiptOf } from './get-receipt.ts';
import { findLogo } from './pdf/logo.ts';
import { oneAtATime } from './pdf/one-at-a-time.ts';
import { renderReceiptPdf } from './pdf/render-receipt.ts';
import { readDocument } from './receipt.ts';

/**
 * The receipt as a PDF, with the signed file attached. What it says comes from what is signed, but for a note about
 * refunds and for the seller's logo, colour and contact, which are those of today.
 *
 * @throws 404 for a token that is none; 409 `checkout_not_paid`; 503 while too many are being made
 */
export async function getReceiptPdf(
  context: PayingContext,
  token: string,
  locale: Locale,
): Promise<{ readonly number: string; readonly pdf: Buffer }> {
  const row = await findCheckoutByToken(context, token);
  const receipt = await getReceiptOf(context, row);
  const { branding } = receipt.organization;
  const { publicUrl, platformName } = context.config;
  const paidAt = new Date(receipt.paid_at);
  const print = {
    document: readDocument(receipt.signature.document),
    signature: receipt.signature,
    address: receiptUrl(publicUrl, token),
    status: receipt.status,
    refundedAmount: receipt.refunded_amount,
    changedAt: receipt.status === 'paid' ? paidAt : (row.transactionUpdatedAt ?? paidAt),
    accentColour: branding.accent_color,
    logo: await findLogo(context, branding.logo_url),
    supportEmail: branding.support_email,
    platformName,
  };
  return { number: receipt.number, pdf: await oneAtATime(() => renderReceiptPdf(print, locale)) };
}
