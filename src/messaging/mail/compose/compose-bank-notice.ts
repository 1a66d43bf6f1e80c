import { addressOn, type Block, type Fact, type MailFrame } from '#messaging/mail/blocks.ts';
import type { ComposedMail } from '#messaging/mail/mail.ts';
import type { Mode } from '#platform/contract/common.ts';
import { translator } from '#platform/text/translate.ts';
import { compose } from './compose.ts';

export type BankNotice = {
  /** `taken_back`: a transfer of a buyer was reversed. `refund_returned`: the merchant's own transfer came back. */
  readonly kind: 'taken_back' | 'refund_returned';
  /** `TX…` or `RF…` */
  readonly id: string;
  /** With its currency. */
  readonly amount: string;
  /** The bank's word, where it says why. */
  readonly reason: string | null;
};

export type BankNoticeView = {
  readonly organizationName: string;
  readonly mode: Mode;
  readonly notices: readonly BankNotice[];
  /** How many more there are than these. */
  readonly more: number;
  /** Path in the dashboard. */
  readonly path: string;
};

/** Tells a merchant what a statement says went back. */
export function composeBankNotice(frame: MailFrame, view: BankNoticeView): ComposedMail {
  const text = translator(frame.locale);
  const of = (kind: BankNotice['kind']) => view.notices.filter((notice) => notice.kind === kind);
  const [takenBack, refundReturned] = [of('taken_back'), of('refund_returned')];
  const about =
    refundReturned.length === 0 ? 'takenBack' : takenBack.length === 0 ? 'refundReturned' : 'both';
  const subject = text(`mail.bank.subject.${about}`);
  const isTest = view.mode === 'sandbox';
  const more: Block[] =
    view.more > 0 ? [{ kind: 'note', text: text('mail.bank.more', { count: view.more }) }] : [];
  return compose(frame, text, {
    kind: 'payment_notice',
    subject: isTest ? text('mail.testSubject', { subject }) : subject,
    organizationName: view.organizationName,
    blocks: [
      { kind: 'heading', text: subject },
      ...(isTest ? [{ kind: 'note' as const, text: text('mail.testNote') }] : []),
      ...part(text('mail.bank.takenBack'), takenBack),
      ...part(text('mail.bank.refundReturned'), refundReturned),
      ...more,
      { kind: 'button', label: text('mail.bank.button'), address: addressOn(frame, view.path) },
    ],
  });
}

function part(lead: string, notices: readonly BankNotice[]): Block[] {
  if (notices.length === 0) return [];
  const rows: Fact[] = notices.map(({ id, amount, reason }) => ({
    label: id,
    value: reason ? `${amount} (${reason})` : amount,
  }));
  return [
    { kind: 'paragraph', text: lead },
    { kind: 'facts', rows },
  ];
}
