import { addressOn, type Block, type Fact, type MailFrame } from '#messaging/mail/blocks.ts';
import type { ComposedMail } from '#messaging/mail/mail.ts';
import type { SellerAnswer } from '#platform/contract/checkouts.ts';
import type { Mode } from '#platform/contract/common.ts';
import { isolated } from '#platform/contract/directions.ts';
import type { Currency } from '#platform/kit/money.ts';
import { formatMoment } from '#platform/text/dates.ts';
import { showMoney } from '#platform/text/format.ts';
import { legalInOneLine } from '#platform/text/seller-lines.ts';
import { translator } from '#platform/text/translate.ts';
import { compose } from './compose.ts';

export type PaymentNoticeView = {
  /** Times are given in its zone. */
  readonly seller: SellerAnswer;
  readonly mode: Mode;
  /** `TX…` */
  readonly transactionId: string;
  /** What the buyer paid and what is left after fees, as the API writes amounts. */
  readonly grossAmount: string;
  readonly netAmount: string;
  readonly currency: Currency;
  readonly payerName: string;
  readonly payerEmail: string;
  readonly products: readonly { readonly name: string; readonly quantity: number }[];
  /** The merchant's own name of the link; absent for a checkout of the API. */
  readonly linkName?: string;
  readonly clientReferenceId?: string | null;
  readonly paidAt: Date;
  /** Path of the payment in the dashboard. */
  readonly path: string;
};

/** Tells a merchant of a payment. */
export function composePaymentNotice(frame: MailFrame, view: PaymentNoticeView): ComposedMail {
  const text = translator(frame.locale);
  const organization = view.seller.name;
  const payer = view.payerName || view.payerEmail;
  const amount = showMoney(view.grossAmount, view.currency, frame.locale);
  const subject = text('mail.payment.subject', { amount, payer });
  const isTest = view.mode === 'sandbox';
  const what = view.products.map(({ name, quantity }) => `${quantity} × ${isolated(name)}`).join(', ');
  const rows: Fact[] = [
    { label: text('mail.payment.what'), value: what },
    ...(view.linkName ? [{ label: text('mail.payment.link'), value: view.linkName }] : []),
    {
      label: text('mail.payment.net'),
      value: showMoney(view.netAmount, view.currency, frame.locale),
    },
    { label: text('field.email'), value: view.payerEmail },
    ...(view.clientReferenceId
      ? [{ label: text('mail.payment.reference'), value: view.clientReferenceId }]
      : []),
    {
      label: text('mail.receipt.paidAt'),
      value: formatMoment(view.paidAt, view.seller.time_zone, frame.locale),
    },
    { label: text('mail.receipt.payment'), value: view.transactionId },
  ];
  const test: Block[] = isTest ? [{ kind: 'note', text: text('mail.testNote') }] : [];
  return compose(frame, text, {
    kind: 'payment_notice',
    subject: isTest ? text('mail.testSubject', { subject }) : subject,
    organizationName: organization,
    legalLine: legalInOneLine(view.seller, text),
    blocks: [
      { kind: 'heading', text: text('mail.payment.lead', { payer, amount, organization }) },
      ...test,
      { kind: 'facts', rows },
      { kind: 'button', label: text('mail.payment.button'), address: addressOn(frame, view.path) },
    ],
  });
}
