import type { PayingContext } from '#paying/context.ts';
import {
  connectionListSchema,
  connectionOrderSchema,
  connectionParamsSchema,
  connectionPutSchema,
  connectionQuerySchema,
  connectionSchema,
  keysBackedUpSchema,
  liveChecklistSchema,
} from '#platform/contract/connections.ts';
import { noContent, ok, type Route, route } from '#platform/http/route.ts';
import { checkConnection } from './check-connection.ts';
import { confirmKeys } from './confirm-keys.ts';
import { connectProvider } from './connect-provider.ts';
import { disconnectProvider } from './disconnect-provider.ts';
import { listConnections } from './list-connections.ts';
import { getLiveChecklist } from './live-checklist.ts';
import { orderProviders } from './order-providers.ts';

const tag = 'Connections';
const path = '/api/organization/providers/';
const define = route<PayingContext>();

export const connectionRoutes: Route<PayingContext>[] = [
  define({
    method: 'GET',
    path,
    auth: 'session',
    role: 'staff',
    contract: {
      tag,
      summary: 'List the providers, connected or not',
      description:
        'Each once a mode, those that buyers are offered first and in their order. Credentials are never shown.',
      responses: { 200: connectionListSchema },
    },
    run: async ({ context, caller }) => ok({ results: await listConnections(context, caller) }),
  }),
  define({
    method: 'PUT',
    path: `${path}order/`,
    auth: 'session',
    role: 'admin',
    contract: {
      tag,
      summary: 'Put the providers of a mode in order',
      description: 'Buyers see the ways to pay in this order.',
      body: connectionOrderSchema,
      responses: { 200: connectionListSchema },
    },
    run: async ({ context, caller, body }) => {
      await orderProviders(context, caller, body);
      return ok({ results: await listConnections(context, caller) });
    },
  }),
  define({
    method: 'PUT',
    path: `${path}:provider/`,
    auth: 'session',
    role: 'admin',
    proof: 'always',
    contract: {
      tag,
      summary: 'Connect a provider, or change its credentials and settings',
      description:
        'The provider is asked whether it takes the credentials before they are stored, encrypted. Another account is another connection: payments at the former one are still resolved.',
      params: connectionParamsSchema,
      body: connectionPutSchema,
      responses: { 200: connectionSchema },
      errors: ['invalid_credentials', 'wrong_key_mode', 'instance_unsafe', 'provider_unreachable'],
      statuses: { invalid_credentials: 400 },
    },
    run: async ({ context, caller, params, body }) =>
      ok(await connectProvider(context, caller, params.provider, body)),
  }),
  define({
    method: 'DELETE',
    path: `${path}:provider/`,
    auth: 'session',
    role: 'admin',
    contract: {
      tag,
      summary: 'Disconnect a provider',
      description:
        'No new payment begins there. What is under way is resolved; then the credentials are wiped, after 180 days at the latest.',
      params: connectionParamsSchema,
      query: connectionQuerySchema,
      responses: { 204: null },
    },
    run: async ({ context, caller, params, query }) => {
      await disconnectProvider(context, caller, params.provider, query.mode ?? caller.defaultMode);
      return noContent;
    },
  }),
  define({
    method: 'POST',
    path: `${path}:provider/check/`,
    auth: 'session',
    role: 'admin',
    contract: {
      tag,
      summary: 'Ask a provider whether it still takes the credentials',
      params: connectionParamsSchema,
      query: connectionQuerySchema,
      responses: { 200: connectionSchema },
      errors: ['provider_not_connected', 'provider_unreachable'],
    },
    run: async ({ context, caller, params, query }) =>
      ok(await checkConnection(context, caller, params.provider, query.mode ?? caller.defaultMode)),
  }),
  define({
    method: 'GET',
    path: '/api/organization/live-checklist/',
    auth: 'session',
    role: 'staff',
    contract: {
      tag,
      summary: 'What is missing before real money',
      responses: { 200: liveChecklistSchema },
    },
    run: async ({ context, caller }) => ok(await getLiveChecklist(context, caller)),
  }),
  define({
    method: 'PUT',
    path: '/api/organization/live-checklist/keys-backed-up/',
    auth: 'session',
    role: 'admin',
    contract: {
      tag,
      summary: 'Say that copies of the keys lie in another place',
      description:
        'Nobody can see that from here. It holds for the encryption key of now; a new one is confirmed anew.',
      body: keysBackedUpSchema,
      responses: { 200: liveChecklistSchema },
    },
    run: async ({ context, caller, body }) => {
      await confirmKeys(context, caller, body.done);
      return ok(await getLiveChecklist(context, caller));
    },
  }),
];
