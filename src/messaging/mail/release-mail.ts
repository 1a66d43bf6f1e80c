import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { type ReadableMail, readMail } from './find-mails.ts';
import { holdsSecret, triedForMs } from './mail.ts';
import { lockKeptMail, releaseMail } from './store.ts';

/** A step: a mail that is or was kept, which nobody else releases until the transaction ends. */
export async function holdKeptMail(
  tx: Handle,
  context: Context,
  organizationId: string,
  id: string,
): Promise<ReadableMail | undefined> {
  const row = await lockKeptMail(tx, organizationId, id);
  return row && readMail(context, row);
}

/** A step: a mail that was kept is sent as if it were new; one with a code or link still ends with that. */
export async function releaseKeptMail(
  tx: Handle,
  mail: Pick<ReadableMail, 'organizationId' | 'id' | 'kind' | 'giveUpAt'>,
  now: Date,
): Promise<void> {
  const giveUpAt = holdsSecret[mail.kind] ? mail.giveUpAt : new Date(now.getTime() + triedForMs);
  await releaseMail(tx, mail, { now, giveUpAt });
}
