import { type RawBuilder, sql } from 'kysely';
import { firstRow, type Handle, rows } from '#platform/db/database.ts';
import { type Page, type PageRequest, pageClause, toPage } from '#platform/db/page.ts';
import { assert } from '#platform/kit/assert.ts';
import { type AuditRow, type ChainHead, chainStart } from './audit.ts';

type HeadRow = { sequence: bigint; hash: Buffer; createdAt: Date };

/** The end of an organization's chain, held until the transaction ends; made when there is none yet. */
export async function lockHead(handle: Handle, organizationId: string): Promise<ChainHead> {
  // An update that changes nothing is one statement for both cases, and takes the lock in both.
  const head = await firstRow(
    handle,
    sql<HeadRow>`
      insert into audit_chains as chain (organization_id, sequence, hash, created_at)
      values (${organizationId}, ${chainStart.sequence}, ${chainStart.hash}, ${chainStart.createdAt})
      on conflict (organization_id) do update set sequence = chain.sequence
      returning sequence, hash, created_at as "createdAt"
    `,
  );
  assert(head, 'An insert that returns its row gave none.');
  return { ...head, sequence: Number(head.sequence) };
}

/** Adds a row and makes it the end of its chain. */
export async function appendRow(handle: Handle, row: AuditRow): Promise<void> {
  await sql`
    with chain as (
      update audit_chains set sequence = ${row.sequence}, hash = ${row.hash}, created_at = ${row.createdAt}
      where organization_id = ${row.organizationId}
    )
    insert into audit_log (organization_id, sequence, id, actor_type, actor_id, action, target_type, target_id, details,
      address, request_id, created_at, previous_hash, hash)
    values (${row.organizationId}, ${row.sequence}, ${row.id}, ${row.actor.type}, ${row.actor.id}, ${row.action},
      ${row.target?.type ?? null}, ${row.target?.id ?? null}, ${JSON.stringify(row.details)}::jsonb, ${row.address},
      ${row.requestId}, ${row.createdAt}, ${row.previousHash}, ${row.hash})
  `.execute(handle);
}

type StoredRow = Omit<AuditRow, 'sequence' | 'actor' | 'target'> & {
  readonly sequence: bigint;
  readonly actorType: AuditRow['actor']['type'];
  readonly actorId: string | null;
  readonly targetType: string | null;
  readonly targetId: string | null;
};

const columns = sql`organization_id as "organizationId", sequence, id, actor_type as "actorType", actor_id as "actorId",
  action, target_type as "targetType", target_id as "targetId", details, address, request_id as "requestId",
  created_at as "createdAt", previous_hash as "previousHash", hash`;

export async function selectPage(
  handle: Handle,
  organizationId: string,
  page: PageRequest,
  action: string | undefined,
): Promise<Page<AuditRow>> {
  const { where, tail } = pageClause(page, sql`id`);
  const filter = action === undefined ? sql`true` : sql`action = ${action}`;
  const found = await select(
    handle,
    sql`where organization_id = ${organizationId} and ${filter} and ${where} ${tail}`,
  );
  return toPage(found, page);
}

/** Rows of the chain after a sequence, oldest first. */
export async function selectAfter(
  handle: Handle,
  organizationId: string,
  sequence: number,
  limit: number,
): Promise<AuditRow[]> {
  return select(
    handle,
    sql`where organization_id = ${organizationId} and sequence > ${sequence} order by sequence limit ${limit}`,
  );
}

export async function selectHead(handle: Handle, organizationId: string): Promise<ChainHead | undefined> {
  const head = await firstRow(
    handle,
    sql<HeadRow>`
      select sequence, hash, created_at as "createdAt" from audit_chains where organization_id = ${organizationId}
    `,
  );
  return head && { ...head, sequence: Number(head.sequence) };
}

async function select(handle: Handle, tail: RawBuilder<unknown>): Promise<AuditRow[]> {
  const found = await rows(handle, sql<StoredRow>`select ${columns} from audit_log ${tail}`);
  return found.map(({ actorType, actorId, targetType, targetId, ...row }) => ({
    ...row,
    sequence: Number(row.sequence),
    actor: { type: actorType, id: actorId },
    target: targetType === null || targetId === null ? null : { type: targetType, id: targetId },
  }));
}
