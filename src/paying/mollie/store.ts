import { sql } from 'kysely';
import type { PaymentKey } from '#paying/providers/port.ts';
import { databaseNow, firstRow, type Handle } from '#platform/db/database.ts';
import type { Currency, Money } from '#platform/kit/money.ts';

/** What we know of a payment, and whether its attempt may still become one. */
export type MolliePayment = {
  readonly attemptId: string;
  readonly connectionId: string;
  readonly paymentId: string | null;
  /** `refused`: Mollie would not have it. `barred`: its page is never shown to anybody. */
  readonly state: 'open' | 'refused' | 'barred';
  /** Null for one that was barred before it was begun. */
  readonly amountMinor: bigint | null;
  readonly currency: Currency | null;
  readonly createdAt: Date;
};

type OwnKey = Pick<PaymentKey, 'organizationId' | 'attemptId'>;

const columns = sql`attempt_id as "attemptId", connection_id as "connectionId", payment_id as "paymentId", state,
  amount_minor as "amountMinor", currency, created_at as "createdAt"`;

const ofKey = ({ organizationId, attemptId }: OwnKey) =>
  sql`organization_id = ${organizationId} and attempt_id = ${attemptId}`;

export async function findPayment(handle: Handle, key: OwnKey): Promise<MolliePayment | undefined> {
  return firstRow<MolliePayment>(handle, sql`select ${columns} from mollie_payments where ${ofKey(key)}`);
}

/** By what a notification names. */
export async function findNamedPayment(
  handle: Handle,
  organizationId: string,
  connectionId: string,
  paymentId: string,
): Promise<MolliePayment | undefined> {
  return firstRow<MolliePayment>(
    handle,
    sql`select ${columns} from mollie_payments
      where organization_id = ${organizationId} and connection_id = ${connectionId} and payment_id = ${paymentId}`,
  );
}

/**
 * Writes an attempt down before Mollie hears of it, or bars one that it never heard of, which has no amount. What is there already
 * stays as it is.
 */
export async function insertPayment(
  handle: Handle,
  { organizationId, attemptId, connectionId }: OwnKey & { readonly connectionId: string },
  amount: Money | null,
  offsetMs: number,
): Promise<void> {
  await sql`
    insert into mollie_payments (organization_id, attempt_id, connection_id, amount_minor, currency, state, created_at, updated_at)
    values (${organizationId}, ${attemptId}, ${connectionId}, ${amount?.minor ?? null}, ${amount?.currency ?? null},
      ${amount ? 'open' : 'barred'}, ${databaseNow(offsetMs)}, ${databaseNow(offsetMs)})
    on conflict (organization_id, attempt_id) do nothing
  `.execute(handle);
}

/** The first id that is learned is the one that counts. Gives the payment as it stands, barred meanwhile or not. */
export async function keepPaymentId(
  handle: Handle,
  key: OwnKey,
  paymentId: string,
  offsetMs: number,
): Promise<MolliePayment | undefined> {
  return firstRow<MolliePayment>(
    handle,
    sql`update mollie_payments set payment_id = coalesce(payment_id, ${paymentId}), updated_at = ${databaseNow(offsetMs)}
      where ${ofKey(key)} returning ${columns}`,
  );
}

/** Ends an attempt of which no payment is known; undefined when one became known meanwhile, or it was ended before. */
export async function endUnknown(
  handle: Handle,
  key: OwnKey,
  state: 'refused' | 'barred',
  offsetMs: number,
): Promise<MolliePayment | undefined> {
  return firstRow<MolliePayment>(
    handle,
    sql`update mollie_payments set state = ${state}, updated_at = ${databaseNow(offsetMs)}
      where ${ofKey(key)} and state = 'open' and payment_id is null returning ${columns}`,
  );
}
