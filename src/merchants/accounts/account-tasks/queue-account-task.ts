import type { Context } from '#platform/context.ts';
import type { CallOrigin } from '#platform/http/route.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { type AccountTask, insertAccountTask } from './store.ts';

/** Leaves work on an account for after the answer, whether or not there is such an account. */
export async function queueAccountTask(
  context: Context,
  task: Pick<AccountTask, 'kind' | 'userId'> & { origin: CallOrigin },
): Promise<void> {
  const now = context.clock.now();
  const { address, requestId } = task.origin;
  const row = { id: uuidv7(now), kind: task.kind, userId: task.userId, address, requestId };
  await context.database.transaction((tx) => insertAccountTask(tx, row, now));
  context.wakeJobs('account-tasks');
}
