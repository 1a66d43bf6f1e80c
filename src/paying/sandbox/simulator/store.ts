import { sql } from 'kysely';
import { databaseNow, firstRow, type Handle } from '#platform/db/database.ts';
import type { Faults } from './simulator.ts';

export async function findFaults(handle: Handle, organizationId: string): Promise<Faults | undefined> {
  return firstRow<Faults>(
    handle,
    sql`
      select notification_delay_seconds, notification_jitter_seconds, duplicate_percent, lost_percent, lost_answer_percent,
        refund_delay_seconds, refund_failure_percent
      from sandbox_simulators where organization_id = ${organizationId}
    `,
  );
}

export async function saveFaults(
  handle: Handle,
  organizationId: string,
  faults: Faults,
  offsetMs: number,
): Promise<void> {
  await sql`
    insert into sandbox_simulators (organization_id, notification_delay_seconds, notification_jitter_seconds, duplicate_percent,
      lost_percent, lost_answer_percent, refund_delay_seconds, refund_failure_percent, updated_at)
    values (${organizationId}, ${faults.notification_delay_seconds}, ${faults.notification_jitter_seconds}, ${faults.duplicate_percent},
      ${faults.lost_percent}, ${faults.lost_answer_percent}, ${faults.refund_delay_seconds}, ${faults.refund_failure_percent},
      ${databaseNow(offsetMs)})
    on conflict (organization_id) do update set notification_delay_seconds = excluded.notification_delay_seconds,
      notification_jitter_seconds = excluded.notification_jitter_seconds, duplicate_percent = excluded.duplicate_percent,
      lost_percent = excluded.lost_percent, lost_answer_percent = excluded.lost_answer_percent,
      refund_delay_seconds = excluded.refund_delay_seconds, refund_failure_percent = excluded.refund_failure_percent,
      updated_at = excluded.updated_at
  `.execute(handle);
}
