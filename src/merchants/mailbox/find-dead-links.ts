import { findOpenResets } from '#merchants/accounts/password-resets/find-open-resets.ts';
import { findOpenInvitations } from '#merchants/team/find-open-invitations.ts';
import type { ReadableMail } from '#messaging/mail/find-mails.ts';
import type { Handle } from '#platform/db/database.ts';

/**
 * A step: which of these mails lead nowhere any more although their time is not over: the invitation or the way to a new
 * password was used, replaced or withdrawn. Mail and link end at the same moment, which tells the links of an address apart.
 */
export async function findDeadLinks(
  handle: Handle,
  mails: readonly ReadableMail[],
): Promise<ReadonlySet<string>> {
  const dead = new Set<string>();
  const invitations = mails.filter(({ kind }) => kind === 'invitation');
  const resets = mails.filter(({ kind }) => kind === 'password_reset');
  if (invitations.length + resets.length === 0) return dead;
  const isOpen = marksOf([
    ...(await findOpenInvitations(handle, invitations)),
    ...(await findOpenResets(
      handle,
      resets.map(({ to }) => to),
    )),
  ]);
  for (const mail of [...invitations, ...resets])
    if (!isOpen.has(markOf(mail.to, mail.giveUpAt))) dead.add(mail.id);
  return dead;
}

const markOf = (email: string, endsAt: Date) => `${endsAt.getTime()} ${email}`;

function marksOf(
  links: readonly { readonly email: string; readonly expiresAt: Date }[],
): ReadonlySet<string> {
  return new Set(links.map(({ email, expiresAt }) => markOf(email, expiresAt)));
}
