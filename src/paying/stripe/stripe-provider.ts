import type Stripe from 'stripe';
import { openCredentials } from '#paying/connections/find-connections.ts';
import type {
  BeginPayment,
  NotifiedConnection,
  PaymentKey,
  Provider,
  ProviderNotification,
  ProviderPayment,
  ProviderRefund,
  RefundPayment,
} from '#paying/providers/port.ts';
import { CredentialsRefused, ProviderRefusal } from '#paying/providers/provider-errors.ts';
import type { Context } from '#platform/context.ts';
import { assert } from '#platform/kit/assert.ts';
import { subjectOfEvent } from './read-event.ts';
import { expandedOfSession, intentOf, isDisputed, readSession } from './read-session.ts';
import { isSignedByStripe } from './read-signature.ts';
import { barringParameters, sessionParameters, startOf } from './session-parameters.ts';
import { createStripeClient, type StripeClient } from './stripe-client.ts';

export const stripeName = 'stripe';

type Session = Stripe.Checkout.Session;
type AttemptKey = Pick<PaymentKey, 'organizationId' | 'attemptId'>;

const pageSize = 100;
/** A session is looked for in this time around the moment that its attempt began, because clocks differ. */
const searchedSeconds = { before: 300, after: 86_400 };

/** Stripe's hosted checkout. Everything is keyed by our attempt; what an event tells is read again before it is believed. */
export function createStripeProvider(context: Context, baseUrl: string | undefined): Provider {
  const { database, config, clock } = context;

  const credentialsOf = (organizationId: string, connectionId: string | null) => {
    assert(connectionId !== null, 'A payment at Stripe belongs to a connection.');
    const connection = { organizationId, id: connectionId, provider: stripeName };
    return openCredentials(database.handle, config.encryptionKeys, connection);
  };
  const clientOf = async (organizationId: string, connectionId: string | null): Promise<StripeClient> => {
    const { secret_key: secretKey = '' } = await credentialsOf(organizationId, connectionId);
    return createStripeClient({ secretKey, baseUrl });
  };

  return {
    name: stripeName,
    label: 'Card and more',
    kind: 'redirect',
    modes: ['sandbox', 'live'],
    capabilities: {
      expire: true,
      partialRefund: true,
      refundAfterDays: null,
      minExpiryMinutes: 30,
      currencies: ['USD', 'EUR'],
      settlesLate: true,
    },
    begin: async (request) => {
      const client = await clientOf(request.organizationId, request.connectionId);
      return begin(client, request);
    },
    find: async (key) => {
      const client = await clientOf(key.organizationId, key.connectionId);
      const session = await find(client, key);
      return session && readWhole(client, session);
    },
    expire: async (key) => {
      const client = await clientOf(key.organizationId, key.connectionId);
      const session = (await find(client, key)) ?? (await bar(client, key, config.publicUrl));
      if (session.status !== 'open') return readSession(session);
      return readSession(await expire(client, session));
    },
    refund: async (request) => {
      const client = await clientOf(request.organizationId, request.connectionId);
      const session = await find(client, request);
      assert(session, 'Money goes back for a session that was paid.');
      return refund(client, session, request);
    },
    readNotification: async (rawBody, headers, at) => {
      if (!at) return undefined;
      const credentials = await credentialsOf(at.organizationId, at.connectionId);
      const signature = headers['stripe-signature'] ?? '';
      if (!isSignedByStripe(rawBody, signature, credentials.webhook_secret ?? '', clock.now()))
        return undefined;
      const client = createStripeClient({ secretKey: credentials.secret_key ?? '', baseUrl });
      return readNotified(client, JSON.parse(rawBody.toString('utf8')), at);
    },
  };
}

async function begin(client: StripeClient, request: BeginPayment): Promise<ProviderPayment> {
  try {
    const session = await client.ask('checkout.session', ({ checkout }) =>
      checkout.sessions.create(
        { ...sessionParameters(request), expand: expandedOfSession },
        { idempotencyKey: request.attemptId },
      ),
    );
    // A key that was used before gives the answer of then.
    return readSession((await retrieve(client, session.id)) ?? session);
  } catch (error) {
    if (!(error instanceof ProviderRefusal) || error instanceof CredentialsRefused) throw error;
    // Asked before with other words, or barred.
    const session = error.code === 'idempotency_error' ? await search(client, request) : undefined;
    return session ? readSession(session) : { reference: request.attemptId, status: 'canceled' };
  }
}

async function find(client: StripeClient, key: PaymentKey): Promise<Session | undefined> {
  const session = key.reference ? await retrieve(client, key.reference) : await search(client, key);
  return session && isOf(session, key) ? session : undefined;
}

async function retrieve(client: StripeClient, id: string): Promise<Session | undefined> {
  return client
    .ask('checkout.session', ({ checkout }) => checkout.sessions.retrieve(id, { expand: expandedOfSession }))
    .catch((error: unknown) => {
      if (error instanceof ProviderRefusal && error.status === 404) return undefined;
      throw error;
    });
}

/** A session whose answer was lost has no known id: it is looked for around the time that is in the attempt's id. */
async function search(client: StripeClient, key: AttemptKey): Promise<Session | undefined> {
  const startedAt = Math.floor(startOf(key.attemptId) / 1000);
  let after: string | undefined;
  for (;;) {
    const page = await client.ask('list', ({ checkout }) =>
      checkout.sessions.list({
        limit: pageSize,
        created: { gte: startedAt - searchedSeconds.before, lte: startedAt + searchedSeconds.after },
        expand: expandedOfSession.map((path) => `data.${path}`),
        ...(after === undefined ? {} : { starting_after: after }),
      }),
    );
    const found = page.data.find((session) => isOf(session, key));
    after = page.data.at(-1)?.id;
    if (found || !page.has_more || after === undefined) return found;
  }
}

/** Uses the attempt's key up, so that a request that is still on its way finds it taken. */
async function bar(client: StripeClient, key: AttemptKey, returnUrl: string): Promise<Session> {
  try {
    return await client.ask('checkout.session', ({ checkout }) =>
      checkout.sessions.create(barringParameters(key, returnUrl), { idempotencyKey: key.attemptId }),
    );
  } catch (error) {
    if (!(error instanceof ProviderRefusal && error.code === 'idempotency_error')) throw error;
    const session = await search(client, key);
    if (!session) throw error;
    return session;
  }
}

async function expire(client: StripeClient, session: Session): Promise<Session> {
  const expired = await client
    .ask('checkout.session', ({ checkout }) => checkout.sessions.expire(session.id))
    .catch((error: unknown) => {
      // The buyer was faster, or it ended by itself.
      if (error instanceof ProviderRefusal) return undefined;
      throw error;
    });
  return expired ?? (await retrieve(client, session.id)) ?? session;
}

function isOf({ metadata }: Session, { organizationId, attemptId }: AttemptKey): boolean {
  return (
    metadata?.organization === organizationId &&
    (metadata.attempt === attemptId || metadata.barred === attemptId)
  );
}

const refundStatuses: Readonly<Record<string, ProviderRefund['status']>> = {
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
};

async function refund(
  client: StripeClient,
  { payment_intent: intent }: Session,
  request: RefundPayment,
): Promise<ProviderRefund> {
  const intentId = typeof intent === 'string' ? intent : intent?.id;
  assert(intentId, 'A session that was paid has a payment.');
  const made =
    (await findRefund(client, intentId, request.refundId)) ?? (await createRefund(client, intentId, request));
  if (made === 'refused') return { reference: request.refundId, status: 'failed' };
  return { reference: made.id, status: refundStatuses[made.status ?? ''] ?? 'pending' };
}

async function createRefund(
  client: StripeClient,
  intentId: string,
  { refundId, organizationId, amount }: RefundPayment,
): Promise<Stripe.Refund | 'refused'> {
  const parameters = {
    payment_intent: intentId,
    amount: Number(amount.minor),
    metadata: { organization: organizationId, refund: refundId },
  };
  return client
    .ask('refund', ({ refunds }) => refunds.create(parameters, { idempotencyKey: refundId }))
    .catch((error: unknown) => {
      if (error instanceof ProviderRefusal && isNo(error)) return 'refused' as const;
      throw error;
    });
}

/** No to the refund itself, such as of money that was given back at Stripe; a key that is refused says nothing about it. */
function isNo({ status, code }: ProviderRefusal): boolean {
  return status === 400 && code !== 'idempotency_error';
}

/** A refund that was asked for before, as it stands now: its key would tell how it stood then. */
async function findRefund(
  client: StripeClient,
  intentId: string,
  refundId: string,
): Promise<Stripe.Refund | undefined> {
  const page = await client.ask('list', ({ refunds }) =>
    refunds.list({ payment_intent: intentId, limit: pageSize }),
  );
  return page.data.find(({ metadata }) => metadata?.refund === refundId);
}

/** With the dispute of its payment, which is another object there. */
async function readWhole(client: StripeClient, session: Session): Promise<ProviderPayment> {
  const intent = intentOf(session);
  if (!intent || !isDisputed(session)) return readSession(session);
  const page = await client.ask('list', ({ disputes }) =>
    disputes.list({ payment_intent: intent.id, limit: 1 }),
  );
  return readSession(session, page.data[0]);
}

async function findOfIntent(client: StripeClient, intentId: string): Promise<Session | undefined> {
  const page = await client.ask('list', ({ checkout }) =>
    checkout.sessions.list({ payment_intent: intentId, limit: 1 }),
  );
  const [session] = page.data;
  return session && retrieve(client, session.id);
}

async function readNotified(
  client: StripeClient,
  event: unknown,
  { organizationId }: NotifiedConnection,
): Promise<ProviderNotification[]> {
  const subject = subjectOfEvent(event);
  if (!subject) return [];
  const session =
    'sessionId' in subject
      ? await retrieve(client, subject.sessionId)
      : await findOfIntent(client, subject.intentId);
  const attemptId = session?.metadata?.attempt;
  if (!session || attemptId === undefined || !isOf(session, { organizationId, attemptId })) return [];
  return [{ organizationId, attemptId, payment: await readWhole(client, session) }];
}
