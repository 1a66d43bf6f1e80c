import { openCredentials } from '#paying/connections/find-connections.ts';
import { notificationUrl } from '#paying/connections/show-connection.ts';
import type { BeginPayment, PaymentKey, Provider, ProviderPayment } from '#paying/providers/port.ts';
import { CredentialsRefused, ProviderRefusal, ProviderUnclear } from '#paying/providers/provider-errors.ts';
import { isPublic } from '#platform/config/safety.ts';
import type { Context } from '#platform/context.ts';
import { assert } from '#platform/kit/assert.ts';
import { createMollieClient, type MollieAnswer } from './mollie-client.ts';
import { paymentRequest } from './payment-request.ts';
import { readNotified } from './read-notification.ts';
import { readPayment } from './read-payment.ts';
import { refundPayment } from './refund-payment.ts';
import {
  type Asking,
  barred,
  cancel,
  knownPayment,
  retrieve,
  searchPayment,
  settlePayment,
  told,
} from './settle-payment.ts';
import { endUnknown, findNamedPayment, findPayment, insertPayment, keepPaymentId } from './store.ts';

export const mollieName = 'mollie';

/** Mollie's hosted page by its Payments API. What ends an attempt for good is our own book (decision 0030). */
export function createMollieProvider(context: Context, baseUrl: string | undefined): Provider {
  const { database, config, clock } = context;

  const open = async (organizationId: string, connectionId: string | null) => {
    assert(connectionId !== null, 'A payment at Mollie belongs to a connection.');
    const connection = { organizationId, id: connectionId, provider: mollieName };
    const { api_key: apiKey = '', webhook_signing_secret: secret } = await openCredentials(
      database.handle,
      config.encryptionKeys,
      connection,
    );
    const client = createMollieClient({ apiKey, baseUrl });
    const asking: Asking = { client, database, clock, organizationId, isPage: pagesOf(baseUrl) };
    return { asking, secret, notificationUrl: notificationUrl(config, connection) };
  };

  return {
    name: mollieName,
    label: 'Card, bank and more',
    kind: 'redirect',
    modes: ['sandbox', 'live'],
    capabilities: {
      expire: false,
      partialRefund: true,
      refundAfterDays: 365,
      minExpiryMinutes: 15,
      currencies: ['USD', 'EUR'],
      settlesLate: true,
    },
    begin: async (request) => {
      const { asking, notificationUrl: url } = await open(request.organizationId, request.connectionId);
      // Mollie refuses a payment with an address that it cannot reach.
      return begin(asking, request, isPublic(config) ? url : undefined);
    },
    find: async (key) => {
      const known = await findPayment(database.handle, key);
      if (!known) return undefined;
      const { asking } = await open(key.organizationId, known.connectionId);
      return settlePayment(asking, known);
    },
    expire: async (key) => {
      const { asking } = await open(key.organizationId, key.connectionId);
      return expire(asking, key);
    },
    refund: async (request) => {
      const known = await findPayment(database.handle, request);
      assert(known && known.paymentId !== null, 'Money goes back for a payment that was made.');
      const { asking } = await open(request.organizationId, known.connectionId);
      return refundPayment(asking, known.paymentId, request);
    },
    readNotification: async (rawBody, headers, at) => {
      if (!at) return undefined;
      const { organizationId, connectionId } = at;
      const { asking, secret } = await open(organizationId, connectionId);
      const notified = readNotified(rawBody, headers, secret);
      if (notified === undefined) return undefined;
      // Anybody may send an id: one that is none of ours costs no call.
      const known =
        notified &&
        (await findNamedPayment(database.handle, organizationId, connectionId, notified.paymentId));
      const payment = known && (await settlePayment(asking, known));
      return known && payment ? [{ organizationId, attemptId: known.attemptId, payment }] : [];
    },
  };
}

/** Mollie's pages lie on its own domain, whatever names it has there. */
function pagesOf(baseUrl: string | undefined): (url: string) => boolean {
  return (address) => {
    if (!URL.canParse(address)) return false;
    const { protocol, hostname, origin } = new URL(address);
    if (baseUrl !== undefined) return origin === new URL(baseUrl).origin;
    return protocol === 'https:' && (hostname === 'mollie.com' || hostname.endsWith('.mollie.com'));
  };
}

async function begin(
  asking: Asking,
  request: BeginPayment,
  reachableUrl: string | undefined,
): Promise<ProviderPayment> {
  const { database, clock, client } = asking;
  const { connectionId, attemptId } = request;
  assert(connectionId !== null, 'A payment at Mollie belongs to a connection.');
  await insertPayment(database.handle, { ...request, connectionId }, request.amount, clock.offsetMs);
  const known = await knownPayment(asking, attemptId);
  if (known.state !== 'open' || known.paymentId !== null) {
    const settled = await settlePayment(asking, known);
    assert(settled, 'A payment that is known stands somehow.');
    return settled;
  }
  let answer: MollieAnswer;
  try {
    answer = await client.ask({
      method: 'POST',
      path: '/payments',
      resource: 'payment',
      body: JSON.stringify(paymentRequest(request, reachableUrl)),
      idempotencyKey: attemptId,
    });
  } catch (error) {
    if (!(error instanceof ProviderRefusal)) throw error;
    const barred = await refused(asking, attemptId);
    if (error instanceof CredentialsRefused) throw error;
    return barred;
  }
  const made = readPayment(answer.object);
  if (made.attemptId !== attemptId)
    throw new ProviderUnclear('Mollie answered the payment of somebody else.');
  const kept = await keepPaymentId(database.handle, request, made.id, clock.offsetMs);
  assert(kept, 'A payment that was just found is there.');
  // Barred while Mollie answered: nobody is sent there, so it does not matter whether it can be canceled.
  if (kept.state === 'barred') {
    await cancel(asking, made).catch(() => undefined);
    return barred(kept);
  }
  return told(asking, kept, answer.isReplayed ? await retrieve(asking, made.id) : made);
}

/** Mollie will not have this payment: another attempt may not meet what this one met. */
async function refused(asking: Asking, attemptId: string): Promise<ProviderPayment> {
  const { database, clock, organizationId } = asking;
  await endUnknown(database.handle, { organizationId, attemptId }, 'refused', clock.offsetMs);
  const settled = await settlePayment(asking, await knownPayment(asking, attemptId));
  assert(settled, 'A payment that was refused stands somehow.');
  return settled;
}

/** Mollie ends a payment only while it says so. Where none is known, none will be shown to anybody any more. */
async function expire(asking: Asking, key: PaymentKey): Promise<ProviderPayment> {
  const { database, clock } = asking;
  assert(key.connectionId !== null, 'A payment at Mollie belongs to a connection.');
  const own = { organizationId: key.organizationId, attemptId: key.attemptId };
  await insertPayment(database.handle, { ...own, connectionId: key.connectionId }, null, clock.offsetMs);
  const known = await knownPayment(asking, key.attemptId);
  if (known.state !== 'open') return (await settlePayment(asking, known)) ?? barred(known);
  const seen =
    known.paymentId === null ? await searchPayment(asking, known) : await retrieve(asking, known.paymentId);
  if (seen) {
    const payment = told(asking, known, seen);
    return payment.status === 'requires_action' ? told(asking, known, await cancel(asking, seen)) : payment;
  }
  const ended = await endUnknown(database.handle, own, 'barred', clock.offsetMs);
  if (ended) return barred(ended);
  const now = await knownPayment(asking, key.attemptId);
  // It was made meanwhile; whoever asks again ends it.
  return now.paymentId === null ? barred(now) : expire(asking, key);
}
