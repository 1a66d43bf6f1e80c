import { findBelongings } from '#merchants/memberships/find-memberships.ts';
import { getOrganization } from '#merchants/organizations/find-organization.ts';
import {
  type AccountChange,
  composeAccountChanged,
} from '#messaging/mail/compose/compose-account-changed.ts';
import { mailFrame } from '#messaging/mail/mail.ts';
import { queueMail } from '#messaging/mail/queue-mail.ts';
import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import type { CallOrigin } from '#platform/http/route.ts';
import { selectUser } from './store.ts';

/**
 * A step: tells a person by mail what was changed about their ways in, when, and from where. Call
 * `context.wakeJobs('send-mails')` after the commit.
 *
 * @param told.origin absent when the operator of the server did it
 */
export async function mailAccountChange(
  tx: Handle,
  context: Context,
  userId: string,
  told: {
    readonly change: AccountChange;
    readonly passkeyName?: string | undefined;
    readonly origin: Pick<CallOrigin, 'address'> | undefined;
  },
): Promise<void> {
  const user = await selectUser(tx, userId);
  const [belonging] = await findBelongings(tx, userId);
  if (!user || !belonging) return;
  const { organizationId } = belonging;
  const { timeZone } = await getOrganization(tx, organizationId);
  const mail = composeAccountChanged(mailFrame(context.config), {
    change: told.change,
    email: user.email,
    ...(told.passkeyName === undefined ? {} : { passkeyName: told.passkeyName }),
    address: told.origin?.address ?? null,
    at: context.clock.now(),
    timeZone,
  });
  await queueMail(tx, context, { ...mail, organizationId, to: user.email });
}
