import { getOrganization } from '#merchants/organizations/find-organization.ts';
import { findNoticeRecipients } from '#merchants/team/find-notice-recipients.ts';
import { findTeamAddresses } from '#merchants/team/find-team-addresses.ts';
import { isKeptHere } from '#merchants/team/sandbox-mail.ts';
import { composeBankNotice } from '#messaging/mail/compose/compose-bank-notice.ts';
import { mailFrame } from '#messaging/mail/mail.ts';
import { queueMail } from '#messaging/mail/queue-mail.ts';
import { showAmount } from '#paying/statements/amount.ts';
import type { Context } from '#platform/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { Handle } from '#platform/db/database.ts';
import { formatId } from '#platform/kit/ids.ts';
import type { Notice } from './book-entries.ts';

const mostTold = 20;

/** A step: mails the merchant what a statement says went back, all of it in one mail. */
export async function queueNotices(
  tx: Handle,
  context: Context,
  organizationId: string,
  mode: Mode,
  notices: readonly Notice[],
): Promise<void> {
  const [first] = notices;
  if (!first) return;
  const organization = await getOrganization(tx, organizationId);
  const mail = composeBankNotice(mailFrame(context.config), {
    organizationName: organization.name,
    mode,
    notices: notices
      .slice(0, mostTold)
      .map(({ kind, transactionId, refundId, amountMinor, currency, reason }) => ({
        kind,
        id: transactionId ? formatId('TX', transactionId) : formatId('RF', refundId ?? ''),
        amount: showAmount(amountMinor, currency),
        reason,
      })),
    more: Math.max(0, notices.length - mostTold),
    path: '/bank-transfers',
  });
  const team = await findTeamAddresses(tx, organizationId);
  for (const to of await findNoticeRecipients(tx, organizationId)) {
    const isKept = isKeptHere(context, mode, team, to);
    await queueMail(tx, context, {
      ...mail,
      organizationId,
      to,
      isKept,
      dedupeKey: `bank-notice:${first.entryId}:${to}`,
    });
  }
}
