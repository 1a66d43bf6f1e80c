import { hasMailServer } from '#messaging/mail/mail-server.ts';
import { holdKeptMail, releaseKeptMail } from '#messaging/mail/release-mail.ts';
import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import type { MailStatus } from '#platform/contract/mail.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { formatId, parseId } from '#platform/kit/ids.ts';
import { judge, type ShownMail } from './list-mailbox.ts';

/**
 * Sends a mail that was kept because no mail server was set when it was written; asking again changes nothing.
 *
 * @throws 404, 409 `mail_server_missing`, or `mail_not_sendable` for one whose code or link has ended, and for what the sandbox
 *   wrote to somebody outside the team
 */
export async function sendKeptMail(
  context: Context,
  caller: SessionCaller,
  publicId: string,
): Promise<ShownMail> {
  const id = parseId('mail', publicId);
  if (id === undefined) throw notFound('kept mail');
  const { organizationId } = caller;
  const isSent = await hasMailServer(context);
  const sent = await context.database.transaction(async (tx) => {
    const held = await holdKeptMail(tx, context, organizationId, id);
    const [mail] = held ? await judge(tx, context, [held]) : [];
    if (!mail) throw notFound('kept mail');
    if (mail.releasedAt) return mail;
    if (mail.status !== 'kept') throw notSendable(mail.status);
    if (!isSent) throw serverMissing();
    const now = context.clock.now();
    await releaseKeptMail(tx, mail, now);
    const target = { type: 'mail', id: formatId('mail', id) };
    const entry = {
      ...actedBy(caller),
      action: 'mail.sent_by_hand',
      target,
      details: { kind: mail.kind },
    } as const;
    await recordAudit(tx, entry, now);
    return { ...mail, status: 'waiting' as const };
  });
  context.wakeJobs('send-mails');
  return sent;
}

function notSendable(status: MailStatus) {
  return problem('mail_not_sendable', {
    detail:
      status === 'never_sent'
        ? 'The sandbox wrote this to somebody outside the team, and sends such mails to nobody. Read it here.'
        : 'The code or link in this mail has ended, so it was not sent. Let a new one be made.',
  });
}

function serverMissing() {
  return problem('mail_server_missing', {
    detail:
      'There is no mail server to send it with: let whoever runs this server set SMTP_URL, then send it.',
  });
}
