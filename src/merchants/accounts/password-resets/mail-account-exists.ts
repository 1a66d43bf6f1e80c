import { selectUser } from '#merchants/accounts/store.ts';
import { findMailOrganization } from '#merchants/memberships/find-memberships.ts';
import { hasRoomNow } from '#merchants/throttling/count-try.ts';
import { accountBucket } from '#merchants/throttling/tries.ts';
import { composeAccountExists } from '#messaging/mail/compose/compose-account-exists.ts';
import { mailFrame } from '#messaging/mail/mail.ts';
import { queueMail } from '#messaging/mail/queue-mail.ts';
import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';

/** A step: tells a person that somebody tried to open an account with their address; once a day at most. */
export async function mailAccountExists(tx: Handle, context: Context, userId: string): Promise<void> {
  const user = await selectUser(tx, userId);
  const organizationId = user && (await findMailOrganization(tx, context, user));
  if (!user || organizationId === undefined) return;
  if (!(await hasRoomNow(tx, context, accountBucket(user.email, 'signup-account')))) return;
  const mail = composeAccountExists(mailFrame(context.config), { email: user.email });
  await queueMail(tx, context, { ...mail, organizationId, to: user.email });
}
