import { findNotifiedConnection, openCredentials } from '#paying/connections/find-connections.ts';
import type {
  BeginPayment,
  NotifiedConnection,
  PaymentKey,
  Provider,
  ProviderNotification,
  ProviderPayment,
} from '#paying/providers/port.ts';
import { CredentialsRefused, ProviderRefusal, ProviderUnclear } from '#paying/providers/provider-errors.ts';
import type { JsonObject } from '#paying/providers/read-json.ts';
import type { Context } from '#platform/context.ts';
import { assert } from '#platform/kit/assert.ts';
import { createAccessTokens } from './access-tokens.ts';
import { createSigningKeys } from './certificates.ts';
import { orderRequest } from './order-request.ts';
import { createPayPalClient } from './paypal-client.ts';
import { paypalHosts } from './paypal-hosts.ts';
import { subjectOfEvent } from './read-event.ts';
import { readDispute, readOrder, type SeenOrder } from './read-order.ts';
import { isSignedByPayPal } from './read-signature.ts';
import { refundOrder } from './refund-order.ts';
import { type Asking, canceled, settleOrder, waiting } from './settle-order.ts';
import { findNamedOrder, findOrder, insertOrder, keepOrderId, moveOrder, type PayPalOrder } from './store.ts';

export const paypalName = 'paypal';

export type PayPalOptions = {
  /** In place of PayPal's own addresses, for tests. */
  readonly baseUrl: string | undefined;
  /** In place of the roots that Node trusts, for tests. */
  readonly roots?: readonly string[];
};

/** PayPal's wallet by Orders v2. Money moves only when we capture, so what we do not capture any more is ended (decision 0029). */
export function createPayPalProvider(context: Context, { baseUrl, roots }: PayPalOptions): Provider {
  const { database, config, clock } = context;
  const hosts = paypalHosts(baseUrl);
  const tokens = createAccessTokens();
  const keys = createSigningKeys(roots);

  const open = async (organizationId: string, connectionId: string | null) => {
    assert(connectionId !== null, 'A payment at PayPal belongs to a connection.');
    const connection = await findNotifiedConnection(database.handle, connectionId);
    assert(connection?.organizationId === organizationId, 'A connection belongs to its organization.');
    const credentials = await openCredentials(database.handle, config.encryptionKeys, connection);
    const host = hosts[connection.mode];
    const {
      client_id: clientId = '',
      client_secret: clientSecret = '',
      webhook_id: webhookId = '',
    } = credentials;
    const client = createPayPalClient({ api: host.api, clientId, clientSecret }, { tokens, clock });
    const asking: Asking = { client, host, database, clock, organizationId };
    return { asking, webhookId };
  };
  const knownOrder = (key: Pick<PaymentKey, 'organizationId' | 'attemptId'>) =>
    findOrder(database.handle, key);

  return {
    name: paypalName,
    label: 'PayPal',
    kind: 'redirect',
    modes: ['sandbox', 'live'],
    capabilities: {
      expire: true,
      partialRefund: true,
      refundAfterDays: 180,
      minExpiryMinutes: null,
      currencies: ['USD', 'EUR'],
      settlesLate: true,
    },
    begin: async (request) => {
      const { asking } = await open(request.organizationId, request.connectionId);
      return begin(asking, request);
    },
    find: async (key) => {
      const order = await knownOrder(key);
      // One that PayPal never answered for: nobody was sent there, and nobody can pay it.
      if (!order || (order.orderId === null && order.state === 'open')) return undefined;
      const { asking } = await open(key.organizationId, order.connectionId);
      return (await settleOrder(asking, order)).payment;
    },
    expire: async (key) => {
      const { asking } = await open(key.organizationId, key.connectionId);
      return expire(asking, key);
    },
    refund: async (request) => {
      const order = await knownOrder(request);
      assert(order, 'Money goes back for an order that was begun.');
      const { asking } = await open(request.organizationId, order.connectionId);
      return refundOrder(asking, order, request);
    },
    readNotification: async (rawBody, headers, at) => {
      if (!at) return undefined;
      const { asking, webhookId } = await open(at.organizationId, at.connectionId);
      const signed = { rawBody, headers, webhookId, now: clock.now() };
      const isTheirs = await isSignedByPayPal(signed, { host: asking.host, keys, client: asking.client });
      return isTheirs ? readNotified(asking, JSON.parse(rawBody.toString('utf8')), at) : undefined;
    },
  };
}

async function begin(asking: Asking, request: BeginPayment): Promise<ProviderPayment> {
  const { database, clock, client } = asking;
  const { connectionId, attemptId } = request;
  assert(connectionId !== null, 'A payment at PayPal belongs to a connection.');
  await insertOrder(database.handle, { ...request, connectionId }, request.amount, clock.offsetMs);
  const order = await findOrder(database.handle, request);
  assert(order, 'An order that was just written is there.');
  if (order.state !== 'open' || order.orderId !== null) return (await settleOrder(asking, order)).payment;
  let made: SeenOrder;
  try {
    const body = JSON.stringify(orderRequest(request));
    const call = { method: 'POST', path: '/v2/checkout/orders', body, requestId: attemptId } as const;
    made = readOrder(await client.ask(call));
  } catch (error) {
    if (!(error instanceof ProviderRefusal)) throw error;
    const barred = await refusedOrder(asking, order);
    if (error instanceof CredentialsRefused) throw error;
    return barred;
  }
  if (made.customId !== attemptId) throw new ProviderUnclear('PayPal answered the order of somebody else.');
  const kept = await keepOrderId(database.handle, request, made.id, clock.offsetMs);
  assert(kept, 'An order that was just found is there.');
  // Barred while PayPal answered, or made before with the same key.
  const isNew = made.status === 'CREATED' || made.status === 'PAYER_ACTION_REQUIRED';
  if (kept.state === 'open' && kept.orderId === made.id && isNew) return waiting(asking, made);
  return (await settleOrder(asking, kept)).payment;
}

/** PayPal will not have this order: it is barred, and told as an error that another attempt may not meet. */
async function refusedOrder(asking: Asking, order: PayPalOrder): Promise<ProviderPayment> {
  const { database, clock, organizationId } = asking;
  const key = { organizationId, attemptId: order.attemptId };
  const how = { from: ['open'], to: 'declined', declineCode: 'processing_error' } as const;
  await moveOrder(database.handle, key, how, clock.offsetMs);
  const now = await findOrder(database.handle, key);
  assert(now, 'An order is never deleted.');
  return (await settleOrder(asking, now)).payment;
}

/** The bar is ours: PayPal ends no order when it is asked to, and an order that is never captured takes no money. */
async function expire(asking: Asking, key: PaymentKey): Promise<ProviderPayment> {
  const { database, clock } = asking;
  assert(key.connectionId !== null, 'A payment at PayPal belongs to a connection.');
  const own = { organizationId: key.organizationId, attemptId: key.attemptId };
  await insertOrder(database.handle, { ...own, connectionId: key.connectionId }, null, clock.offsetMs);
  const order = await findOrder(database.handle, own);
  assert(order, 'An order that was just written is there.');
  // One that the buyer approved is paid: whoever approves has pressed "Pay now".
  if (order.orderId !== null || order.state !== 'open') {
    const { payment } = await settleOrder(asking, order);
    if (payment.status !== 'requires_action') return payment;
  }
  const barred = await moveOrder(database.handle, own, { from: ['open'], to: 'barred' }, clock.offsetMs);
  if (barred) return canceled(barred);
  const now = await findOrder(database.handle, own);
  assert(now, 'An order is never deleted.');
  return (await settleOrder(asking, now)).payment;
}

/** An event is only a hint: what it is about is read from PayPal. */
async function readNotified(
  asking: Asking,
  event: JsonObject,
  { organizationId, connectionId }: NotifiedConnection,
): Promise<ProviderNotification[]> {
  const subject = subjectOfEvent(event);
  if (!subject) return [];
  const tell = async (order: PayPalOrder | undefined, facts: Partial<ProviderPayment> = {}) => {
    if (!order) return [];
    const { payment } = await settleOrder(asking, order);
    return [
      { organizationId, attemptId: order.attemptId, payment: { ...payment, ...facts } as ProviderPayment },
    ];
  };
  const named = (by: Parameters<typeof findNamedOrder>[3]) =>
    findNamedOrder(asking.database.handle, organizationId, connectionId, by);
  switch (subject.kind) {
    case 'order':
    case 'capture':
      return tell(await named(subject));
    case 'reversal': {
      const { captureId, amountMinor } = subject;
      const dispute = { status: 'lost', reason: 'reversed', dueBy: null, amountMinor } as const;
      return tell(await named({ captureId }), { dispute });
    }
    case 'dispute': {
      const path = `/v1/customer/disputes/${subject.disputeId}`;
      const { dispute, captureIds } = readDispute(await asking.client.ask({ method: 'GET', path }));
      const told = captureIds.map(async (captureId) => tell(await named({ captureId }), { dispute }));
      return (await Promise.all(told)).flat();
    }
  }
}
