import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ApiKeyAnswer, ApiKeyCreate } from '../../../src/platform/contract/api-keys.ts';
import type { ApiRequestAnswer, ApiRequestListQuery } from '../../../src/platform/contract/api-requests.ts';
import { currentMode } from '../mode.ts';
import { request } from './client.ts';
import type { List, NewApiKey } from './types.ts';

const base = '/api/organization/api-keys/';

/** Those of both modes, ended ones too, newest first. */
export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => request<List<ApiKeyAnswer>>('GET', base, { signal }),
});

export const createApiKey = (body: ApiKeyCreate) => request<NewApiKey>('POST', base, { body });
export const rotateApiKey = (id: string, graceSeconds: number) =>
  request<NewApiKey>('POST', `${base}${id}/rotate/`, { body: { grace_seconds: graceSeconds } });
export const revokeApiKey = (id: string) => request<ApiKeyAnswer>('POST', `${base}${id}/revoke/`);

/** What was asked with keys of the mode. Staff may look. */
export const apiRequestsQuery = (filters: ApiRequestListQuery) => {
  const query = { mode: currentMode(), ...filters };
  return queryOptions({
    queryKey: ['api-requests', query],
    queryFn: ({ signal }) =>
      request<List<ApiRequestAnswer>>('GET', '/api/organization/api-requests/', { query, signal }),
    placeholderData: keepPreviousData,
  });
};
