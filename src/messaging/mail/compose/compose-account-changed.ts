import { addressOn, type Fact, type MailFrame } from '#messaging/mail/blocks.ts';
import type { ComposedMail } from '#messaging/mail/mail.ts';
import { formatMoment } from '#platform/text/dates.ts';
import { translator } from '#platform/text/translate.ts';
import { compose } from './compose.ts';

/** What lets somebody into an account, and was changed. */
export type AccountChange =
  | 'password_changed'
  | 'password_reset'
  | 'authenticator_added'
  | 'authenticator_removed'
  | 'passkey_added'
  | 'passkey_removed'
  | 'recovery_codes_made'
  | 'second_factor_reset';

export type AccountChangedView = {
  readonly change: AccountChange;
  /** Whose account it is. */
  readonly email: string;
  readonly passkeyName?: string;
  /** Where the request came from; null when the operator of the server did it. */
  readonly address: string | null;
  readonly at: Date;
  /** The organization's. */
  readonly timeZone: string;
};

/** Tells a person that one of their ways in was changed, and what to do if it was somebody else. It holds no secret. */
export function composeAccountChanged(frame: MailFrame, view: AccountChangedView): ComposedMail {
  const text = translator(frame.locale);
  const subject = text(`mail.changed.subject.${view.change}`);
  const rows: Fact[] = [
    { label: text('mail.changed.account'), value: view.email },
    ...(view.passkeyName ? [{ label: text('mail.changed.passkey'), value: view.passkeyName }] : []),
    { label: text('mail.changed.at'), value: formatMoment(view.at, view.timeZone, frame.locale) },
    { label: text('mail.changed.from'), value: view.address ?? text('mail.changed.operator') },
  ];
  return compose(frame, text, {
    kind: 'account_changed',
    subject,
    blocks: [
      { kind: 'heading', text: subject },
      { kind: 'facts', rows },
      { kind: 'paragraph', text: text('mail.changed.itWasYou') },
      { kind: 'paragraph', text: text('mail.changed.itWasNot') },
      { kind: 'button', label: text('mail.changed.button'), address: addressOn(frame, '/forgot-password') },
      { kind: 'note', text: text('mail.changed.note') },
    ],
  });
}
