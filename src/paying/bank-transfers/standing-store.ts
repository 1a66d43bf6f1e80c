import { sql } from 'kysely';
import { type Handle, rows } from '#platform/db/database.ts';
import type { RestingRefund, Standing } from './standing.ts';

type StoredStanding = {
  readonly status: Standing['status'];
  readonly expectedMinor: string;
  readonly givenBackMinor: string;
  readonly receivedMinor: string;
  readonly isExcess: boolean;
  readonly refunds: readonly (Omit<RestingRefund, 'amountMinor'> & { readonly amountMinor: string })[];
};

/** The standing of a row `t` of `bank_transfers`, as jsonb: amounts are texts of minor units. */
const standing = sql`jsonb_build_object(
  'status', t.status, 'expectedMinor', coalesce(t.expected_minor, 0)::text, 'givenBackMinor', t.given_back_minor::text,
  'receivedMinor', (
    select coalesce(sum(m.amount_minor), 0)::text from bank_matches m
    where m.organization_id = t.organization_id and m.attempt_id = t.attempt_id and m.undone_at is null
  ),
  'isExcess', coalesce((
    select a.is_excess from attempts a where a.organization_id = t.organization_id and a.id = t.attempt_id), false),
  'refunds', coalesce((
    select jsonb_agg(jsonb_build_object('id', r.id, 'amountMinor', r.amount_minor::text, 'isExcess', r.is_excess,
      'state', case when r.status <> 'pending' or coalesce(b.status, 'pending') <> 'pending' then 'handed'
        when r.requested_by is null then 'owed' else 'asked' end) order by r.id)
    from refunds r left join bank_refunds b on b.organization_id = r.organization_id and b.refund_id = r.id
    where r.organization_id = t.organization_id and r.attempt_id = t.attempt_id and r.status <> 'failed'
      and b.status is distinct from 'withdrawn'
  ), '[]'::jsonb))`;

function readStanding(stored: StoredStanding): Standing {
  return {
    ...stored,
    expectedMinor: BigInt(stored.expectedMinor),
    givenBackMinor: BigInt(stored.givenBackMinor),
    receivedMinor: BigInt(stored.receivedMinor),
    refunds: stored.refunds.map((refund) => ({ ...refund, amountMinor: BigInt(refund.amountMinor) })),
  };
}

export async function selectStandings(
  tx: Handle,
  organizationId: string,
  attemptIds: readonly string[],
): Promise<{ readonly attemptId: string; readonly standing: Standing }[]> {
  const found = await rows<{ attemptId: string; standing: StoredStanding }>(
    tx,
    sql`
      select t.attempt_id as "attemptId", ${standing} as standing from bank_transfers t
      where t.organization_id = ${organizationId} and t.attempt_id = any(${attemptIds}::uuid[])
      order by t.attempt_id
    `,
  );
  return found.map((row) => ({ ...row, standing: readStanding(row.standing) }));
}

/** Bars refunds of an attempt from ever being sent, also those that are not prepared yet. */
export async function withdrawRefunds(
  tx: Handle,
  key: { readonly organizationId: string; readonly attemptId: string },
  withdrawal: { readonly refundIds: readonly string[]; readonly givenBackMinor: bigint },
  now: Date,
): Promise<void> {
  const { organizationId, attemptId } = key;
  await sql`
    insert into bank_refunds (organization_id, refund_id, mode, attempt_id, amount_minor, currency, status, created_at, updated_at)
    select r.organization_id, r.id, r.mode, r.attempt_id, r.amount_minor, r.currency, 'withdrawn', ${now}, ${now}
    from refunds r where r.organization_id = ${organizationId} and r.id = any(${withdrawal.refundIds}::uuid[])
    on conflict (organization_id, refund_id) do update set status = 'withdrawn', updated_at = excluded.updated_at
    where bank_refunds.status = 'pending'
  `.execute(tx);
  await sql`
    update bank_transfers set given_back_minor = ${withdrawal.givenBackMinor}, version = version + 1
    where organization_id = ${organizationId} and attempt_id = ${attemptId}
  `.execute(tx);
}
