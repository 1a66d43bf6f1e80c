import type { PayingContext } from '#paying/context.ts';
import type { Connection } from './connection.ts';
import { updateNotified } from './store.ts';

/** Notes for the merchant that a provider called, at most once a minute. Never a reason to refuse what it told. */
export async function noteNotification(
  { database, clock, log }: PayingContext,
  connection: Pick<Connection, 'organizationId' | 'id' | 'provider'>,
  status: 'received' | 'failing',
): Promise<void> {
  await updateNotified(database.handle, connection, status, clock.offsetMs).catch((error: unknown) => {
    log.warn({ err: error, provider: connection.provider }, 'a notification could not be noted');
  });
}
