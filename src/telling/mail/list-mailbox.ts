import { decryptText } from '#platform/config/cipher.ts';
import type { Context } from '#platform/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { MailAnswer, MailListQuery } from '#platform/contract/mail.ts';
import { type Page, readPageRequest } from '#platform/db/page.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { bodyOwner, hasDevelopmentMailbox } from './mail.ts';
import { type KeptMail, selectUnsent } from './store.ts';

export type ReadableMail = KeptMail & { readonly text: string; readonly html: string };

/**
 * The organization's mails on an instance that sends none. Ways to a new password are shown to owners only: whoever
 * reads one can sign in as its addressee.
 *
 * @throws 404 with SMTP, or when others than this machine can open the instance
 */
export async function listMailbox(
  context: Context,
  caller: SessionCaller,
  query: MailListQuery,
): Promise<Page<ReadableMail>> {
  const { config, database } = context;
  if (!hasDevelopmentMailbox(config)) throw notFound('development mailbox');
  const { rows, ...ends } = await selectUnsent(
    database.handle,
    caller.organizationId,
    readPageRequest(query),
    { kind: query.kind, without: caller.role === 'owner' ? [] : ['password_reset'] },
  );
  return {
    ...ends,
    rows: rows.map((mail) => {
      const body = decryptText(config.encryptionKeys, mail.body, bodyOwner(mail.id));
      return { ...mail, ...(JSON.parse(body) as { text: string; html: string }) };
    }),
  };
}

export function showMail(mail: ReadableMail): MailAnswer {
  return {
    id: formatId('mail', mail.id),
    kind: mail.kind,
    to: mail.to,
    reply_to: mail.replyTo,
    locale: mail.locale,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    created_at: formatInstant(mail.createdAt),
  };
}
