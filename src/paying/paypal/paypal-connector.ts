import type {
  CheckOutcome,
  CheckRequest,
  Connector,
  Credentials,
  Fault,
  RegisterOutcome,
} from '#paying/connections/connector.ts';
import { ProviderRefusal } from '#paying/providers/provider-errors.ts';
import { type JsonObject, objectsIn } from '#paying/providers/read-json.ts';
import type { Mode } from '#platform/contract/common.ts';
import { systemClock } from '#platform/kit/clock.ts';
import { createAccessTokens } from './access-tokens.ts';
import { createPayPalClient, type PayPalClient } from './paypal-client.ts';
import { paypalHosts } from './paypal-hosts.ts';
import { paypalName } from './paypal-provider.ts';
import { paypalEvents } from './read-event.ts';
import { idIn } from './read-order.ts';

const idField = 'client_id';
const secretField = 'client_secret';
const webhookField = 'webhook_id';

const otherMode: Readonly<Record<Mode, Mode>> = { live: 'sandbox', sandbox: 'live' };

/** PayPal is connected by the client id and secret of a REST app, and signs what it tells of by certificates of its own. */
export function createPayPalConnector(baseUrl: string | undefined): Connector {
  const hosts = paypalHosts(baseUrl);
  const clientOf = (mode: Mode, credentials: Credentials): PayPalClient => {
    const { [idField]: clientId = '', [secretField]: clientSecret = '' } = credentials;
    const account = { api: hosts[mode].api, clientId, clientSecret };
    return createPayPalClient(account, { tokens: createAccessTokens(), clock: systemClock });
  };
  return {
    name: paypalName,
    label: 'PayPal',
    modes: ['live', 'sandbox'],
    fields: [
      { name: idField, label: 'client ID' },
      { name: secretField, label: 'secret' },
      { name: webhookField, label: 'webhook ID', isOptional: true },
    ],
    notifies: true,
    ways: [{ id: paypalName, label: 'PayPal' }],
    check: async ({ mode, credentials }) => {
      const fault = shapeFault(credentials);
      if (fault) return { kind: 'refused', faults: [fault] };
      const outcome = await ask(clientOf(mode, credentials), credentials);
      if (outcome.kind !== 'refused') return outcome;
      const elsewhere = await ask(clientOf(otherMode[mode], credentials), credentials);
      return elsewhere.kind === 'accepted' ? { kind: 'refused', faults: [wrongMode(mode)] } : outcome;
    },
    register: async (request) => register(clientOf(request.mode, request.credentials), request),
  };
}

function shapeFault(credentials: Credentials): Fault | undefined {
  const { [idField]: clientId = '', [secretField]: secret = '', [webhookField]: webhook } = credentials;
  const code = 'invalid_credentials';
  if (!/^[\w-]{20,255}$/.test(clientId))
    return {
      field: idField,
      message:
        'A client ID has about eighty letters, digits, dashes and underscores. Copy it from the app at PayPal.',
      code,
    };
  if (!/^[\w-]{20,255}$/.test(secret) || secret === clientId)
    return {
      field: secretField,
      message:
        'A secret has about eighty letters, digits, dashes and underscores. Copy it from the app at PayPal.',
      code,
    };
  if (webhook !== undefined && idIn(webhook) === undefined)
    return { field: webhookField, message: 'A webhook ID has capital letters and digits only.', code };
  return undefined;
}

/** Reading the webhooks of the app proves id and secret, and changes nothing. */
async function ask(client: PayPalClient, { [idField]: clientId = '' }: Credentials): Promise<CheckOutcome> {
  try {
    await listWebhooks(client);
    // Each app is an account of its own to us: only it may capture and refund its orders.
    return { kind: 'accepted', accountId: clientId, accountLabel: `app ${clientId.slice(0, 8)}` };
  } catch (error) {
    if (error instanceof ProviderRefusal) return { kind: 'refused', faults: [refusedKey(error)] };
    return { kind: 'unreachable', reason: error instanceof Error ? error.message : 'it did not answer' };
  }
}

function refusedKey({ status, message }: ProviderRefusal): Fault {
  const wayOut =
    status === 403
      ? 'Switch on the features that the guide lists for this app.'
      : 'Copy both again from the app at PayPal.';
  return {
    field: secretField,
    message: `PayPal refused the client ID with this secret: ${message} ${wayOut}`,
    code: 'invalid_credentials',
  };
}

function wrongMode(mode: Mode): Fault {
  const message =
    mode === 'live'
      ? 'These are credentials of PayPal’s sandbox. Live payments need those of a live app.'
      : 'These are live credentials. The sandbox needs those of a sandbox app.';
  return { field: idField, message, code: 'wrong_key_mode' };
}

async function listWebhooks(client: PayPalClient): Promise<readonly JsonObject[]> {
  const { webhooks } = await client.ask({ method: 'GET', path: '/v1/notifications/webhooks' });
  return objectsIn(webhooks);
}

/** One that stands there already is taken; otherwise it is added. */
async function register(
  client: PayPalClient,
  { mode, credentials, notificationUrl: url }: CheckRequest & { readonly notificationUrl: string },
): Promise<RegisterOutcome> {
  const known = await listWebhooks(client);
  const { [webhookField]: given } = credentials;
  if (given !== undefined)
    return known.some(({ id }) => id === given)
      ? { kind: 'registered', credentials: {} }
      : refusedWebhook(
          `PayPal knows no webhook ${given} of this app. Leave it empty to have one registered.`,
        );
  const own = idIn(known.find((webhook) => webhook.url === url)?.id);
  if (own !== undefined) return { kind: 'registered', credentials: { [webhookField]: own } };
  try {
    const body = JSON.stringify({ url, event_types: paypalEvents.map((name) => ({ name })) });
    const made = await client.ask({ method: 'POST', path: '/v1/notifications/webhooks', body });
    return { kind: 'registered', credentials: { [webhookField]: idIn(made.id) ?? '' } };
  } catch (error) {
    if (!(error instanceof ProviderRefusal)) throw error;
    // PayPal sends to https only. On somebody's own machine payments are asked for instead.
    const isAddress = error.code === 'VALIDATION_ERROR' && !url.startsWith('https:');
    if (mode === 'sandbox' && isAddress) return { kind: 'registered', credentials: {} };
    return refusedWebhook(
      `PayPal did not register an address for notifications: ${error.message} Add ${url} as a webhook of the app and give its ID.`,
    );
  }
}

function refusedWebhook(message: string): RegisterOutcome {
  const fault: Fault = { field: webhookField, message, code: 'invalid_credentials' };
  return { kind: 'refused', faults: [fault] };
}
