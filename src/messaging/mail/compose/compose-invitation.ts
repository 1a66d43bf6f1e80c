import { addressOn, type MailFrame } from '#messaging/mail/blocks.ts';
import type { ComposedMail } from '#messaging/mail/mail.ts';
import type { Role } from '#platform/contract/roles.ts';
import { formatMoment } from '#platform/text/dates.ts';
import { translator } from '#platform/text/translate.ts';
import { compose } from './compose.ts';

export type InvitationView = {
  readonly email: string;
  readonly organizationName: string;
  readonly inviterName: string;
  readonly role: Role;
  /** Path on this site, with the token in its fragment so that no server logs it. */
  readonly path: string;
  readonly expiresAt: Date;
  /** The organization's. */
  readonly timeZone: string;
};

/** The way into an organization, for whoever reads the mail of that address. */
export function composeInvitation(frame: MailFrame, view: InvitationView): ComposedMail {
  const text = translator(frame.locale);
  const organization = view.organizationName;
  const inviter = view.inviterName;
  const moment = formatMoment(view.expiresAt, view.timeZone, frame.locale);
  return compose(frame, text, {
    kind: 'invitation',
    subject: text('mail.invitation.subject', { organization, platform: frame.platformName }),
    organizationName: organization,
    blocks: [
      { kind: 'heading', text: text('mail.invitation.heading', { inviter, organization }) },
      { kind: 'paragraph', text: text(`mail.invitation.role.${view.role}`) },
      {
        kind: 'button',
        label: text('mail.invitation.button', { organization }),
        address: addressOn(frame, view.path),
      },
      { kind: 'note', text: text('mail.invitation.note', { email: view.email, moment }) },
    ],
  });
}
