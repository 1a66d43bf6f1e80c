import { isLive } from '#platform/config/safety.ts';
import type { Context } from '#platform/context.ts';
import { hasMailServer, isWithoutServer } from './mail-server.ts';
import { countWaiting, keepUntried } from './store.ts';

const mailsAtOnce = 1_000;

/**
 * What an instance without a mail server does in place of sending: keeps for good what waits and was told to no server yet, so
 * that nothing old goes out on the day when one is set. What a server was told of before waits for the next.
 *
 * @returns how many it kept
 */
export async function keepUnsent(context: Context): Promise<number> {
  const kept = await keepUntried(context.database.handle, isWithoutServer(context), mailsAtOnce);
  if (kept > 0) {
    context.log.warn(
      { mails: kept },
      'SMTP_URL is not set: mails that waited are kept, and are sent only when somebody asks for it in the mailbox',
    );
  }
  return kept;
}

/** Tells the operator, once a start, what comes of mails without a mail server. */
export async function tellWithoutServer(context: Context): Promise<void> {
  if (await hasMailServer(context)) return;
  if (isLive(context.config)) context.log.warn('SMTP_URL is not set: mails are kept here and sent to nobody');
  const waiting = await countWaiting(context.database.handle);
  if (waiting > 0) {
    context.log.warn({ mails: waiting }, 'SMTP_URL is not set: mails of before wait for a mail server');
  }
}
