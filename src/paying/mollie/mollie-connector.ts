import type { CheckOutcome, Connector, Fault } from '#paying/connections/connector.ts';
import { ProviderRefusal } from '#paying/providers/provider-errors.ts';
import { createMollieClient, type MollieClient } from './mollie-client.ts';
import { mollieName } from './mollie-provider.ts';

const keyField = 'api_key';
const secretField = 'webhook_signing_secret';
const keyPattern = /^(?<mode>test|live)_[0-9A-Za-z]{20,100}$/;

/** Mollie is connected by an API key of a profile, and is told with each payment where to send what becomes of it. */
export function createMollieConnector(baseUrl: string | undefined): Connector {
  return {
    name: mollieName,
    label: 'Mollie',
    modes: ['live', 'sandbox'],
    fields: [
      { name: keyField, label: 'API key' },
      { name: secretField, label: 'signing secret', isOptional: true },
    ],
    notifies: true,
    ways: [{ id: mollieName, label: 'Card, bank and more' }],
    check: async ({ mode, credentials }) => {
      const { [keyField]: apiKey = '', [secretField]: secret } = credentials;
      const fault = keyFault(apiKey, mode) ?? secretFault(secret);
      if (fault) return { kind: 'refused', faults: [fault] };
      return checkKey(createMollieClient({ apiKey, baseUrl }), apiKey);
    },
  };
}

function keyFault(key: string, mode: string): Fault | undefined {
  const given = keyPattern.exec(key)?.groups;
  if (!given) {
    const message = key.startsWith('access_')
      ? 'This is an access token of an organization. Give the API key of a profile, which begins with test_ or live_.'
      : 'An API key of Mollie begins with test_ or live_, with letters and digits after it.';
    return { field: keyField, message, code: 'invalid_credentials' };
  }
  if ((given.mode === 'live' ? 'live' : 'sandbox') === mode) return undefined;
  const message =
    mode === 'live'
      ? 'This is a test key. Live payments need the key that begins with live_.'
      : 'This is a live key. The sandbox needs the key that begins with test_.';
  return { field: keyField, message, code: 'wrong_key_mode' };
}

function secretFault(secret: string | undefined): Fault | undefined {
  if (secret === undefined || /^[\x21-\x7e]{8,255}$/.test(secret)) return undefined;
  return {
    field: secretField,
    message:
      'A signing secret has at least eight characters and no spaces. Copy it from the webhook at Mollie.',
    code: 'invalid_credentials',
  };
}

/** The profile of a key is all that a key may read of its account, and changes nothing. */
async function checkKey(client: MollieClient, key: string): Promise<CheckOutcome> {
  try {
    const { object } = await client.ask({ method: 'GET', path: '/profiles/me', resource: 'profile' });
    const { id, name } = object;
    if (typeof id !== 'string' || id === '')
      return { kind: 'unreachable', reason: 'Mollie answered a profile without an id.' };
    const label = typeof name === 'string' && name !== '' ? name : 'Mollie';
    return { kind: 'accepted', accountId: id, accountLabel: `${label}, key •••• ${key.slice(-4)}` };
  } catch (error) {
    if (error instanceof ProviderRefusal) return { kind: 'refused', faults: [refusedKey(error)] };
    return { kind: 'unreachable', reason: error instanceof Error ? error.message : 'it did not answer' };
  }
}

function refusedKey({ message }: ProviderRefusal): Fault {
  return {
    field: keyField,
    message: `Mollie refused the key: ${message} Copy it again from Developers, API keys.`,
    code: 'invalid_credentials',
  };
}
