import { queryOptions } from '@tanstack/react-query';
import { cursorOf, request } from '@/api/client.ts';
import { watchMs } from '@/api/payment-links.ts';
import type { List } from '@/api/types.ts';
import type { TransactionAnswer } from '../../../../src/platform/contract/transactions.ts';

const pageSize = 100;
const mostPages = 10;

export type RecentPayments = {
  readonly payments: readonly TransactionAnswer[];
  /** Whether there are more than are read for the figures, which are then a lower bound. */
  readonly isCut: boolean;
};

/** The payments that began since an instant, newest first, at most a thousand. */
export const recentPaymentsQuery = (since: string) =>
  queryOptions({
    queryKey: ['payments', 'since', since],
    queryFn: async ({ signal }): Promise<RecentPayments> => {
      const payments: TransactionAnswer[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < mostPages; page += 1) {
        const query = { created_after: since, limit: pageSize, cursor };
        const answer = await request<List<TransactionAnswer>>('GET', '/api/transactions/', { query, signal });
        payments.push(...answer.results);
        cursor = cursorOf(answer.next);
        if (!cursor) return { payments, isCut: false };
      }
      return { payments, isCut: true };
    },
    refetchInterval: 3 * watchMs,
  });
