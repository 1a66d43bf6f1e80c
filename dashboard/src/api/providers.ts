import { queryOptions } from '@tanstack/react-query';
import type { Mode } from '../../../src/platform/contract/common.ts';
import type {
  ConnectionAnswer,
  ConnectionOrder,
  ConnectionPut,
  LiveChecklist,
} from '../../../src/platform/contract/connections.ts';
import { request } from './client.ts';

const base = '/api/organization/providers/';
const checklist = '/api/organization/live-checklist/';

/** Those of both modes, connected or not. Staff may ask. */
export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: async ({ signal }) =>
    (await request<{ readonly results: readonly ConnectionAnswer[] }>('GET', base, { signal })).results,
  staleTime: 30_000,
});

export const connectProvider = (provider: string, body: ConnectionPut) =>
  request<ConnectionAnswer>('PUT', `${base}${provider}/`, { body });
export const disconnectProvider = (provider: string, mode: Mode) =>
  request<void>('DELETE', `${base}${provider}/`, { query: { mode } });
export const checkProvider = (provider: string, mode: Mode) =>
  request<ConnectionAnswer>('POST', `${base}${provider}/check/`, { query: { mode } });
export const orderProviders = (body: ConnectionOrder) =>
  request<{ readonly results: readonly ConnectionAnswer[] }>('PUT', `${base}order/`, { body });

/** What stands between an organization and real money, in order. Admins may ask. */
export const liveChecklistQuery = queryOptions({
  queryKey: ['live-checklist'],
  queryFn: ({ signal }) => request<LiveChecklist>('GET', checklist, { signal }),
});

export const sayKeysBackedUp = (done: boolean) =>
  request<LiveChecklist>('PUT', `${checklist}keys-backed-up/`, { body: { done } });
