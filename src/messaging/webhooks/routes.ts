import type { MessagingContext } from '#messaging/context.ts';
import {
  deliveryListQuerySchema,
  deliveryListSchema,
  deliveryParamsSchema,
  deliverySchema,
  resentDeliverySchema,
  savedWebhookSchema,
  webhookPutSchema,
  webhookQuerySchema,
  webhookSchema,
  webhookSecretSchema,
  webhookTestSchema,
} from '#platform/contract/webhooks.ts';
import { listAnswer } from '#platform/db/page.ts';
import { noContent, ok, type Route, route } from '#platform/http/route.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { findHealth, getDelivery } from './deliveries/find-deliveries.ts';
import { listDeliveries } from './deliveries/list-deliveries.ts';
import { resendDelivery } from './deliveries/resend-delivery.ts';
import { showDelivery } from './deliveries/show-delivery.ts';
import { getEndpoint } from './endpoints/find-endpoints.ts';
import { putEndpoint } from './endpoints/put-endpoint.ts';
import { removeEndpoint } from './endpoints/remove-endpoint.ts';
import { rotateSecret } from './endpoints/rotate-secret.ts';
import { showEndpoint } from './endpoints/show-endpoint.ts';
import { testEndpoint } from './endpoints/test-endpoint.ts';

const tag = 'Webhooks';
const path = '/api/organization/webhook/';
const define = route<MessagingContext>();

export const webhookRoutes: Route<MessagingContext>[] = [
  define({
    method: 'GET',
    path,
    auth: 'session',
    role: 'viewer',
    contract: {
      tag,
      summary: 'Read the webhook endpoint of a mode',
      query: webhookQuerySchema,
      responses: { 200: webhookSchema },
    },
    run: async ({ context, caller, query }) => {
      const mode = query.mode ?? caller.defaultMode;
      const endpoint = await getEndpoint(context, caller, mode);
      const health = await findHealth(context, caller, mode);
      return ok(showEndpoint(endpoint, health, mode, context.clock.now()));
    },
  }),
  define({
    method: 'PUT',
    path,
    auth: 'session',
    role: 'admin',
    proof: 'depending',
    contract: {
      tag,
      summary: 'Set the webhook endpoint of a mode',
      description:
        'The first time it answers the signing secret, this once. Events that were committed before it was enabled are not sent; pull them from /api/events/. Another address, or enabling it, asks for a fresh proof.',
      query: webhookQuerySchema,
      body: webhookPutSchema,
      responses: { 200: savedWebhookSchema },
      errors: ['invalid_value', 'read_only_field'],
    },
    run: async ({ context, caller, query, body }) => {
      const mode = query.mode ?? caller.defaultMode;
      const { endpoint, secret } = await putEndpoint(context, caller, mode, body);
      const health = await findHealth(context, caller, mode);
      const shown = showEndpoint(endpoint, health, mode, context.clock.now());
      return ok(secret === undefined ? shown : { ...shown, secret });
    },
  }),
  define({
    method: 'DELETE',
    path,
    auth: 'session',
    role: 'admin',
    contract: {
      tag,
      summary: 'Remove the webhook endpoint of a mode',
      description:
        'Its secret is forgotten and what waits is given up. Events are still written; pull them from /api/events/.',
      query: webhookQuerySchema,
      responses: { 204: null },
      errors: ['not_found'],
    },
    run: async ({ context, caller, query }) => {
      await removeEndpoint(context, caller, query.mode ?? caller.defaultMode);
      return noContent;
    },
  }),
  define({
    method: 'POST',
    path: `${path}rotate-secret/`,
    auth: 'session',
    role: 'admin',
    proof: 'always',
    contract: {
      tag,
      summary: 'Replace the signing secret',
      description: 'The former one goes on signing beside it for 24 hours.',
      query: webhookQuerySchema,
      responses: { 200: webhookSecretSchema },
      errors: ['not_found'],
    },
    run: async ({ context, caller, query }) => {
      const { secret, previousSecretExpiresAt } = await rotateSecret(
        context,
        caller,
        query.mode ?? caller.defaultMode,
      );
      return ok({ secret, previous_secret_expires_at: formatInstant(previousSecretExpiresAt) });
    },
  }),
  define({
    method: 'POST',
    path: `${path}test/`,
    auth: 'session',
    role: 'admin',
    limit: 'webhook-test',
    contract: {
      tag,
      summary: 'Send a test event',
      description: 'It takes the way of every other event, retries included. At most 20 an hour.',
      query: webhookQuerySchema,
      responses: { 202: webhookTestSchema },
      errors: ['webhook_disabled'],
    },
    run: async ({ context, caller, query }) => ({
      status: 202,
      body: { event_id: await testEndpoint(context, caller, query.mode ?? caller.defaultMode) },
    }),
  }),
  define({
    method: 'GET',
    path: `${path}deliveries/`,
    auth: 'session',
    role: 'viewer',
    contract: {
      tag,
      summary: 'List deliveries',
      query: deliveryListQuerySchema,
      responses: { 200: deliveryListSchema },
      errors: ['invalid_cursor', 'invalid_limit'],
    },
    run: async ({ context, caller, query, facts }) => {
      const page = await listDeliveries(context, caller, query);
      return ok(listAnswer(page, facts.url, context.config.publicUrl, showDelivery));
    },
  }),
  define({
    method: 'GET',
    path: `${path}deliveries/:id/`,
    auth: 'session',
    role: 'viewer',
    contract: {
      tag,
      summary: 'Read a delivery',
      params: deliveryParamsSchema,
      responses: { 200: deliverySchema },
      errors: ['not_found'],
    },
    run: async ({ context, caller, params }) =>
      ok(showDelivery(await getDelivery(context, caller, params.id))),
  }),
  define({
    method: 'POST',
    path: `${path}deliveries/:id/resend/`,
    auth: 'session',
    role: 'admin',
    limit: 'webhook-resend',
    contract: {
      tag,
      summary: 'Send the event of a delivery again',
      description: 'The same bytes under a new delivery id, to the address that the endpoint has now.',
      params: deliveryParamsSchema,
      responses: { 202: resentDeliverySchema },
      errors: ['not_found', 'webhook_disabled'],
    },
    run: async ({ context, caller, params }) => ({
      status: 202,
      body: { delivery_id: await resendDelivery(context, caller, params.id) },
    }),
  }),
];
