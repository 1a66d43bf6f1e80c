import { addressOn, type Block, type Fact, type MailFrame } from '#messaging/mail/blocks.ts';
import type { ComposedMail, MailKind } from '#messaging/mail/mail.ts';
import type { SellerAnswer } from '#platform/contract/checkouts.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { Currency } from '#platform/kit/money.ts';
import { formatMoment } from '#platform/text/dates.ts';
import { showMoney, showMoneyAndCode } from '#platform/text/format.ts';
import { legalInOneLine } from '#platform/text/seller-lines.ts';
import { type Translate, translator } from '#platform/text/translate.ts';
import { compose } from './compose.ts';

/** Amounts are decimals of the currency; IBAN and reference are written in groups. */
export type TransferMailView = {
  /** What to send at first, that nothing or not all of it came by a day before the end, or what is missing after a part. */
  readonly about: 'instructions' | 'reminder' | 'missing';
  readonly seller: SellerAnswer;
  readonly mode: Mode;
  readonly currency: Currency;
  readonly expectedAmount: string;
  readonly receivedAmount: string;
  readonly missingAmount: string;
  readonly accountName: string;
  readonly iban: string;
  readonly bic: string | null;
  readonly reference: string;
  readonly deadlineAt: Date;
  /** `none` where others may take what is left of a limited offer meanwhile; `unlimited` where there is no need of one. */
  readonly place: 'kept' | 'none' | 'unlimited';
  /** Where it is all shown with the code: a path of this site. */
  readonly pageUrl: string;
};

const kinds: Readonly<Record<TransferMailView['about'], MailKind>> = {
  instructions: 'transfer_instructions',
  reminder: 'transfer_reminder',
  missing: 'transfer_missing',
};

const placeSentences = {
  kept: 'mail.transfer.place',
  none: 'mail.transfer.noPlace',
  unlimited: 'mail.transfer.until',
} as const;

/** What a buyer has to send from their bank: account, reference, deadline, and where the code for banking apps is. */
export function composeTransfer(frame: MailFrame, view: TransferMailView): ComposedMail {
  const text = translator(frame.locale);
  const values = wordsOf(view, text);
  const subject = text(`mail.transfer.subject.${view.about}`, values);
  const isTest = view.mode === 'sandbox';
  const contact = view.seller.branding.support_email;
  const note = (words: string): Block => ({ kind: 'note', text: words });
  return compose(frame, text, {
    kind: kinds[view.about],
    subject: isTest ? text('mail.testSubject', { subject }) : subject,
    organizationName: view.seller.name,
    legalLine: legalInOneLine(view.seller, text),
    blocks: [
      { kind: 'heading', text: text(`mail.transfer.heading.${view.about}`, values) },
      ...(isTest ? [note(text('mail.transfer.test'))] : []),
      { kind: 'paragraph', text: text(`mail.transfer.lead.${view.about}`) },
      { kind: 'facts', rows: factsOf(view, text) },
      {
        kind: 'paragraph',
        text: text(placeSentences[view.place], values),
      },
      { kind: 'button', label: text('mail.transfer.button'), address: addressOn(frame, view.pageUrl) },
      note(text('mail.transfer.note')),
      ...(contact === null ? [] : [note(text('mail.receipt.contact', { email: contact }))]),
    ],
  });
}

function wordsOf(view: TransferMailView, text: Translate) {
  const amount = (value: string) => showMoney(value, view.currency, text.locale);
  return {
    seller: view.seller.name,
    amount: amount(view.expectedAmount),
    received: amount(view.receivedAmount),
    missing: amount(view.missingAmount),
    time: formatMoment(view.deadlineAt, view.seller.time_zone, text.locale),
  };
}

function factsOf(view: TransferMailView, text: Translate): Fact[] {
  const missing = showMoneyAndCode(view.missingAmount, view.currency, text.locale);
  return [
    { label: text('transfer.amount'), value: missing },
    { label: text('transfer.accountName'), value: view.accountName },
    { label: text('transfer.iban'), value: view.iban },
    ...(view.bic === null ? [] : [{ label: text('transfer.bic'), value: view.bic }]),
    { label: text('transfer.reference'), value: view.reference },
  ];
}
