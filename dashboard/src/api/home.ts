import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { DashboardAnswer } from '../../../src/platform/contract/reporting.ts';
import { request } from './client.ts';

export const homeQuery = (days: number) =>
  queryOptions({
    queryKey: ['home', days],
    queryFn: ({ signal }) =>
      request<DashboardAnswer>('GET', '/api/organization/dashboard/', { query: { days }, signal }),
    placeholderData: keepPreviousData,
  });
