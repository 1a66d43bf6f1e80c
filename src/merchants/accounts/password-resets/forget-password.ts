import type { Origin } from '#merchants/accounts/account.ts';
import { queueAccountTask } from '#merchants/accounts/account-tasks/queue-account-task.ts';
import { selectUserByEmail } from '#merchants/accounts/store.ts';
import { parseEmail } from '#merchants/email.ts';
import { countRequest, hasRoom } from '#merchants/throttling/count-try.ts';
import { accountBucket, addressBucket } from '#merchants/throttling/tries.ts';
import type { Context } from '#platform/context.ts';

/**
 * Asks for a mail with a way to a new password. Known and unknown addresses take the same statements; the mail is
 * made after the answer. An address that is asked for too often gets no more mails, without anybody being told.
 *
 * @throws 429 `rate_limited` when the client's address asks too often
 */
export async function forgetPassword(context: Context, origin: Origin, input: string): Promise<void> {
  const email = parseEmail(input) ?? input;
  await countRequest(context, [addressBucket(origin.address, 'reset-address')]);
  const isWanted = await hasRoom(context, accountBucket(email, 'reset-account'));
  const user = await context.database.transaction((tx) => selectUserByEmail(tx, email));
  const userId = isWanted && user ? user.id : null;
  await queueAccountTask(context, { kind: 'forgotten-password', userId, origin });
}
