import { findUsers } from '#merchants/accounts/find-user.ts';
import type { Context } from '#platform/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { MailAnswer, MailListQuery } from '#platform/contract/mail.ts';
import { type Page, readPageRequest } from '#platform/db/page.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { assert } from '#platform/kit/assert.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { findMails, type ReadableMail } from '#telling/mail/find-mails.ts';
import { hasDevelopmentMailbox } from '#telling/mail/mail.ts';
import { maskAddress, mayRead } from './mailbox.ts';

export type ShownMail = ReadableMail & { readonly isReadable: boolean };

/**
 * The organization's mails, and all to the person who reads, on an instance that sends none. Of a mail with a secret for
 * somebody else only shows that there is one.
 *
 * @throws 404 with SMTP, when other machines can open the instance, or when the request was not made on this one
 */
export async function listMailbox(
  context: Context,
  caller: SessionCaller,
  query: MailListQuery,
  isFromThisMachine: boolean,
): Promise<Page<ShownMail>> {
  if (!hasDevelopmentMailbox(context.config) || !isFromThisMachine) throw notFound('development mailbox');
  const { organizationId, userId } = caller;
  const reader = (await findUsers(context.database.handle, [userId])).get(userId);
  assert(reader, `There is no user ${userId}.`);
  const of = { organizationId, to: reader.email };
  const page = await findMails(context, of, readPageRequest(query), { kind: query.kind });
  return { ...page, rows: page.rows.map((mail) => ({ ...mail, isReadable: mayRead(mail, reader.email) })) };
}

/** What the sandbox wrote to people outside the team: receipts and notices, which are read here and sent to nobody. */
export async function listSandboxMails(
  context: Context,
  { organizationId }: SessionCaller,
  query: MailListQuery,
): Promise<Page<ShownMail>> {
  const filter = { kind: query.kind, isKept: true };
  const page = await findMails(context, { organizationId }, readPageRequest(query), filter);
  return { ...page, rows: page.rows.map((mail) => ({ ...mail, isReadable: mayRead(mail, '') })) };
}

export function showMail({ isReadable, ...mail }: ShownMail): MailAnswer {
  return {
    id: formatId('mail', mail.id),
    kind: mail.kind,
    to: isReadable ? mail.to : maskAddress(mail.to),
    reply_to: mail.replyTo,
    locale: mail.locale,
    subject: mail.subject,
    text: isReadable ? mail.text : null,
    html: isReadable ? mail.html : null,
    created_at: formatInstant(mail.createdAt),
  };
}
