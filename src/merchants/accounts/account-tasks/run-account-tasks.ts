import { mailAccountExists } from '#merchants/accounts/password-resets/mail-account-exists.ts';
import { mailPasswordReset } from '#merchants/accounts/password-resets/mail-password-reset.ts';
import { recordForPerson } from '#merchants/accounts/record-for-person.ts';
import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { type AccountTask, claimAccountTasks, takeAccountTask } from './store.ts';

const batchSize = 50;
const leaseSeconds = 30;

/** Does what was left for after the answer; each task exactly once, since it goes in the transaction of its work. */
export async function runAccountTasks(context: Context): Promise<number> {
  const { database, clock } = context;
  const tasks = await claimAccountTasks(database.handle, batchSize, leaseSeconds, clock.offsetMs);
  for (const task of tasks) {
    await database.transaction(async (tx) => {
      if (await takeAccountTask(tx, task.id)) await doTask(tx, context, task);
    });
  }
  // What a task queued is sent at once.
  if (tasks.length > 0) context.wakeJobs('send-mails');
  return tasks.length;
}

async function doTask(tx: Handle, context: Context, { userId, kind, ...origin }: AccountTask): Promise<void> {
  if (userId === null) return;
  if (kind === 'forgotten-password') return mailPasswordReset(tx, context, userId);
  if (kind === 'refused-sign-up') return mailAccountExists(tx, context, userId);
  const entry = { action: 'user.sign_in_failed', isAnonymous: true, origin } as const;
  await recordForPerson(tx, userId, entry, context.clock.now());
}
