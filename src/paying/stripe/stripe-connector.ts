import { createHash } from 'node:crypto';
import type { CheckOutcome, Connector, Fault } from '#paying/connections/connector.ts';
import { ProviderRefusal } from '#paying/providers/provider-errors.ts';
import { stripeEvents } from './read-event.ts';
import { createStripeClient, type StripeClient } from './stripe-client.ts';
import { stripeName } from './stripe-provider.ts';

const keyField = 'secret_key';
const secretField = 'webhook_secret';
const keyPattern = /^(?<kind>sk|rk)_(?<mode>test|live)_\w{8,}$/;

/** Stripe is connected by a secret key, which may be a restricted one, and tells of payments by events that it signs. */
export function createStripeConnector(baseUrl: string | undefined): Connector {
  const clientOf = (secretKey: string) => createStripeClient({ secretKey, baseUrl });
  return {
    name: stripeName,
    label: 'Stripe',
    modes: ['live', 'sandbox'],
    fields: [
      { name: keyField, label: 'secret key' },
      { name: secretField, label: 'signing secret', isOptional: true },
    ],
    notifies: true,
    ways: [{ id: stripeName, label: 'Card and more' }],
    check: async ({ mode, credentials }) => {
      const { [keyField]: key = '', [secretField]: secret } = credentials;
      const fault = keyFault(key, mode) ?? secretFault(secret);
      if (fault) return { kind: 'refused', faults: [fault] };
      return checkKey(clientOf(key), key);
    },
    register: async ({ credentials, notificationUrl }) => {
      if (credentials[secretField] !== undefined) return { kind: 'registered', credentials: {} };
      return registerEndpoint(clientOf(credentials[keyField] ?? ''), notificationUrl);
    },
  };
}

function keyFault(key: string, mode: string): Fault | undefined {
  const given = keyPattern.exec(key)?.groups;
  if (!given) {
    const message = key.startsWith('pk_')
      ? 'This is a publishable key. Give the secret key, which begins with sk_ or rk_.'
      : 'A secret key of Stripe begins with sk_test_, rk_test_, sk_live_ or rk_live_.';
    return { field: keyField, message, code: 'invalid_credentials' };
  }
  const keyMode = given.mode === 'live' ? 'live' : 'sandbox';
  if (keyMode === mode) return undefined;
  const message =
    mode === 'live'
      ? 'This is a test key. Live payments need a key that begins with sk_live_ or rk_live_.'
      : 'This is a live key. The sandbox needs a key that begins with sk_test_ or rk_test_.';
  return { field: keyField, message, code: 'wrong_key_mode' };
}

function secretFault(secret: string | undefined): Fault | undefined {
  if (secret === undefined || /^whsec_\w+$/.test(secret)) return undefined;
  return {
    field: secretField,
    message: 'The signing secret of an endpoint begins with whsec_.',
    code: 'invalid_credentials',
  };
}

/** Reading one session needs what taking payments needs; a restricted key may not name its account. */
async function checkKey(client: StripeClient, key: string): Promise<CheckOutcome> {
  try {
    await client.ask('list', ({ checkout }) => checkout.sessions.list({ limit: 1 }));
    const account = await client
      .ask('account', ({ accounts }) => accounts.retrieveCurrent())
      .catch(withoutName);
    const name = account?.settings?.dashboard?.display_name ?? account?.business_profile?.name ?? account?.id;
    return {
      kind: 'accepted',
      accountId: account?.id ?? `key:${createHash('sha256').update(key).digest('hex').slice(0, 32)}`,
      accountLabel: `${name ?? 'Stripe'}, key •••• ${key.slice(-4)}`,
    };
  } catch (error) {
    if (!(error instanceof ProviderRefusal))
      return { kind: 'unreachable', reason: error instanceof Error ? error.message : 'it did not answer' };
    return { kind: 'refused', faults: [refusedKey(error)] };
  }
}

function withoutName(error: unknown): undefined {
  if (!(error instanceof ProviderRefusal)) throw error;
}

function refusedKey({ status, message }: ProviderRefusal): Fault {
  const wayOut =
    status === 403
      ? 'Give the key the permission to write Checkout Sessions, and the others that the guide lists.'
      : 'Copy it again from the developers’ page of Stripe.';
  return {
    field: keyField,
    message: `Stripe refused the key: ${message} ${wayOut}`,
    code: 'invalid_credentials',
  };
}

/** Needs a key that may write webhook endpoints; another one is told what to do by hand. */
async function registerEndpoint(client: StripeClient, url: string) {
  try {
    const endpoint = await client.ask('webhook_endpoint', ({ webhookEndpoints }) =>
      webhookEndpoints.create({ url, enabled_events: [...stripeEvents] }),
    );
    return { kind: 'registered' as const, credentials: { [secretField]: endpoint.secret ?? '' } };
  } catch (error) {
    if (!(error instanceof ProviderRefusal)) throw error;
    const fault: Fault = {
      field: secretField,
      message: `Stripe did not let this key register an address for notifications: ${error.message} Add ${url} as an endpoint at Stripe and give its signing secret.`,
      code: 'invalid_credentials',
    };
    return { kind: 'refused' as const, faults: [fault] as const };
  }
}
