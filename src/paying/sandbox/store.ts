import { CompiledQuery, sql } from 'kysely';
import { type Database, databaseNow, type Handle, type Statement } from '#platform/db/database.ts';
import { deleteSome } from '#platform/db/retention.ts';
import { firstUuidAt } from '#platform/kit/ids.ts';
import { type Draws, drawsOf } from './draws.ts';

/** A payment in the sandbox's own book. */
export type SandboxPayment = {
  readonly organizationId: string;
  readonly id: string;
  readonly idempotencyKey: string;
  readonly scenario: string;
  readonly status: 'requires_action' | 'processing' | 'succeeded' | 'declined' | 'canceled';
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly cardBrand: string | null;
  readonly cardLast4: string | null;
  readonly errorCode: string | null;
  readonly returnUrl: string;
  readonly createdAt: Date;
  /** Whoever asked for it never hears that it is booked. */
  readonly answerLost: boolean;
  /** What was notified last; null when nothing was. */
  readonly notifiedStatus: 'succeeded' | 'declined' | 'canceled' | null;
  readonly notifiedErrorCode: string | null;
};

const columns = `p.organization_id as "organizationId", p.id, p.idempotency_key as "idempotencyKey", p.scenario,
  case when p.status = 'processing' and p.decides_at <= now() + $2::double precision * interval '1 millisecond' then 'succeeded' else p.status end as status,
  p.amount_minor as "amountMinor", p.currency, p.card_brand as "cardBrand", p.card_last4 as "cardLast4", p.error_code as "errorCode",
  p.return_url as "returnUrl", p.created_at as "createdAt", p.answer_lost as "answerLost",
  p.notified_status as "notifiedStatus", p.notified_error_code as "notifiedErrorCode"`;

/** How much later a notification is sent, by the faults of its organization (`s`). */
const delay = (draw: string) =>
  `coalesce(s.notification_delay_seconds + ${draw} * s.notification_jitter_seconds, 0) * interval '1 second'`;
/** When it is sent once more, if it is sent at all: a second later, with a lateness of its own. */
const again = (at: string, duplicate: string, jitter: string) =>
  `case when ${duplicate} * 100 < s.duplicate_percent
    then ${at} + (1 + ${jitter} * s.notification_jitter_seconds) * interval '1 second' end`;

// A payment that was decided at once is notified as well while notifications have faults, because most providers do so.
const insert: Statement = {
  name: 'sandbox_insert',
  text: `insert into sandbox_payments (organization_id, id, idempotency_key, scenario, status, amount_minor, currency, card_brand,
      card_last4, error_code, return_url, decides_at, notify_at, notify_again_at, answer_lost, created_at, updated_at)
    select row."organizationId", row.id, row."idempotencyKey", row.scenario, row.status, row."amountMinor", row.currency, row."cardBrand",
      row."cardLast4", row."errorCode", row."returnUrl",
      clock.now + row."decidesAfterMs" * interval '1 millisecond', due.at, ${again('due.at', 'row.duplicate', 'row."jitterAgain"')},
      coalesce(row."lostAnswer" * 100 < s.lost_answer_percent, false), clock.now, clock.now
    from jsonb_to_recordset($1::jsonb) as row("organizationId" uuid, id uuid, "idempotencyKey" uuid, scenario text, status text,
      "amountMinor" bigint, currency text, "cardBrand" text, "cardLast4" text, "errorCode" text, "returnUrl" text,
      "decidesAfterMs" integer, "notifyAfterMs" integer, lost double precision, duplicate double precision,
      "lostAnswer" double precision, jitter double precision, "jitterAgain" double precision)
      cross join (select now() + $2::double precision * interval '1 millisecond' as now) clock
      left join lateral (
        select * from sandbox_simulators simulator where simulator.organization_id = row."organizationId" offset 0
      ) s on true
      cross join lateral (select case
        when row.lost * 100 < s.lost_percent then null
        when row."notifyAfterMs" is not null then clock.now + row."notifyAfterMs" * interval '1 millisecond' + ${delay('row.jitter')}
        when row.status in ('succeeded', 'declined')
          and s.notification_delay_seconds + s.notification_jitter_seconds + s.duplicate_percent + s.lost_percent > 0
          then clock.now + ${delay('row.jitter')}
        end as at) due
    on conflict (organization_id, idempotency_key) do nothing
    returning id`,
};

const findByKeys: Statement = {
  name: 'sandbox_find_by_keys',
  text: `select ${columns} from sandbox_payments p where p.organization_id = $1 and p.idempotency_key = any($3::uuid[])`,
};

const findById: Statement = {
  name: 'sandbox_find_by_id',
  text: `select ${columns} from sandbox_payments p where p.id = $1`,
};

const decide: Statement = {
  name: 'sandbox_decide',
  text: `update sandbox_payments p set status = $4, error_code = $5, updated_at = s.now, notify_at = s.at,
      notify_again_at = ${again('s.at', '$8::double precision', '$10::double precision')}
    from (select clock.now, s.notification_jitter_seconds, s.duplicate_percent,
        case when $7::double precision * 100 < s.lost_percent then null
          else clock.now + $6::integer * interval '1 millisecond' + ${delay('$9::double precision')} end as at
      from (select now() + $2::double precision * interval '1 millisecond' as now) clock
        left join sandbox_simulators s on s.organization_id = $1) s
    where p.organization_id = $1 and p.id = $3 and p.status = 'requires_action'`,
};

const cancel: Statement = {
  name: 'sandbox_cancel',
  text: `update sandbox_payments p set status = 'canceled', updated_at = now() + $2::double precision * interval '1 millisecond'
    where p.organization_id = $1 and p.idempotency_key = $3 and p.status = 'requires_action'
    returning ${columns}`,
};

const claimNotifications: Statement = {
  name: 'sandbox_claim_notifications',
  text: `update sandbox_payments p
    set notify_at = date_trunc('milliseconds', now() + ($2::double precision + 5000) * interval '1 millisecond')
    from (select organization_id, id from sandbox_payments where notify_at <= now() + $2::double precision * interval '1 millisecond'
      order by notify_at limit $1 for update skip locked) due
    where p.organization_id = due.organization_id and p.id = due.id
    returning ${columns}, p.notify_at as "leaseUntil"`,
};

// What became due while it was being sent keeps its time.
const notified: Statement = {
  name: 'sandbox_notified',
  text: `update sandbox_payments set notified_status = $3, notified_error_code = $4,
      notify_at = case when notify_at = $5 then notify_again_at else notify_at end,
      notify_again_at = case when notify_at = $5 then null else notify_again_at end
    where organization_id = $1 and id = $2`,
};

export type NewSandboxPayment = {
  readonly organizationId: string;
  readonly id: string;
  readonly idempotencyKey: string;
  readonly scenario: string;
  readonly status: SandboxPayment['status'];
  readonly amountMinor: string;
  readonly currency: string;
  readonly cardBrand: string | null;
  readonly cardLast4: string | null;
  readonly errorCode: string | null;
  readonly returnUrl: string;
  readonly decidesAfterMs: number | null;
  readonly notifyAfterMs: number | null;
} & Partial<Draws>;

type Db = Pick<Database, 'run'>;

/** Writes payments; those whose key is known stay as they are. Gives the ids that are new. */
export async function insertPayments(
  database: Db,
  payments: readonly NewSandboxPayment[],
  offsetMs: number,
): Promise<Set<string>> {
  const inserted = await database.run<{ id: string }>(insert, [JSON.stringify(payments), offsetMs]);
  return new Set(inserted.map((row) => row.id));
}

export async function findPaymentsByKey(
  database: Db,
  organizationId: string,
  keys: readonly string[],
  offsetMs: number,
): Promise<SandboxPayment[]> {
  return database.run<SandboxPayment>(findByKeys, [organizationId, offsetMs, keys]);
}

export async function findPaymentById(
  database: Db,
  id: string,
  offsetMs: number,
): Promise<SandboxPayment | undefined> {
  return (await database.run<SandboxPayment>(findById, [id, offsetMs]))[0];
}

/** The payment of an attempt, locked until the transaction ends. */
export async function lockPayment(
  tx: Handle,
  organizationId: string,
  key: string,
  offsetMs: number,
): Promise<SandboxPayment | undefined> {
  const text = `select ${columns} from sandbox_payments p where p.organization_id = $1 and p.idempotency_key = $3 for update`;
  const query = CompiledQuery.raw(text, [organizationId, offsetMs, key]);
  return (await tx.executeQuery<SandboxPayment>(query)).rows[0];
}

/** Decides a locked payment and makes its notification due, for when nobody sends it within the lease that is given. */
export async function setDecision(
  tx: Handle,
  payment: SandboxPayment,
  decision: { readonly status: SandboxPayment['status']; readonly errorCode: string | null },
  offsetMs: number,
): Promise<Date | null> {
  const text = `update sandbox_payments set status = $4, error_code = $5, decides_at = null, notify_again_at = null,
      updated_at = now() + $2::double precision * interval '1 millisecond',
      notify_at = date_trunc('milliseconds', now() + ($2::double precision + 5000) * interval '1 millisecond')
    where organization_id = $1 and id = $3 returning notify_at as "leaseUntil"`;
  const { organizationId, id } = payment;
  const values = [organizationId, offsetMs, id, decision.status, decision.errorCode];
  const changed = await tx.executeQuery<{ leaseUntil: Date }>(CompiledQuery.raw(text, values));
  return changed.rows[0]?.leaseUntil ?? null;
}

export async function decideChallenge(
  database: Db,
  payment: SandboxPayment,
  decision: {
    status: 'succeeded' | 'declined' | 'canceled';
    errorCode: string | null;
    notifyAfterMs: number;
  },
  offsetMs: number,
): Promise<void> {
  const draws = drawsOf(payment.idempotencyKey);
  await database.run(decide, [
    payment.organizationId,
    offsetMs,
    payment.id,
    decision.status,
    decision.errorCode,
    decision.notifyAfterMs,
    draws.lost,
    draws.duplicate,
    draws.jitter,
    draws.jitterAgain,
  ]);
}

/** Cancels a payment that waits for its buyer; gives it when there was one. */
export async function cancelPayment(
  database: Db,
  organizationId: string,
  key: string,
  offsetMs: number,
): Promise<SandboxPayment | undefined> {
  return (await database.run<SandboxPayment>(cancel, [organizationId, offsetMs, key]))[0];
}

export type DueNotification = SandboxPayment & { readonly leaseUntil: Date };

/** Takes notifications that are to be sent now; they come back when whoever took them dies. */
export async function claimDueNotifications(
  database: Db,
  limit: number,
  offsetMs: number,
): Promise<DueNotification[]> {
  return database.run<DueNotification>(claimNotifications, [limit, offsetMs]);
}

/** Keeps what was sent, so that it can be sent again. */
export async function markNotified(
  database: Db,
  payment: Pick<SandboxPayment, 'organizationId' | 'id'>,
  sent: { readonly status: string; readonly errorCode: string | null },
  leaseUntil: Date | null,
): Promise<void> {
  const { organizationId, id } = payment;
  const told = ['succeeded', 'declined', 'canceled'].includes(sent.status) ? sent.status : null;
  await database.run(notified, [organizationId, id, told, told && sent.errorCode, leaseUntil]);
}

/**
 * Removes payments that were decided before that time, and whose notifications are sent. One whose attempt waits for
 * the answer stays: without it the attempt would count as never made.
 */
export async function deleteOldPayments(
  handle: Handle,
  before: Date,
  limit: number,
  offsetMs: number,
): Promise<number> {
  const where = sql`
    sandbox_payments.id < ${firstUuidAt(before)}::uuid and updated_at < ${before}
    and (notify_at is null or notify_at < ${databaseNow(offsetMs)} - interval '1 day') and notify_again_at is null
    and coalesce((
      select a.status not in ('processing', 'requires_action') from attempts a
      where a.organization_id = sandbox_payments.organization_id and a.id = sandbox_payments.idempotency_key
    ), true)`;
  return deleteSome(handle, 'sandbox_payments', { where, order: sql`sandbox_payments.id` }, limit);
}
