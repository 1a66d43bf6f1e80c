import { sql } from 'kysely';
import type { Mode } from '#platform/contract/common.ts';
import { type Handle, rows } from '#platform/db/database.ts';
import type { OfferedConnection } from './way.ts';

/** Connections that take new payments, in the merchant's order. */
export async function selectOffered(
  handle: Handle,
  organizationId: string,
  mode: Mode,
): Promise<OfferedConnection[]> {
  return rows<OfferedConnection>(
    handle,
    sql`
      select n.id, n.provider,
        case when n.settings ? 'hold_days' then jsonb_build_object('days', n.settings -> 'hold_days',
          'keepsPlace', coalesce(n.settings -> 'holds_place', 'true'::jsonb)) end as hold
      from connections n
      where n.organization_id = ${organizationId} and n.mode = ${mode} and n.status <> 'disconnected'
      order by n.position, n.id
    `,
  );
}
