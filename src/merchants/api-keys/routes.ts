import type { Context } from '#platform/context.ts';
import {
  apiKeyCreateSchema,
  apiKeyListSchema,
  apiKeyParamsSchema,
  apiKeyRotateOneSchema,
  apiKeyRotateSchema,
  apiKeySchema,
  newApiKeySchema,
} from '#platform/contract/api-keys.ts';
import { apiRequestListQuerySchema, apiRequestListSchema } from '#platform/contract/api-requests.ts';
import { created, ok, type Route, route } from '#platform/http/route.ts';
import { showApiKey } from './api-key.ts';
import { createApiKey } from './create-api-key.ts';
import { revokeApiKey, rotateApiKey } from './end-api-key.ts';
import { listApiKeys } from './list-api-keys.ts';
import { findApiRequests } from './requests/find-api-requests.ts';

const tag = 'API keys';
const define = route<Context>();

export const apiKeyRoutes: Route<Context>[] = [
  define({
    method: 'GET',
    path: '/api/organization/api-keys/',
    auth: 'session',
    contract: {
      tag,
      summary: 'List API keys, without the keys themselves',
      responses: { 200: apiKeyListSchema },
    },
    run: async ({ context, caller }) => {
      const keys = await listApiKeys(context, caller);
      return ok({
        results: keys.map((key) => showApiKey(key, context.clock.now())),
        next: null,
        previous: null,
      });
    },
  }),
  define({
    method: 'POST',
    path: '/api/organization/api-keys/',
    auth: 'session',
    role: 'admin',
    proof: 'always',
    contract: {
      tag,
      summary: 'Create the API key of a mode',
      body: apiKeyCreateSchema,
      responses: { 201: newApiKeySchema },
      errors: ['active_key_exists'],
    },
    run: async ({ context, caller, body }) => created(await createApiKey(context, caller, body)),
  }),
  define({
    method: 'POST',
    path: '/api/organization/api-keys/rotate/',
    auth: 'session',
    role: 'admin',
    proof: 'always',
    contract: {
      tag,
      summary: 'Replace the active key of a mode',
      body: apiKeyRotateSchema,
      responses: { 200: newApiKeySchema },
      errors: ['not_found'],
    },
    run: async ({ context, caller, body }) =>
      ok(await rotateApiKey(context, caller, { mode: body.mode ?? 'sandbox' }, body.grace_seconds ?? 0)),
  }),
  define({
    method: 'POST',
    path: '/api/organization/api-keys/:id/rotate/',
    auth: 'session',
    role: 'admin',
    proof: 'always',
    contract: {
      tag,
      summary: 'Replace a key',
      params: apiKeyParamsSchema,
      body: apiKeyRotateOneSchema,
      responses: { 200: newApiKeySchema },
      errors: ['key_not_active'],
    },
    run: async ({ context, caller, params, body }) =>
      ok(await rotateApiKey(context, caller, { id: params.id }, body.grace_seconds ?? 0)),
  }),
  define({
    method: 'POST',
    path: '/api/organization/api-keys/:id/revoke/',
    auth: 'session',
    role: 'admin',
    contract: {
      tag,
      summary: 'End a key at once',
      params: apiKeyParamsSchema,
      responses: { 200: apiKeySchema },
    },
    run: async ({ context, caller, params }) => ok(await revokeApiKey(context, caller, params.id)),
  }),
  define({
    method: 'GET',
    path: '/api/organization/api-requests/',
    auth: 'session',
    role: 'staff',
    contract: {
      tag,
      summary: 'What was asked with API keys',
      description:
        'Of the last 30 days, newest first; of each mode the last 10,000. A request stands there within seconds of its answer.',
      query: apiRequestListQuerySchema,
      responses: { 200: apiRequestListSchema },
      errors: ['invalid_cursor', 'invalid_limit'],
    },
    run: async ({ context, caller, query, facts }) =>
      ok(await findApiRequests(context, caller, query, facts.url)),
  }),
];
