import { sql } from 'kysely';
import { databaseNow, type Handle, rows } from '#platform/db/database.ts';

export type AccountTask = {
  readonly id: string;
  readonly kind: 'forgotten-password' | 'failed-sign-in' | 'refused-sign-up';
  /** Null where nobody has the address that was given. */
  readonly userId: string | null;
  readonly address: string;
  readonly requestId: string;
};

export async function insertAccountTask(handle: Handle, task: AccountTask, now: Date): Promise<void> {
  await sql`
    insert into account_tasks (id, kind, user_id, address, request_id, created_at, due_at)
    values (${task.id}, ${task.kind}, ${task.userId}, ${task.address}, ${task.requestId}, ${now}, ${now})
  `.execute(handle);
}

/** Takes due tasks and moves them ahead, so that they come back by themselves when their worker dies. */
export async function claimAccountTasks(
  handle: Handle,
  limit: number,
  leaseSeconds: number,
  offsetMs: number,
): Promise<AccountTask[]> {
  const now = databaseNow(offsetMs);
  return rows(
    handle,
    sql<AccountTask>`
      update account_tasks set due_at = ${now} + ${leaseSeconds} * interval '1 second'
      from (
        select id from account_tasks where due_at <= ${now} order by due_at limit ${limit} for update skip locked
      ) due
      where account_tasks.id = due.id
      returning account_tasks.id, kind, user_id as "userId", address, request_id as "requestId"
    `,
  );
}

/** Takes a task away in the transaction of its work; false when another worker did it meanwhile. */
export async function takeAccountTask(handle: Handle, taskId: string): Promise<boolean> {
  const taken = await rows(handle, sql`delete from account_tasks where id = ${taskId} returning id`);
  return taken.length > 0;
}
