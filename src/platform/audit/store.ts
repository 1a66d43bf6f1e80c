import { type RawBuilder, sql } from 'kysely';
import { firstRow, type Handle, type RunStatement, rows, type Statement } from '#platform/db/database.ts';
import { type Page, type PageRequest, pageClause, toPage } from '#platform/db/page.ts';
import { assert } from '#platform/kit/assert.ts';
import { firstUuidAt } from '#platform/kit/ids.ts';
import { type AuditRow, type ChainHead, chainStart } from './audit.ts';

type HeadRow = { sequence: bigint; hash: Buffer; createdAt: Date };

const lockStatement: Statement = {
  name: 'lock_audit_chain',
  // An update that changes nothing is one statement for both cases, and takes the lock in both.
  text: `insert into audit_chains as chain (organization_id, sequence, hash, created_at) values ($1, $2, $3, $4)
    on conflict (organization_id) do update set sequence = chain.sequence
    returning sequence, hash, created_at as "createdAt"`,
};

/** The end of an organization's chain, held until the transaction ends; made when there is none yet. */
export async function lockHead(run: RunStatement, organizationId: string): Promise<ChainHead> {
  const { sequence, hash, createdAt } = chainStart;
  const [head] = await run<HeadRow>(lockStatement, [organizationId, sequence, hash, createdAt]);
  assert(head, 'An insert that returns its row gave none.');
  return { ...head, sequence: Number(head.sequence) };
}

const appendStatement: Statement = {
  name: 'append_audit_row',
  text: `with chain as (
      update audit_chains set sequence = $2, hash = $13, created_at = $11 where organization_id = $1
    )
    insert into audit_log (organization_id, sequence, id, actor_type, actor_id, action, target_type, target_id,
      details, address, created_at, previous_hash, hash, request_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12, $13, $14)`,
};

/** Adds a row and makes it the end of its chain. */
export async function appendRow(run: RunStatement, row: AuditRow): Promise<void> {
  await run(appendStatement, [
    row.organizationId,
    row.sequence,
    row.id,
    row.actor.type,
    row.actor.id,
    row.action,
    row.target?.type ?? null,
    row.target?.id ?? null,
    JSON.stringify(row.details),
    row.address,
    row.createdAt,
    row.previousHash,
    row.hash,
    row.requestId,
  ]);
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

/** Which entries; what is left out leaves all of them in. */
export type AuditFilter = {
  readonly actions?: readonly string[];
  readonly actorType?: string;
  readonly actorId?: string;
  readonly targetId?: string;
  /** From this moment on. */
  readonly from?: Date;
  /** Before this moment. */
  readonly until?: Date;
};

export async function selectPage(
  handle: Handle,
  organizationId: string,
  page: PageRequest,
  filter: AuditFilter,
): Promise<Page<AuditRow>> {
  const { where, tail } = pageClause(page, sql`id`);
  const found = await select(
    handle,
    sql`where organization_id = ${organizationId} and ${conditionOf(filter)} and ${where} ${tail}`,
  );
  return toPage(found, page);
}

function conditionOf({
  actions,
  actorType,
  actorId,
  targetId,
  from,
  until,
}: AuditFilter): RawBuilder<unknown> {
  const [onlyAction] = actions ?? [];
  const conditions = [
    ...(actions
      ? [actions.length === 1 ? sql`action = ${onlyAction}` : sql`action = any(${[...actions]}::text[])`]
      : []),
    ...(actorType === undefined ? [] : [sql`actor_type = ${actorType}`]),
    ...(actorId === undefined ? [] : [sql`actor_id = ${actorId}`]),
    ...(targetId === undefined ? [] : [sql`target_id = ${targetId}`]),
    // Ids are made of the entry's own time, so a span of time is one of ids, which the list runs by.
    ...(from ? [sql`id >= ${firstUuidAt(from)}::uuid`] : []),
    ...(until ? [sql`id < ${firstUuidAt(until)}::uuid`] : []),
  ];
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
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
