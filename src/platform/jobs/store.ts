import { sql } from 'kysely';
import { databaseNow, type Handle, rows } from '#platform/db/database.ts';

export type Task = { readonly organizationId: string; readonly subjectId: string; readonly tries: number };

export async function upsertTask(
  handle: Handle,
  task: { kind: string; organizationId: string; subjectId: string; dueAt: Date },
): Promise<void> {
  await sql`
    insert into tasks (organization_id, kind, subject_id, due_at)
    values (${task.organizationId}, ${task.kind}, ${task.subjectId}, ${task.dueAt})
    on conflict (organization_id, kind, subject_id) do update set due_at = least(tasks.due_at, excluded.due_at), tries = 0
  `.execute(handle);
}

/** Takes due tasks and moves them ahead, so that they come back by themselves when their worker dies. */
export async function claimTasks(
  handle: Handle,
  kind: string,
  limit: number,
  leaseSeconds: number,
  offsetMs: number,
): Promise<Task[]> {
  return rows<Task>(
    handle,
    sql`
      update tasks set due_at = ${databaseNow(offsetMs)} + ${leaseSeconds} * interval '1 second', tries = tasks.tries + 1
      from (
        select organization_id, kind, subject_id from tasks
        where kind = ${kind} and due_at <= ${databaseNow(offsetMs)}
        order by due_at limit ${limit} for update skip locked
      ) due
      where tasks.organization_id = due.organization_id and tasks.kind = due.kind and tasks.subject_id = due.subject_id
      returning tasks.organization_id as "organizationId", tasks.subject_id as "subjectId", tasks.tries
    `,
  );
}

/**
 * Removes tasks, each unless it was asked for again while it ran (its tries were reset).
 *
 * @returns those that it removed: any other is somebody else's again, or was taken back
 */
export async function deleteTasks(handle: Handle, kind: string, tasks: readonly Task[]): Promise<Task[]> {
  const done = JSON.stringify(tasks);
  return rows<Task>(
    handle,
    sql`
      delete from tasks using jsonb_to_recordset(${done}::jsonb) as done("organizationId" uuid, "subjectId" uuid, tries integer)
      where tasks.organization_id = done."organizationId" and tasks.kind = ${kind}
        and tasks.subject_id = done."subjectId" and tasks.tries = done.tries
      returning tasks.organization_id as "organizationId", tasks.subject_id as "subjectId", tasks.tries
    `,
  );
}

export async function deleteTasksAbout(
  handle: Handle,
  kind: string,
  organizationId: string,
  subjectIds: readonly string[],
): Promise<void> {
  await sql`
    delete from tasks where organization_id = ${organizationId} and kind = ${kind}
      and subject_id = any(${subjectIds}::uuid[])
  `.execute(handle);
}
