import type { Database, Statement } from '#platform/db/database.ts';

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
};

const columns = `p.organization_id as "organizationId", p.id, p.idempotency_key as "idempotencyKey", p.scenario,
  case when p.status = 'processing' and p.decides_at <= now() + $2::double precision * interval '1 millisecond' then 'succeeded' else p.status end as status,
  p.amount_minor as "amountMinor", p.currency, p.card_brand as "cardBrand", p.card_last4 as "cardLast4", p.error_code as "errorCode",
  p.return_url as "returnUrl", p.created_at as "createdAt"`;

const insert: Statement = {
  name: 'sandbox_insert',
  text: `insert into sandbox_payments (organization_id, id, idempotency_key, scenario, status, amount_minor, currency, card_brand,
      card_last4, error_code, return_url, decides_at, notify_at, created_at, updated_at)
    select row."organizationId", row.id, row."idempotencyKey", row.scenario, row.status, row."amountMinor", row.currency, row."cardBrand",
      row."cardLast4", row."errorCode", row."returnUrl",
      clock.now + row."decidesAfterMs" * interval '1 millisecond', clock.now + row."notifyAfterMs" * interval '1 millisecond', clock.now, clock.now
    from jsonb_to_recordset($1::jsonb) as row("organizationId" uuid, id uuid, "idempotencyKey" uuid, scenario text, status text,
      "amountMinor" bigint, currency text, "cardBrand" text, "cardLast4" text, "errorCode" text, "returnUrl" text,
      "decidesAfterMs" integer, "notifyAfterMs" integer)
      cross join (select now() + $2::double precision * interval '1 millisecond' as now) clock
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
  text: `update sandbox_payments p set status = $4, error_code = $5, updated_at = now() + $2::double precision * interval '1 millisecond',
      notify_at = now() + ($2::double precision + $6::integer) * interval '1 millisecond'
    where p.organization_id = $1 and p.id = $3 and p.status = 'requires_action'`,
};

const cancel: Statement = {
  name: 'sandbox_cancel',
  text: `update sandbox_payments p set status = 'canceled', updated_at = now() + $2::double precision * interval '1 millisecond'
    where p.organization_id = $1 and p.idempotency_key = $3 and p.status = 'requires_action'`,
};

const claimNotifications: Statement = {
  name: 'sandbox_claim_notifications',
  text: `update sandbox_payments p set notify_at = now() + ($2::double precision + 5000) * interval '1 millisecond'
    from (select organization_id, id from sandbox_payments where notify_at <= now() + $2::double precision * interval '1 millisecond'
      order by notify_at limit $1 for update skip locked) due
    where p.organization_id = due.organization_id and p.id = due.id
    returning ${columns}`,
};

const notified: Statement = {
  name: 'sandbox_notified',
  text: `update sandbox_payments set notify_at = null where organization_id = $1 and id = any($2::uuid[])`,
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
};

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
  await database.run(decide, [
    payment.organizationId,
    offsetMs,
    payment.id,
    decision.status,
    decision.errorCode,
    decision.notifyAfterMs,
  ]);
}

export async function cancelPayment(
  database: Db,
  organizationId: string,
  key: string,
  offsetMs: number,
): Promise<void> {
  await database.run(cancel, [organizationId, offsetMs, key]);
}

export async function claimDueNotifications(
  database: Db,
  limit: number,
  offsetMs: number,
): Promise<SandboxPayment[]> {
  return database.run<SandboxPayment>(claimNotifications, [limit, offsetMs]);
}

export async function markNotified(
  database: Db,
  organizationId: string,
  ids: readonly string[],
): Promise<void> {
  await database.run(notified, [organizationId, ids]);
}
