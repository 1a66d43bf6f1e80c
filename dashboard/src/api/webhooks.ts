import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import type {
  DeliveryAnswer,
  DeliveryListQuery,
  savedWebhookSchema,
  WebhookAnswer,
  WebhookPut,
  webhookSecretSchema,
} from '../../../src/platform/contract/webhooks.ts';
import { currentMode } from '../mode.ts';
import { request } from './client.ts';
import type { List } from './types.ts';

const base = '/api/organization/webhook/';
const deliveries = `${base}deliveries/`;

/** Everything about the endpoint is asked again after a change, a test or a resend. */
export const webhookKey = ['webhook'];

export const endpointQuery = () => {
  const query = { mode: currentMode() };
  return queryOptions({
    queryKey: [...webhookKey, 'endpoint', query],
    queryFn: ({ signal }) => request<WebhookAnswer>('GET', base, { query, signal }),
  });
};

export const deliveriesQuery = (filters: DeliveryListQuery) => {
  const query = { mode: currentMode(), ...filters };
  return queryOptions({
    queryKey: [...webhookKey, 'deliveries', query],
    queryFn: ({ signal }) => request<List<DeliveryAnswer>>('GET', deliveries, { query, signal }),
    placeholderData: keepPreviousData,
  });
};

export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: [...webhookKey, 'delivery', id],
    queryFn: ({ signal }) => request<DeliveryAnswer>('GET', `${deliveries}${id}/`, { signal }),
  });

export const saveEndpoint = (body: WebhookPut) =>
  request<Static<typeof savedWebhookSchema>>('PUT', base, { query: { mode: currentMode() }, body });
export const removeEndpoint = () => request<void>('DELETE', base, { query: { mode: currentMode() } });
export const rotateSecret = () =>
  request<Static<typeof webhookSecretSchema>>('POST', `${base}rotate-secret/`, {
    query: { mode: currentMode() },
  });
export const sendTestEvent = () =>
  request<{ readonly event_id: string }>('POST', `${base}test/`, { query: { mode: currentMode() } });
export const resendDelivery = (id: string) =>
  request<{ readonly delivery_id: string }>('POST', `${deliveries}${id}/resend/`);
