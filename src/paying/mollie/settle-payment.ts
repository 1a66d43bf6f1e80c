import type { ProviderPayment } from '#paying/providers/port.ts';
import { ProviderRefusal, ProviderUnclear } from '#paying/providers/provider-errors.ts';
import { objectsIn } from '#paying/providers/read-json.ts';
import type { Database } from '#platform/db/database.ts';
import { assert } from '#platform/kit/assert.ts';
import type { Clock } from '#platform/kit/clock.ts';
import type { MollieClient } from './mollie-client.ts';
import { paymentOf, readPayment, type SeenPayment } from './read-payment.ts';
import { findPayment, keepPaymentId, type MolliePayment } from './store.ts';

/** Mollie as one connection of an organization sees it. */
export type Asking = {
  readonly client: MollieClient;
  readonly database: Database;
  readonly clock: Clock;
  readonly organizationId: string;
  /** Whether an address is a page of Mollie's, to which a buyer may be sent. */
  readonly isPage: (url: string) => boolean;
};

/** How the payment of an attempt stands; undefined where Mollie knows none. */
export async function settlePayment(
  asking: Asking,
  known: MolliePayment,
): Promise<ProviderPayment | undefined> {
  const { attemptId, paymentId, state } = known;
  if (state === 'refused') return { reference: attemptId, status: 'declined', errorCode: 'processing_error' };
  if (paymentId === null && state === 'barred') return barred(known);
  const seen = paymentId === null ? await searchPayment(asking, known) : await retrieve(asking, paymentId);
  return seen && told(asking, known, seen);
}

/** A page that nobody was sent to takes no money, so what was barred is over, unless money came all the same. */
export function told({ isPage }: Asking, known: MolliePayment, seen: SeenPayment): ProviderPayment {
  const payment = paymentOf(seen, known);
  if (known.state === 'barred' && payment.status !== 'succeeded') return barred(known);
  if (payment.status === 'requires_action' && !isPage(payment.redirectUrl))
    throw new ProviderUnclear('Mollie named no page of its own for a payment.');
  return payment;
}

export function barred({ attemptId, paymentId }: MolliePayment): ProviderPayment {
  return { reference: paymentId ?? attemptId, status: 'canceled' };
}

/** With what went back of it. */
export async function retrieve({ client }: Asking, paymentId: string): Promise<SeenPayment> {
  const path = `/payments/${paymentId}?embed=refunds%2Cchargebacks`;
  const { object } = await client.ask({ method: 'GET', path, resource: 'payment' });
  return readPayment(object, paymentId);
}

const pageSize = 250;
const maximumPages = 40;
/** Our clock and theirs may differ. */
const clockToleranceMs = 300_000;

/**
 * A payment whose answer was lost has no known id: it is looked for among the newest, back to when its attempt began. What is found
 * is kept.
 *
 * @throws `ProviderUnclear` when there are more than can be looked through
 */
export async function searchPayment(
  asking: Asking,
  { attemptId, createdAt }: MolliePayment,
): Promise<SeenPayment | undefined> {
  const { client, database, clock, organizationId } = asking;
  const since = createdAt.getTime() - clockToleranceMs;
  let from = '';
  for (let page = 0; page < maximumPages; page++) {
    const path = `/payments?limit=${pageSize}${from}`;
    const { object } = await client.ask({ method: 'GET', path, resource: 'list' });
    const { payments } = (object._embedded ?? {}) as { readonly payments?: unknown };
    const listed = objectsIn(payments).map((payment) => readPayment(payment));
    const found = listed.find(
      (each) => each.organizationId === organizationId && each.attemptId === attemptId,
    );
    if (found) {
      await keepPaymentId(database.handle, { organizationId, attemptId }, found.id, clock.offsetMs);
      return found;
    }
    const last = listed.at(-1);
    if (!last || listed.length < pageSize || last.createdAt.getTime() < since) return undefined;
    from = `&from=${last.id}`;
  }
  throw new ProviderUnclear('Mollie has more payments than can be looked through.');
}

/** Ends a payment where Mollie lets that happen; gives it as it stands then. */
export async function cancel(asking: Asking, seen: SeenPayment): Promise<SeenPayment> {
  if (seen.status !== 'open' || !seen.isCancelable) return seen;
  return asking.client.ask({ method: 'DELETE', path: `/payments/${seen.id}`, resource: 'payment' }).then(
    ({ object }) => readPayment(object, seen.id),
    (error: unknown) => {
      // The buyer was faster, or it ended by itself.
      if (error instanceof ProviderRefusal) return retrieve(asking, seen.id);
      throw error;
    },
  );
}

/** As it stands in our book. */
export async function knownPayment(
  { database, organizationId }: Asking,
  attemptId: string,
): Promise<MolliePayment> {
  const known = await findPayment(database.handle, { organizationId, attemptId });
  assert(known, 'A payment is never deleted.');
  return known;
}
