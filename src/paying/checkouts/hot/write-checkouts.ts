import type { NewEvent } from '#messaging/events/event.ts';
import type { Entry } from '#paying/ledger/ledger.ts';
import type { RunStatement, Statement } from '#platform/db/database.ts';
import { expiryGraceMs } from '#selling/payment-links/payment-link.ts';
import type { Attempt } from '../attempt.ts';
import type { BookedRefund, LinkCounterChange, RefundResult } from '../changes.ts';
import type { CheckoutState } from '../checkout.ts';
import { storeDispute } from '../dispute.ts';
import { type IdempotencyKey, idempotencyLifeMs, type StoredAnswer } from '../idempotency.ts';
import { returnedTasks } from '../returned-tasks.ts';
import type { Reserve } from './book-change.ts';

/*
 * Writes what a batch of decisions changed, in one statement. Writes checkouts, transactions, attempts, refunds,
 * ledger_entries, ledger_postings, reserves, tasks, payment_link_places, payment_link_counters, idempotency_keys and events;
 * every row of them at most once.
 *
 * What is updated is named twice, by the rows and by arrays of their keys ($6 to $11): so a plan that was made while
 * the tables were small never reads all of an organization.
 */

export type StateWrite = { readonly before: CheckoutState; readonly after: CheckoutState };
export type Writes = {
  readonly organizationId: string;
  readonly now: Date;
  readonly shard: number;
  readonly states: readonly StateWrite[];
  readonly counters: ReadonlyMap<string, LinkCounterChange[]>;
  readonly refunds: readonly BookedRefund[];
  readonly refundResults: readonly RefundResult[];
  readonly entries: readonly (Entry & { readonly id: string })[];
  readonly reserves: readonly Reserve[];
  readonly keys: readonly (IdempotencyKey & { readonly answer?: StoredAnswer })[];
  readonly answers: readonly { scope: string; answer: StoredAnswer }[];
  readonly events: readonly NewEvent[];
};

const write: Statement = {
  name: 'write_checkouts',
  text: `with checkout as (
      update checkouts set status = row.status, has_place = row."hasPlace", attempt_count = row."attemptCount",
        current_attempt_id = row."currentAttemptId", paid_at = row."paidAt", closed_at = row."closedAt", expires_at = row."expiresAt",
        due_at = row."dueAt", cancel_reason = row."cancelReason"
      from jsonb_to_recordset($2::jsonb->'checkouts') as row(id uuid, status text, "hasPlace" boolean, "attemptCount" integer,
        "currentAttemptId" uuid, "paidAt" timestamptz, "closedAt" timestamptz, "expiresAt" timestamptz, "dueAt" timestamptz,
        "cancelReason" text)
      where checkouts.organization_id = $1 and checkouts.id = any($6::uuid[]) and checkouts.id = row.id
    ), new_transaction as (
      insert into transactions (organization_id, id, mode, checkout_id, payment_link_id, status, currency, gross_minor, tax_minor,
        fee_minor, payer_email, provider, paid_attempt_id, sequence, created_at, updated_at, paid_at, refund_pending_minor, refunded_tax_minor)
      select $1, row.id, row.mode, row."checkoutId", row."paymentLinkId", row.status, row.currency, row."grossMinor", row."taxMinor",
        row."feeMinor", row."payerEmail", row.provider, row."paidAttemptId", row.sequence, $3, $3, row."paidAt", row."refundPendingMinor", row."refundedTaxMinor"
      from jsonb_to_recordset($2::jsonb->'newTransactions') as row(id uuid, mode text, "checkoutId" uuid, "paymentLinkId" uuid,
        status text, currency text, "grossMinor" bigint, "taxMinor" bigint, "feeMinor" bigint, "payerEmail" text, provider text,
        "paidAttemptId" uuid, sequence integer, "paidAt" timestamptz, "refundPendingMinor" bigint, "refundedTaxMinor" bigint)
    ), transaction as (
      update transactions set status = row.status, fee_minor = row."feeMinor", paid_attempt_id = row."paidAttemptId",
        provider = coalesce(row.provider, transactions.provider), sequence = row.sequence, paid_at = row."paidAt", updated_at = $3,
        refunded_minor = row."refundedMinor", refund_pending_minor = row."refundPendingMinor", refunded_tax_minor = row."refundedTaxMinor",
        dispute = row.dispute
      from jsonb_to_recordset($2::jsonb->'transactions') as row(id uuid, status text, "feeMinor" bigint, "paidAttemptId" uuid,
        provider text, sequence integer, "paidAt" timestamptz, "refundedMinor" bigint, "refundPendingMinor" bigint, "refundedTaxMinor" bigint, dispute jsonb)
      where transactions.organization_id = $1 and transactions.id = any($7::uuid[]) and transactions.id = row.id
    ), new_attempt as (
      insert into attempts (organization_id, id, checkout_id, transaction_id, number, status, provider, provider_reference,
        payment_method, card_brand, card_last4, error_code, error_message, redirect_url, is_excess, attempted_at, updated_at,
        due_at, tries, idempotency_scope, connection_id)
      select $1, row.id, row."checkoutId", row."transactionId", row.number, row.status, row.provider, row."providerReference",
        row."paymentMethod", row."cardBrand", row."cardLast4", row."errorCode", row."errorMessage", row."redirectUrl",
        row."isExcess", row."attemptedAt", $3, row."dueAt", row.tries, decode(row."idempotencyScope", 'hex'), row."connectionId"
      from jsonb_to_recordset($2::jsonb->'newAttempts') as row(id uuid, "checkoutId" uuid, "transactionId" uuid, number integer,
        status text, provider text, "providerReference" text, "paymentMethod" text, "cardBrand" text, "cardLast4" text,
        "errorCode" text, "errorMessage" text, "redirectUrl" text, "isExcess" boolean, "attemptedAt" timestamptz,
        "dueAt" timestamptz, tries integer, "idempotencyScope" text, "connectionId" uuid)
    ), attempt as (
      update attempts set status = row.status, provider_reference = row."providerReference", card_brand = row."cardBrand",
        card_last4 = row."cardLast4", error_code = row."errorCode", error_message = row."errorMessage",
        redirect_url = row."redirectUrl", is_excess = row."isExcess", due_at = row."dueAt", tries = row.tries, updated_at = $3,
        received_minor = row."receivedMinor", excess_minor = row."excessMinor"
      from jsonb_to_recordset($2::jsonb->'attempts') as row(id uuid, status text, "providerReference" text, "cardBrand" text,
        "cardLast4" text, "errorCode" text, "errorMessage" text, "redirectUrl" text, "isExcess" boolean, "dueAt" timestamptz, tries integer,
        "receivedMinor" bigint, "excessMinor" bigint)
      where attempts.organization_id = $1 and attempts.id = any($8::uuid[]) and attempts.id = row.id
    ), refund as (
      insert into refunds (organization_id, id, mode, checkout_id, transaction_id, attempt_id, amount_minor, tax_minor, currency, status,
        reason, requested_by, is_excess, created_at, updated_at, due_at)
      select $1, row.id, row.mode, row."checkoutId", row."transactionId", row."attemptId", row."amountMinor", row."taxMinor", row.currency,
        'pending', row.reason, row."requestedBy", row."isExcess", $3, $3, $3
      from jsonb_to_recordset($2::jsonb->'refunds') as row(id uuid, mode text, "checkoutId" uuid, "transactionId" uuid, "attemptId" uuid,
        "amountMinor" bigint, "taxMinor" bigint, currency text, reason text, "requestedBy" text, "isExcess" boolean)
    ), refund_result as (
      update refunds set status = row.status, provider_reference = row."providerReference", error_message = row."errorMessage",
        due_at = null, updated_at = $3
      from jsonb_to_recordset($2::jsonb->'refundResults') as row(id uuid, status text, "providerReference" text, "errorMessage" text)
      where refunds.organization_id = $1 and refunds.id = any($9::uuid[]) and refunds.id = row.id
    ), entry as (
      insert into ledger_entries (organization_id, id, mode, kind, currency, transaction_id, refund_id, created_at)
      select $1, row.id, row.mode, row.kind, row.currency, row."transactionId", row."refundId", $3
      from jsonb_to_recordset($2::jsonb->'entries') as row(id uuid, mode text, kind text, currency text, "transactionId" uuid, "refundId" uuid)
    ), posting as (
      insert into ledger_postings (organization_id, entry_id, account, mode, currency, amount_minor)
      select $1, row."entryId", row.account, row.mode, row.currency, row."amountMinor"
      from jsonb_to_recordset($2::jsonb->'postings') as row("entryId" uuid, account text, mode text, currency text, "amountMinor" bigint)
    ), reserve as (
      insert into reserves (organization_id, transaction_id, mode, currency, amount_minor, release_at, due_at)
      select $1, row."transactionId", row.mode, row.currency, row."amountMinor", row."releaseAt", row."releaseAt"
      from jsonb_to_recordset($2::jsonb->'reserves') as row("transactionId" uuid, mode text, currency text, "amountMinor" bigint, "releaseAt" timestamptz)
    ), task as (
      insert into tasks (organization_id, kind, subject_id, due_at)
      select $1, row.kind, row."subjectId", $3 from jsonb_to_recordset($2::jsonb->'tasks') as row(kind text, "subjectId" uuid)
      on conflict (organization_id, kind, subject_id) do nothing
    ), place as (
      update payment_link_places set used = payment_link_places.used + row.used, held = payment_link_places.held + row.held,
        is_listed = false
      from jsonb_to_recordset($2::jsonb->'places') as row(id uuid, used integer, held integer)
      where payment_link_places.organization_id = $1 and payment_link_places.payment_link_id = any($10::uuid[])
        and payment_link_places.payment_link_id = row.id
    ), counter as (
      update payment_link_counters set paid_count = payment_link_counters.paid_count + row.paid,
        gross_usd_minor = payment_link_counters.gross_usd_minor + row."grossUsdMinor",
        gross_eur_minor = payment_link_counters.gross_eur_minor + row."grossEurMinor",
        refunded_usd_minor = payment_link_counters.refunded_usd_minor + row."refundedUsdMinor",
        refunded_eur_minor = payment_link_counters.refunded_eur_minor + row."refundedEurMinor",
        last_paid_at = case when row.paid > 0 then $3 else payment_link_counters.last_paid_at end, is_listed = false
      from jsonb_to_recordset($2::jsonb->'counters') as row(id uuid, paid integer, "grossUsdMinor" bigint, "grossEurMinor" bigint,
        "refundedUsdMinor" bigint, "refundedEurMinor" bigint)
      where payment_link_counters.organization_id = $1 and payment_link_counters.payment_link_id = any($10::uuid[])
        and payment_link_counters.shard = $4 and payment_link_counters.payment_link_id = row.id
    ), new_key as (
      insert into idempotency_keys (organization_id, scope, body_hash, answer, created_at, expires_at)
      select $1, decode(row.scope, 'hex'), decode(row."bodyHash", 'hex'), row.answer, $3, $5
      from jsonb_to_recordset($2::jsonb->'keys') as row(scope text, "bodyHash" text, answer jsonb)
      on conflict (organization_id, scope) do update set body_hash = excluded.body_hash, answer = excluded.answer,
        created_at = excluded.created_at, expires_at = excluded.expires_at
    ), answer as (
      update idempotency_keys set answer = row.answer
      from jsonb_to_recordset($2::jsonb->'answers') as row(scope text, answer jsonb)
      where idempotency_keys.organization_id = $1 and idempotency_keys.scope = any($11::bytea[])
        and idempotency_keys.scope = decode(row.scope, 'hex') and idempotency_keys.answer is null
    )
    insert into events (organization_id, id, mode, type, is_public, checkout_id, transaction_id, payment_link_id, sequence, body, created_at)
    select $1, row.id, row.mode, row.type, row."isPublic", row."checkoutId", row."transactionId", row."paymentLinkId", row.sequence, row.body, $3
    from jsonb_to_recordset($2::jsonb->'events') as row(id uuid, mode text, type text, "isPublic" boolean, "checkoutId" uuid,
      "transactionId" uuid, "paymentLinkId" uuid, sequence integer, body text)`,
};

export async function writeCheckouts(finish: RunStatement, writes: Writes): Promise<void> {
  const transactions = transactionRows(writes.states);
  const attempts = attemptRows(writes.states);
  const data = JSON.stringify({
    checkouts: writes.states.map(({ after }) => ({ ...picked(after), dueAt: dueAtOf(after) })),
    ...transactions,
    ...attempts,
    ...counterRows(writes.counters),
    refunds: writes.refunds.map(({ state, ...refund }) => ({
      ...refund,
      mode: state.mode,
      checkoutId: state.id,
      transactionId: state.transaction?.id,
      currency: state.currency,
      amountMinor: String(refund.amountMinor),
      taxMinor: String(refund.taxMinor),
    })),
    refundResults: writes.refundResults.map(({ refund, ...result }) => ({ id: refund.id, ...result })),
    entries: writes.entries.map(({ postings: _, ...entry }) => entry),
    postings: writes.entries.flatMap((entry) =>
      entry.postings.map(({ account, amountMinor }) => ({
        entryId: entry.id,
        account,
        mode: entry.mode,
        currency: entry.currency,
        amountMinor: String(amountMinor),
      })),
    ),
    reserves: writes.reserves.map((reserve) => ({ ...reserve, amountMinor: String(reserve.amountMinor) })),
    tasks: [
      ...paidNow(writes.states).map(({ after }) => ({ kind: 'send-receipt', subjectId: after.id })),
      ...returnedTasks(writes.refunds, writes.refundResults),
    ],
    keys: writes.keys,
    answers: writes.answers,
    events: writes.events,
  });
  const keysExpireAt = new Date(writes.now.getTime() + idempotencyLifeMs);
  await finish(write, [
    writes.organizationId,
    data,
    writes.now,
    writes.shard,
    keysExpireAt,
    writes.states.map(({ after }) => after.id),
    transactions.transactions.map((row) => row.id),
    attempts.attempts.map(({ id }) => id),
    writes.refundResults.map(({ refund }) => refund.id),
    [...writes.counters.keys()],
    writes.answers.map(({ scope }) => `\\x${scope}`),
  ]);
}

/** Those that became paid: each owes its buyer a receipt. */
function paidNow(states: readonly StateWrite[]): readonly StateWrite[] {
  return states.filter(({ before, after }) => before.status !== 'paid' && after.status === 'paid');
}

function picked(state: CheckoutState) {
  const { id, status, hasPlace, attemptCount, currentAttemptId, paidAt, closedAt, expiresAt } = state;
  const fields = { id, status, hasPlace, attemptCount, currentAttemptId, paidAt, closedAt, expiresAt };
  return state.cancelReason ? { ...fields, cancelReason: state.cancelReason } : fields;
}

/** The expiry job looks at what is not closed yet. */
function dueAtOf(state: CheckoutState): Date | null {
  return state.status === 'open' || state.status === 'processing'
    ? new Date(state.expiresAt.getTime() + expiryGraceMs)
    : null;
}

function transactionRows(states: readonly StateWrite[]) {
  const row = ({ before, after }: StateWrite) => {
    const transaction = after.transaction;
    if (!transaction || transaction === before.transaction) return [];
    return [
      {
        id: transaction.id,
        status: transaction.status,
        sequence: transaction.sequence,
        feeMinor: String(transaction.feeMinor),
        refundedMinor: String(transaction.refundedMinor),
        refundPendingMinor: String(transaction.refundPendingMinor),
        refundedTaxMinor: String(transaction.refundedTaxMinor),
        paidAttemptId: transaction.paidAttemptId,
        dispute: transaction.dispute && storeDispute(transaction.dispute),
        paidAt: transaction.paidAt,
        mode: after.mode,
        checkoutId: after.id,
        paymentLinkId: after.paymentLinkId,
        currency: after.currency,
        grossMinor: String(after.totalMinor),
        taxMinor: String(after.taxMinor),
        payerEmail: after.payerEmail,
        provider:
          (
            after.attempts.find((attempt) => attempt.id === transaction.paidAttemptId) ??
            after.attempts.at(-1)
          )?.provider ?? 'none',
      },
    ];
  };
  return {
    newTransactions: states.filter(({ before }) => !before.transaction).flatMap(row),
    transactions: states.filter(({ before }) => before.transaction).flatMap(row),
  };
}

function attemptRows(states: readonly StateWrite[]) {
  const added: object[] = [];
  const changed: ReturnType<typeof attemptRow>[] = [];
  for (const { before, after } of states) {
    for (const attempt of after.attempts) {
      const earlier = before.attempts.find((candidate) => candidate.id === attempt.id);
      const row = attemptRow(attempt);
      if (!earlier) added.push({ ...row, checkoutId: after.id, transactionId: after.transaction?.id });
      else if (earlier !== attempt) changed.push(row);
    }
  }
  return { newAttempts: added, attempts: changed };
}

function attemptRow(attempt: Attempt) {
  const { receivedMinor, excessMinor, ...row } = attempt;
  return {
    ...row,
    receivedMinor: receivedMinor === null ? null : String(receivedMinor),
    excessMinor: String(excessMinor),
  };
}

function counterRows(counters: Writes['counters']) {
  const places: object[] = [];
  const rows: object[] = [];
  for (const [id, changes] of counters) {
    const used = total(changes, (change) => change.used);
    const held = total(changes, (change) => change.held);
    if (used !== 0 || held !== 0) places.push({ id, used, held });
    const paid = total(changes, (change) => change.paid);
    const sums = {
      grossUsdMinor: sumIn('USD', changes, (change) => change.grossMinor),
      grossEurMinor: sumIn('EUR', changes, (change) => change.grossMinor),
      refundedUsdMinor: sumIn('USD', changes, (change) => change.refundedMinor ?? 0n),
      refundedEurMinor: sumIn('EUR', changes, (change) => change.refundedMinor ?? 0n),
    };
    if (paid !== 0 || Object.values(sums).some((sum) => sum !== '0')) rows.push({ id, paid, ...sums });
  }
  return { places, counters: rows };
}

function total<T>(list: readonly T[], value: (entry: T) => number): number {
  return list.reduce((sum, entry) => sum + value(entry), 0);
}

function sumIn(
  currency: string,
  changes: readonly LinkCounterChange[],
  value: (change: LinkCounterChange) => bigint,
): string {
  return String(
    changes.filter((change) => change.currency === currency).reduce((sum, change) => sum + value(change), 0n),
  );
}
