import { addressOn, type MailFrame } from '#messaging/mail/blocks.ts';
import type { ComposedMail } from '#messaging/mail/mail.ts';
import { translator } from '#platform/text/translate.ts';
import { compose } from './compose.ts';

/** Tells somebody who has an account that it was tried to open one with their address. It holds no secret. */
export function composeAccountExists(frame: MailFrame, view: { readonly email: string }): ComposedMail {
  const text = translator(frame.locale);
  const subject = text('mail.exists.subject');
  return compose(frame, text, {
    kind: 'account_exists',
    subject,
    blocks: [
      { kind: 'heading', text: subject },
      { kind: 'paragraph', text: text('mail.exists.lead', { email: view.email }) },
      { kind: 'button', label: text('mail.exists.button'), address: addressOn(frame, '/login') },
      { kind: 'note', text: text('mail.exists.note') },
    ],
  });
}
