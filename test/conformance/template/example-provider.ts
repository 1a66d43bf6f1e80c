import { createHmac, timingSafeEqual } from 'node:crypto';
import { openCredentials } from '#paying/connections/find-connections.ts';
import { hostedLines } from '#paying/providers/hosted-lines.ts';
import type { BeginPayment, PaymentKey, Provider, ProviderPayment } from '#paying/providers/port.ts';
import { ProviderRefusal } from '#paying/providers/provider-errors.ts';
import type { Context } from '#platform/context.ts';
import { assert } from '#platform/kit/assert.ts';
import { formatAmount } from '#platform/kit/money.ts';
import {
  createExampleClient,
  type ExampleClient,
  type ExamplePayment,
  type ExampleRefund,
} from './example-client.ts';

export const exampleName = 'example';

/** A provider with a page of its own, as small as it can be and keep what the port promises. */
export function createExampleProvider(context: Context, baseUrl: string): Provider {
  const { database, config, clock } = context;
  const open = async (organizationId: string, connectionId: string | null) => {
    assert(connectionId !== null, 'A payment at Example belongs to a connection.');
    const connection = { organizationId, id: connectionId, provider: exampleName };
    const credentials = await openCredentials(database.handle, config.encryptionKeys, connection);
    return { client: createExampleClient(baseUrl, credentials.secret_key ?? ''), credentials };
  };
  return {
    name: exampleName,
    label: 'Example Pay',
    kind: 'redirect',
    modes: ['sandbox', 'live'],
    capabilities: {
      expire: true,
      partialRefund: true,
      refundAfterDays: null,
      minExpiryMinutes: null,
      currencies: ['EUR', 'USD'],
      settlesLate: true,
    },
    begin: async (request) => {
      const { client } = await open(request.organizationId, request.connectionId);
      return read(await begin(client, request));
    },
    find: async (key) => {
      const { client } = await open(key.organizationId, key.connectionId);
      const payment = await find(client, key);
      return payment && read(payment);
    },
    expire: async (key) => {
      const { client } = await open(key.organizationId, key.connectionId);
      return read(await expire(client, key));
    },
    refund: async (request) => {
      const { client } = await open(request.organizationId, request.connectionId);
      const payment = await find(client, request);
      assert(payment, 'Money goes back for a payment that is there.');
      try {
        const made = await client.ask<ExampleRefund>('POST', `/payments/${payment.id}/refunds`, {
          key: request.refundId,
          body: { amount: formatAmount(request.amount.minor) },
        });
        const statuses = { pending: 'pending', done: 'succeeded', failed: 'failed' } as const;
        return { reference: made.id, status: statuses[made.status] };
      } catch (error) {
        // Only a no to the refund itself is one; keys that are refused say nothing about it.
        if (!(error instanceof ProviderRefusal && error.status === 422)) throw error;
        return { reference: request.refundId, status: 'failed' };
      }
    },
    readNotification: async (rawBody, headers, at) => {
      if (!at) return undefined;
      const { client, credentials } = await open(at.organizationId, at.connectionId);
      const { signing_secret: secret = '' } = credentials;
      if (!isSigned(rawBody, headers['example-signature'] ?? '', secret, clock.now())) return undefined;
      // What is told is a hint; what is asked for is believed.
      const { payment: id } = JSON.parse(rawBody.toString('utf8')) as { payment: string };
      const payment = await client.ask<ExamplePayment>('GET', `/payments/${encodeURIComponent(id)}`);
      const { organization, attempt } = payment.metadata;
      if (organization !== at.organizationId) return [];
      return [{ organizationId: organization, attemptId: attempt, payment: read(payment) }];
    },
  };
}

/** The attempt is the key: the same one gives the same payment, however often it is asked. */
function begin(client: ExampleClient, request: BeginPayment): Promise<ExamplePayment> {
  return client.ask('POST', '/payments', {
    key: request.attemptId,
    body: {
      amount: formatAmount(request.amount.minor),
      currency: request.amount.currency,
      lines: hostedLines(request.lines, request.amount.minor).map(({ name, quantity, unitMinor }) => ({
        name,
        quantity,
        unit: formatAmount(unitMinor),
      })),
      return_url: request.returnUrl,
      metadata: { organization: request.organizationId, attempt: request.attemptId },
    },
  });
}

async function find(client: ExampleClient, key: PaymentKey): Promise<ExamplePayment | undefined> {
  const path = key.reference ? `/payments/${key.reference}` : `/payments/by-key/${key.attemptId}`;
  const payment = await client.ask<ExamplePayment>('GET', path).catch((error: unknown) => {
    if (error instanceof ProviderRefusal && error.status === 404) return undefined;
    throw error;
  });
  // Nobody is told of a payment that is not theirs.
  return payment?.metadata.organization === key.organizationId ? payment : undefined;
}

/** Ends it there by the attempt's key, so that one that is on its way finds itself ended too. */
function expire(client: ExampleClient, key: PaymentKey): Promise<ExamplePayment> {
  return client.ask('POST', `/payments/by-key/${key.attemptId}/expire`, {
    key: `${key.attemptId}-expire`,
    body: { metadata: { organization: key.organizationId, attempt: key.attemptId } },
  });
}

function read({ id: reference, status, page_url: redirectUrl, card }: ExamplePayment): ProviderPayment {
  const known = { reference, ...(card ? { card } : {}) };
  switch (status) {
    case 'open':
      return { ...known, status: 'requires_action', redirectUrl };
    case 'pending':
      return { ...known, status: 'processing' };
    case 'paid':
      return { ...known, status: 'succeeded' };
    case 'declined':
      return { ...known, status: 'declined', errorCode: 'card_declined' };
    case 'expired':
      return { ...known, status: 'canceled' };
  }
}

const toleranceMs = 300_000;

/** `<milliseconds>.<hex>`, five minutes to both sides of our clock. */
function isSigned(rawBody: Buffer, header: string, secret: string, now: Date): boolean {
  const [at = '', hex = ''] = header.split('.');
  if (secret === '' || !/^\d{1,15}$/.test(at) || Math.abs(now.getTime() - Number(at)) > toleranceMs)
    return false;
  const wanted = createHmac('sha256', secret).update(`${at}.`).update(rawBody).digest();
  const given = Buffer.from(hex, 'hex');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
