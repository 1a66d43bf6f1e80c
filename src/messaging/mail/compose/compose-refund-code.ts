import type { MailFrame } from '#messaging/mail/blocks.ts';
import type { ComposedMail } from '#messaging/mail/mail.ts';
import type { Currency } from '#platform/kit/money.ts';
import { showMoney } from '#platform/text/format.ts';
import { translator } from '#platform/text/translate.ts';
import { compose, showDuration } from './compose.ts';

export type RefundCodeView = {
  readonly organizationName: string;
  /** Six digits. */
  readonly code: string;
  /** As the API writes it: `"29.99"`. */
  readonly amount: string;
  readonly currency: Currency;
  /** `TX…` */
  readonly transactionId: string;
  readonly lifeSeconds: number;
};

/** The code that a refund from the dashboard asks for. It stands in the body only: subjects show on locked screens. */
export function composeRefundCode(frame: MailFrame, view: RefundCodeView): ComposedMail {
  const text = translator(frame.locale);
  const amount = showMoney(view.amount, view.currency, frame.locale);
  const organization = view.organizationName;
  const payment = view.transactionId;
  return compose(frame, text, {
    kind: 'refund_code',
    subject: text('mail.refundCode.subject', { amount }),
    organizationName: organization,
    blocks: [
      { kind: 'paragraph', text: text('mail.refundCode.lead', { amount, payment, organization }) },
      { kind: 'code', text: view.code },
      {
        kind: 'note',
        text: text('mail.refundCode.note', { duration: showDuration(view.lifeSeconds, text) }),
      },
    ],
  });
}
