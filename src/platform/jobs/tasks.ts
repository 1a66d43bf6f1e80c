import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import type { Job } from './loop.ts';
import { runEach } from './run-each.ts';
import { claimTasks, deleteTasks, deleteTasksAbout, type Task, upsertTask } from './store.ts';

export type { Task } from './store.ts';

export type NewTask = { kind: string; organizationId: string; subjectId: string; dueAt: Date };

/** Leaves work for another room in the caller's transaction; asking twice for the same subject is once. */
export async function scheduleTask(tx: Handle, task: NewTask): Promise<void> {
  await upsertTask(tx, task);
}

/** Takes work back, also from whoever is doing it right now: what that one writes is not kept. */
export async function takeTasksBack(
  tx: Handle,
  kind: string,
  organizationId: string,
  subjectIds: readonly string[],
): Promise<void> {
  await deleteTasksAbout(tx, kind, organizationId, subjectIds);
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
        await deleteTasks(context.database.handle, kind, [task]);
      });
    },
  };
}

const tasksAtOnce = 100;
const gatherMs = 100;

/**
 * The same for tasks that are cheaper together. `prepare` reads and composes outside of any transaction; what it
 * returns writes in one, which also ends the tasks, and is told which ended: one that somebody else has done meanwhile, or
 * that was taken back, has nothing written for it. When that fails each task is done by itself, so that one that cannot be
 * done holds up no other.
 */
export function taskBatchJob<C extends Context>(
  kind: string,
  prepare: (
    context: C,
    tasks: readonly Task[],
  ) => Promise<(tx: Handle, ended: readonly Task[]) => Promise<void>>,
  followedBy: readonly string[] = [],
): Job<C> {
  const doTogether = async (context: C, tasks: readonly Task[]) => {
    const write = await prepare(context, tasks);
    await context.database.transaction(async (tx) => {
      await write(tx, await deleteTasks(tx, kind, tasks));
    });
  };
  return {
    name: kind,
    pollIntervalMs: 1_000,
    gatherMs,
    runDue: async (context) => {
      const { database, clock, log } = context;
      const tasks = await claimTasks(database.handle, kind, tasksAtOnce, leaseSeconds, clock.offsetMs);
      if (tasks.length === 0) return 0;
      try {
        await doTogether(context, tasks);
      } catch (error) {
        if (tasks.length > 1) await runEach(log, kind, tasks, (task) => doTogether(context, [task]));
        else throw error;
      }
      context.wakeJobs(...followedBy);
      return tasks.length;
    },
  };
}
