import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import type { Job } from './loop.ts';
import { runEach } from './run-each.ts';
import { claimTasks, deleteTask, type Task, upsertTask } from './store.ts';

export type { Task } from './store.ts';

export type NewTask = { kind: string; organizationId: string; subjectId: string; dueAt: Date };

/** Leaves work for another room in the caller's transaction; asking twice for the same subject is once. */
export async function scheduleTask(tx: Handle, task: NewTask): Promise<void> {
  await upsertTask(tx, task);
}

const leaseSeconds = 30;

/** The job that does all due tasks of one kind. The handler may run twice for one task, so it is idempotent. */
export function taskJob<C extends Context>(
  kind: string,
  handle: (context: C, task: Task) => Promise<void>,
): Job<C> {
  return {
    name: kind,
    pollIntervalMs: 1_000,
    runDue: async (context) => {
      const tasks = await claimTasks(context.database.handle, kind, 20, leaseSeconds, context.clock.offsetMs);
      return runEach(context.log, kind, tasks, async (task) => {
        await handle(context, task);
        await deleteTask(context.database.handle, kind, task);
      });
    },
  };
}
