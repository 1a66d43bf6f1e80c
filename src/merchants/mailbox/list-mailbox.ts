import type { UserSince } from '#merchants/accounts/account.ts';
import { findUsers } from '#merchants/accounts/find-user.ts';
import { findMails, type ReadableMail } from '#messaging/mail/find-mails.ts';
import { hasDevelopmentMailbox, statusOf } from '#messaging/mail/mail.ts';
import type { Context } from '#platform/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { MailAnswer, MailListQuery, MailStatus } from '#platform/contract/mail.ts';
import type { Handle } from '#platform/db/database.ts';
import { type Page, readPageRequest } from '#platform/db/page.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { assert } from '#platform/kit/assert.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { findDeadLinks } from './find-dead-links.ts';
import { maskAddress, mayRead } from './mailbox.ts';

export type ShownMail = ReadableMail & { readonly isReadable: boolean; readonly status: MailStatus };

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
  const reader = await readerOf(context, caller);
  const of = { organizationId: caller.organizationId, to: reader.email };
  const page = await findMails(context, of, readPageRequest(query), { kind: query.kind });
  return { ...page, rows: await judge(context.database.handle, context, page.rows, reader) };
}

async function readerOf({ database }: Context, { userId }: SessionCaller): Promise<UserSince> {
  const reader = (await findUsers(database.handle, [userId])).get(userId);
  assert(reader, `There is no user ${userId}.`);
  return reader;
}

/** What the sandbox wrote to people outside the team: receipts and notices, which are read here and sent to nobody. */
export async function listSandboxMails(
  context: Context,
  { organizationId }: SessionCaller,
  query: MailListQuery,
): Promise<Page<ShownMail>> {
  const filter = { kind: query.kind, kept: 'sandbox' as const };
  const page = await findMails(context, { organizationId }, readPageRequest(query), filter);
  return { ...page, rows: await judge(context.database.handle, context, page.rows) };
}

/**
 * What was kept and not sent, for whatever reason, and what became of those that somebody sent by hand. Of a mail with a
 * secret only shows that there is one, to its addressee too unless they could read it in the development mailbox.
 */
export async function listKeptMails(
  context: Context,
  caller: SessionCaller,
  query: MailListQuery,
  isFromThisMachine: boolean,
): Promise<Page<ShownMail>> {
  const { config, database } = context;
  const filter = { kind: query.kind, kept: 'any' as const };
  const of = { organizationId: caller.organizationId };
  const page = await findMails(context, of, readPageRequest(query), filter);
  const isReader = hasDevelopmentMailbox(config) && isFromThisMachine;
  const reader = isReader ? await readerOf(context, caller) : undefined;
  return { ...page, rows: await judge(database.handle, context, page.rows, reader) };
}

/** A step: what a reader may see of mails, and how things are with them. */
export async function judge(
  handle: Handle,
  { clock }: Context,
  mails: readonly ReadableMail[],
  reader?: UserSince,
): Promise<ShownMail[]> {
  const now = clock.now();
  const dead = await findDeadLinks(handle, mails);
  return mails.map((mail) => {
    const status = statusOf(mail, now);
    return {
      ...mail,
      status: status === 'kept' && dead.has(mail.id) ? 'ended' : status,
      isReadable: mayRead(mail, reader),
    };
  });
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
    is_damaged: mail.isDamaged,
    status: mail.status,
    created_at: formatInstant(mail.createdAt),
  };
}
