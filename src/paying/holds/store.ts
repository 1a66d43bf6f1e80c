import { sql } from 'kysely';
import { keptPlaces, lapsesOf } from '#paying/checkouts/hot/kept-places.ts';
import { databaseNow, type Handle, rows } from '#platform/db/database.ts';
import { type PageRequest, pageClause } from '#platform/db/page.ts';

export type HoldRow = {
  readonly id: string;
  readonly status: 'open' | 'processing';
  readonly payerEmail: string;
  /** Keyed hash of the address; null where nothing is limited by it. */
  readonly addressHash: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** A transfer is waited for until then, whether or not its buyer says that it was sent. */
  readonly isTransfer: boolean;
  readonly lapses: number;
};

/** Checkouts that keep a place of a link now, newest first: those whose time is over and whose place is free are none. */
export async function listHolds(
  handle: Handle,
  link: { readonly organizationId: string; readonly linkId: string },
  page: PageRequest,
  clock: { readonly offsetMs: number; readonly graceMs: number; readonly lifeSeconds: number },
): Promise<HoldRow[]> {
  const { where, tail } = pageClause(page, sql`c.id`);
  const kept = keptPlaces({
    organizationId: 'held.organization_id',
    linkId: 'held.payment_link_id',
    addressHash: 'held.address_hash',
    now: 'held.now',
  });
  return rows<HoldRow>(
    handle,
    sql`
      select held.id, held.status, held.payer_email as "payerEmail", held.address_hash as "addressHash",
        held.created_at as "createdAt", held.expires_at as "expiresAt", held.status = 'processing' and exists (
          select 1 from attempts a
          where a.organization_id = held.organization_id and a.id = held.current_attempt_id and a.payment_method = 'bank_transfer'
        ) as "isTransfer",
        ${sql.raw(lapsesOf('kept.seconds', 'held.life_seconds'))} as lapses
      from (
        select c.organization_id, c.id, c.payment_link_id, c.status, c.payer_email, c.address_hash, c.created_at, c.expires_at,
          c.current_attempt_id, clock.now, ${clock.lifeSeconds}::integer as life_seconds
        from checkouts c cross join (select ${databaseNow(clock.offsetMs)} as now) clock
        where c.organization_id = ${link.organizationId} and c.payment_link_id = ${link.linkId} and c.status in ('open', 'processing')
          and c.has_place and (c.status = 'processing' or c.expires_at >= clock.now - ${clock.graceMs}::integer * interval '1 millisecond')
          and ${where} ${tail}
      ) held
      cross join lateral (${sql.raw(kept)}) kept
      order by held.id ${page.before ? sql`asc` : sql`desc`}
    `,
  );
}
