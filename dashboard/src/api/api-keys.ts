import { queryOptions } from '@tanstack/react-query';
import type { ApiKeyAnswer } from '../../../src/platform/contract/api-keys.ts';
import { request } from './client.ts';
import type { List } from './types.ts';

/** Those of both modes, ended ones too, newest first. */
export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => request<List<ApiKeyAnswer>>('GET', '/api/organization/api-keys/', { signal }),
});
