import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { DashboardAnswer } from '../../../src/platform/contract/reporting.ts';
import { currentMode } from '../mode.ts';
import { request } from './client.ts';

export const homeQuery = (days: number) =>
  queryOptions({
    queryKey: ['home', currentMode(), days],
    queryFn: ({ signal }) =>
      request<DashboardAnswer>('GET', '/api/organization/dashboard/', {
        query: { days, mode: currentMode() },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
