import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { TransactionAnswer, TransactionListQuery } from '../../../src/platform/contract/transactions.ts';
import { currentMode } from '../mode.ts';
import { request } from './client.ts';
import type { List } from './types.ts';

export const paymentsQuery = (filters: TransactionListQuery) => {
  const query = { mode: currentMode(), ...filters };
  return queryOptions({
    queryKey: ['payments', 'list', query],
    queryFn: ({ signal }) => request<List<TransactionAnswer>>('GET', '/api/transactions/', { query, signal }),
    placeholderData: keepPreviousData,
  });
};

export const paymentQuery = (id: string) =>
  queryOptions({
    queryKey: ['payments', 'one', id],
    queryFn: ({ signal }) => request<TransactionAnswer>('GET', `/api/transactions/${id}/`, { signal }),
  });
