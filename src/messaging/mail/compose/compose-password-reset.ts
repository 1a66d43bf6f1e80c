import { addressOn, type MailFrame } from '#messaging/mail/blocks.ts';
import type { ComposedMail } from '#messaging/mail/mail.ts';
import { translator } from '#platform/text/translate.ts';
import { compose, showDuration } from './compose.ts';

export type PasswordResetView = {
  readonly email: string;
  /** Path on this site, with the token in its fragment so that no server logs it. */
  readonly path: string;
  readonly lifeSeconds: number;
};

/** The way to a new password, for whoever reads the mail of that address. */
export function composePasswordReset(frame: MailFrame, view: PasswordResetView): ComposedMail {
  const text = translator(frame.locale);
  const subject = text('mail.reset.subject');
  return compose(frame, text, {
    kind: 'password_reset',
    subject,
    blocks: [
      { kind: 'heading', text: subject },
      { kind: 'paragraph', text: text('mail.reset.lead', { email: view.email }) },
      { kind: 'button', label: text('mail.reset.button'), address: addressOn(frame, view.path) },
      {
        kind: 'note',
        text: text('mail.reset.note', { duration: showDuration(view.lifeSeconds, text) }),
      },
    ],
  });
}
