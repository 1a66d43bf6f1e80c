import { addressOn, type Block, type Fact, type MailFrame } from '#messaging/mail/blocks.ts';
import type { ComposedMail } from '#messaging/mail/mail.ts';
import type { SellerAnswer } from '#platform/contract/checkouts.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { Currency } from '#platform/kit/money.ts';
import { showMoney, showMoneyAndCode } from '#platform/text/format.ts';
import { legalInOneLine } from '#platform/text/seller-lines.ts';
import { translator } from '#platform/text/translate.ts';
import { compose } from './compose.ts';

export type MoneyReturnedView = {
  /** The merchant hears of it when it is owed, the buyer when it is on its way. */
  readonly to: 'buyer' | 'merchant';
  /** All of a payment that came too late, more than a sold one takes, or money for one that never was. */
  readonly because: 'late' | 'excess' | 'nothing_sold';
  /** Whether the merchant sends it by a transfer; else the provider gives it back. */
  readonly isTransfer: boolean;
  readonly seller: SellerAnswer;
  readonly mode: Mode;
  readonly currency: Currency;
  /** A decimal of the currency. */
  readonly amount: string;
  readonly payer: string;
  /** `TX…` */
  readonly transactionId: string;
  /** Where more is told: a path of this site. */
  readonly path: string;
};

/** Tells that money goes back which nobody asked to have back: it came too late, or was too much. */
export function composeMoneyReturned(frame: MailFrame, view: MoneyReturnedView): ComposedMail {
  const text = translator(frame.locale);
  const { to, because, seller } = view;
  const amount = showMoney(view.amount, view.currency, frame.locale);
  const values = { amount, seller: seller.name, payer: view.payer };
  const subject = text(`mail.returned.subject.${to}`, values);
  const isTest = view.mode === 'sandbox';
  const contact = to === 'buyer' ? seller.branding.support_email : null;
  const rows: Fact[] = [
    { label: text('transfer.amount'), value: showMoneyAndCode(view.amount, view.currency, text.locale) },
    { label: text('mail.receipt.payment'), value: view.transactionId },
  ];
  const note = (words: string): Block => ({ kind: 'note', text: words });
  return compose(frame, text, {
    kind: 'money_returned',
    subject: isTest ? text('mail.testSubject', { subject }) : subject,
    organizationName: seller.name,
    legalLine: legalInOneLine(seller, text),
    blocks: [
      { kind: 'heading', text: text(`mail.returned.heading.${to}`, values) },
      ...(isTest ? [note(text('mail.returned.test'))] : []),
      { kind: 'paragraph', text: text(`mail.returned.why.${to}.${because}`) },
      {
        kind: 'paragraph',
        text: text(`mail.returned.how.${to}.${view.isTransfer ? 'transfer' : 'provider'}`),
      },
      { kind: 'facts', rows },
      { kind: 'button', label: text(`mail.returned.button.${to}`), address: addressOn(frame, view.path) },
      ...(contact === null ? [] : [note(text('mail.receipt.contact', { email: contact }))]),
    ],
  });
}
