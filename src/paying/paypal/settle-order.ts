import type { ProviderPayment } from '#paying/providers/port.ts';
import { CredentialsRefused, ProviderRefusal, ProviderUnclear } from '#paying/providers/provider-errors.ts';
import type { Database } from '#platform/db/database.ts';
import { assert } from '#platform/kit/assert.ts';
import type { Clock } from '#platform/kit/clock.ts';
import type { PayPalClient } from './paypal-client.ts';
import type { PayPalHost } from './paypal-hosts.ts';
import { declineCodeOf, paymentOf, readCapture, readOrder, refundsOf, type SeenOrder } from './read-order.ts';
import {
  claimCapture,
  findOrder,
  keepCapture,
  moveOrder,
  type OrderMove,
  type PayPalOrder,
} from './store.ts';

/** PayPal as one connection of an organization sees it. */
export type Asking = {
  readonly client: PayPalClient;
  readonly host: PayPalHost;
  readonly database: Database;
  readonly clock: Clock;
  readonly organizationId: string;
};

/** A payment as it stands, with what PayPal said of its order where it was asked. */
export type Settled = { readonly payment: ProviderPayment; readonly order?: SeenOrder };

/**
 * How the payment of an attempt stands. An order that the buyer approved and that we did not bar is captured here, and nowhere else:
 * on the way back, for a notification, or when a job asks, whoever is first. The others find it captured.
 *
 * @param order one that PayPal has answered for
 */
export async function settleOrder(asking: Asking, order: PayPalOrder): Promise<Settled> {
  const { attemptId, orderId, state } = order;
  if (state === 'barred') return { payment: canceled(order) };
  if (state === 'declined') return { payment: declined(order) };
  assert(orderId !== null, 'An order that PayPal never answered for has nothing to settle.');
  const seen = await retrieveOrder(asking, orderId);
  if (!seen) return settleGone(asking, order, orderId);
  if (seen.capture) return captured(asking, order, seen);
  if (seen.status === 'APPROVED') return captureOrder(asking, order, orderId);
  if (seen.status === 'VOIDED') return endOrder(asking, order);
  if (seen.status === 'COMPLETED') throw new ProviderUnclear('PayPal completed an order without a capture.');
  // The buyer has to act again, so what we asked for was not done.
  if (state === 'capturing') await move(asking, attemptId, { from: ['capturing'], to: 'open' });
  return { payment: waiting(asking, seen), order: seen };
}

export async function retrieveOrder({ client }: Asking, orderId: string): Promise<SeenOrder | undefined> {
  const path = `/v2/checkout/orders/${orderId}`;
  return client.ask({ method: 'GET', path }).then(
    (answer) => readOrder(answer, orderId),
    (error: unknown) => {
      if (error instanceof ProviderRefusal && error.status === 404) return undefined;
      throw error;
    },
  );
}

/** Gives where the buyer approves an order. */
export function waiting({ host }: Asking, { id, pageUrl }: SeenOrder): ProviderPayment {
  if (pageUrl === undefined || !host.isPage(new URL(pageUrl)))
    throw new ProviderUnclear('PayPal named no page of its own for an order.');
  return { reference: id, status: 'requires_action', redirectUrl: pageUrl };
}

export function canceled({ attemptId, orderId }: PayPalOrder): ProviderPayment {
  return { reference: orderId ?? attemptId, status: 'canceled' };
}

function declined({ attemptId, orderId, declineCode }: PayPalOrder): ProviderPayment {
  return {
    reference: orderId ?? attemptId,
    status: 'declined',
    errorCode: declineCode ?? 'processing_error',
  };
}

function move(
  { database, clock, organizationId }: Asking,
  attemptId: string,
  how: OrderMove,
): Promise<PayPalOrder | undefined> {
  return moveOrder(database.handle, { organizationId, attemptId }, how, clock.offsetMs);
}

/** As it stands now that somebody else was faster. */
async function settleAnew(asking: Asking, { attemptId }: PayPalOrder): Promise<Settled> {
  const { database, organizationId } = asking;
  const now = await findOrder(database.handle, { organizationId, attemptId });
  assert(now, 'An order is never deleted.');
  return settleOrder(asking, now);
}

/** PayPal forgets an order that nobody approved after some hours; it can be captured no more. */
async function settleGone(asking: Asking, order: PayPalOrder, orderId: string): Promise<Settled> {
  if (order.captureId !== null) {
    const path = `/v2/payments/captures/${order.captureId}`;
    const capture = readCapture(await asking.client.ask({ method: 'GET', path }));
    return { payment: paymentOf(order, orderId, capture) };
  }
  if (order.state === 'capturing') throw new ProviderUnclear('PayPal knows no more of an order.');
  return endOrder(asking, order);
}

/** Bars an order that cannot be paid there any more. */
async function endOrder(asking: Asking, order: PayPalOrder): Promise<Settled> {
  const ended = await move(asking, order.attemptId, { from: ['open', 'capturing'], to: 'barred' });
  return ended ? { payment: canceled(ended) } : settleAnew(asking, order);
}

async function captured(asking: Asking, order: PayPalOrder, seen: SeenOrder): Promise<Settled> {
  const { capture } = seen;
  assert(capture, 'A captured order has a capture.');
  const payment = { ...paymentOf(order, seen.id, capture), ...refundsOf(order, seen) };
  if (order.captureId === null) {
    const { database, clock, organizationId } = asking;
    const key = { organizationId, attemptId: order.attemptId };
    await keepCapture(database.handle, key, capture.id, clock.offsetMs);
  }
  return { payment, order: seen };
}

/** That we ask is written down before we do, so that nothing bars an order whose money may be on its way. */
async function captureOrder(asking: Asking, order: PayPalOrder, orderId: string): Promise<Settled> {
  const { database, clock, organizationId } = asking;
  const key = { organizationId, attemptId: order.attemptId };
  const claimed = await claimCapture(database.handle, key, clock.offsetMs);
  if (!claimed) return settleAnew(asking, order);
  if (claimed.state === 'barred') return { payment: canceled(claimed) };
  try {
    const answer = await asking.client.ask({
      method: 'POST',
      path: `/v2/checkout/orders/${orderId}/capture`,
      body: '{}',
      requestId: captureKey(order.attemptId),
    });
    const seen = readOrder(answer, orderId);
    if (!seen.capture) throw new ProviderUnclear('PayPal answered a capture without one.');
    return await captured(asking, order, seen);
  } catch (error) {
    // Whoever gives other credentials has it captured yet.
    if (!(error instanceof ProviderRefusal) || error instanceof CredentialsRefused) throw error;
    return refusedCapture(asking, order, orderId, error);
  }
}

/** PayPal wants each kind of call to have ids of its own; the attempt's bare id makes the order. */
function captureKey(attemptId: string): string {
  return `${attemptId}-capture`;
}

/** Somebody else's capture of the same order, or one that is under way: how it stands says more than this refusal. */
const doneIssues = [
  'ORDER_ALREADY_CAPTURED',
  'ORDER_COMPLETION_IN_PROGRESS',
  'PREVIOUS_REQUEST_IN_PROGRESS',
  'DUPLICATE_INVOICE_ID',
];
const unapprovedIssues = ['ORDER_NOT_APPROVED', 'PAYER_ACTION_REQUIRED'];

async function refusedCapture(
  asking: Asking,
  order: PayPalOrder,
  orderId: string,
  { status, code: issue }: ProviderRefusal,
): Promise<Settled> {
  if (status === 404 || issue === 'ORDER_EXPIRED') return endOrder(asking, order);
  if (doneIssues.includes(issue) || unapprovedIssues.includes(issue)) {
    const seen = await retrieveOrder(asking, orderId);
    if (seen?.capture) return captured(asking, order, seen);
    if (!seen || seen.status === 'APPROVED' || doneIssues.includes(issue))
      throw new ProviderUnclear('PayPal does not say yet what became of a capture.');
    await move(asking, order.attemptId, { from: ['capturing'], to: 'open' });
    return { payment: waiting(asking, seen), order: seen };
  }
  const declineCode = declineCodeOf(issue);
  const refused = await move(asking, order.attemptId, { from: ['capturing'], to: 'declined', declineCode });
  return refused ? { payment: declined(refused) } : settleAnew(asking, order);
}
