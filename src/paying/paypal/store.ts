import { sql } from 'kysely';
import type { PaymentKey } from '#paying/providers/port.ts';
import type { DeclineCode } from '#platform/contract/declines.ts';
import { databaseNow, firstRow, type Handle } from '#platform/db/database.ts';
import type { Currency, Money } from '#platform/kit/money.ts';

/** What we know of an order, and whether it may still be captured. */
export type PayPalOrder = {
  readonly attemptId: string;
  readonly connectionId: string;
  readonly orderId: string | null;
  readonly captureId: string | null;
  /**
   * `open`: the buyer may approve. `capturing`: we asked for the money, and it may be on its way. `captured`: its capture is known.
   * `declined` and `barred`: never captured any more.
   */
  readonly state: 'open' | 'capturing' | 'captured' | 'declined' | 'barred';
  readonly declineCode: DeclineCode | null;
  /** Null for one that was barred before it was begun. */
  readonly amountMinor: bigint | null;
  readonly currency: Currency | null;
};

type OwnKey = Pick<PaymentKey, 'organizationId' | 'attemptId'>;

const columns = sql`attempt_id as "attemptId", connection_id as "connectionId", order_id as "orderId", capture_id as "captureId",
  state, decline_code as "declineCode", amount_minor as "amountMinor", currency`;

const ofKey = ({ organizationId, attemptId }: OwnKey) =>
  sql`organization_id = ${organizationId} and attempt_id = ${attemptId}`;

export async function findOrder(handle: Handle, key: OwnKey): Promise<PayPalOrder | undefined> {
  return firstRow<PayPalOrder>(handle, sql`select ${columns} from paypal_orders where ${ofKey(key)}`);
}

/** By what a notification names. */
export async function findNamedOrder(
  handle: Handle,
  organizationId: string,
  connectionId: string,
  named: { readonly orderId: string } | { readonly captureId: string },
): Promise<PayPalOrder | undefined> {
  const is = 'orderId' in named ? sql`order_id = ${named.orderId}` : sql`capture_id = ${named.captureId}`;
  return firstRow<PayPalOrder>(
    handle,
    sql`select ${columns} from paypal_orders
      where organization_id = ${organizationId} and connection_id = ${connectionId} and ${is}`,
  );
}

/**
 * Writes an attempt down before PayPal hears of it, or bars one that it never heard of, which has no amount. What is there already
 * stays as it is.
 */
export async function insertOrder(
  handle: Handle,
  { organizationId, attemptId, connectionId }: OwnKey & { readonly connectionId: string },
  amount: Money | null,
  offsetMs: number,
): Promise<void> {
  await sql`
    insert into paypal_orders (organization_id, attempt_id, connection_id, amount_minor, currency, state, created_at, updated_at)
    values (${organizationId}, ${attemptId}, ${connectionId}, ${amount?.minor ?? null}, ${amount?.currency ?? null},
      ${amount ? 'open' : 'barred'}, ${databaseNow(offsetMs)}, ${databaseNow(offsetMs)})
    on conflict (organization_id, attempt_id) do nothing
  `.execute(handle);
}

/** The first id that is learned is the one that counts. Gives the order as it stands, barred meanwhile or not. */
export async function keepOrderId(
  handle: Handle,
  key: OwnKey,
  orderId: string,
  offsetMs: number,
): Promise<PayPalOrder | undefined> {
  return firstRow<PayPalOrder>(
    handle,
    sql`update paypal_orders set order_id = coalesce(order_id, ${orderId}), updated_at = ${databaseNow(offsetMs)}
      where ${ofKey(key)} returning ${columns}`,
  );
}

/**
 * Moves an order on if it stands where it is thought to stand; undefined when somebody else was faster. The one statement decides
 * between a capture and a bar.
 */
export async function moveOrder(
  handle: Handle,
  key: OwnKey,
  { from, to, declineCode }: OrderMove,
  offsetMs: number,
): Promise<PayPalOrder | undefined> {
  return firstRow<PayPalOrder>(
    handle,
    sql`update paypal_orders set state = ${to}, decline_code = ${declineCode ?? null}, updated_at = ${databaseNow(offsetMs)}
      where ${ofKey(key)} and state = any(${from}) returning ${columns}`,
  );
}

/**
 * Writes down that the money of an order is about to be asked for, or bars the order when its checkout was paid by another attempt
 * meanwhile: `capturing` or `barred`, undefined when it may not be captured any more. What was asked for already is asked for again.
 */
export async function claimCapture(
  handle: Handle,
  key: OwnKey,
  offsetMs: number,
): Promise<PayPalOrder | undefined> {
  return firstRow<PayPalOrder>(
    handle,
    sql`update paypal_orders set updated_at = ${databaseNow(offsetMs)}, state = case when state = 'open' and exists (
        select from attempts own
          join attempts other on other.organization_id = own.organization_id and other.checkout_id = own.checkout_id
        where own.organization_id = paypal_orders.organization_id and own.id = paypal_orders.attempt_id
          and other.id <> own.id and other.status = 'succeeded'
      ) then 'barred' else 'capturing' end
      where ${ofKey(key)} and state in ('open', 'capturing') returning ${columns}`,
  );
}

export type OrderMove = {
  readonly from: readonly PayPalOrder['state'][];
  readonly to: 'open' | 'declined' | 'barred';
  readonly declineCode?: DeclineCode;
};

/** Money was captured: that is a fact, whatever was thought of the order. */
export async function keepCapture(
  handle: Handle,
  key: OwnKey,
  captureId: string,
  offsetMs: number,
): Promise<void> {
  await sql`
    update paypal_orders set state = 'captured', capture_id = ${captureId}, decline_code = null, updated_at = ${databaseNow(offsetMs)}
    where ${ofKey(key)} and capture_id is null
  `.execute(handle);
}
