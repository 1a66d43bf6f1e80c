import { queryOptions } from '@tanstack/react-query';
import type { LedgerEntryAnswer } from '../../../src/platform/contract/ledger.ts';
import type { TransactionReceiptAnswer } from '../../../src/platform/contract/receipts.ts';
import type { TransactionAnswer } from '../../../src/platform/contract/transactions.ts';
import type { DeliveryAnswer } from '../../../src/platform/contract/webhooks.ts';
import { request } from './client.ts';
import type { List } from './types.ts';

type Payment = Pick<TransactionAnswer, 'id' | 'mode'>;

const most = 100;

/** What was booked for a payment and its refunds, newest first. */
export const ledgerOfQuery = ({ id, mode }: Payment) =>
  queryOptions({
    queryKey: ['payments', 'ledger', id],
    queryFn: ({ signal }) =>
      request<List<LedgerEntryAnswer>>('GET', '/api/organization/ledger/', {
        query: { transaction: id, mode, limit: most },
        signal,
      }),
  });

/** What told a shop's server of a payment and its refunds, newest first. */
export const deliveriesOfQuery = ({ id, mode }: Payment) =>
  queryOptions({
    queryKey: ['payments', 'deliveries', id],
    queryFn: ({ signal }) =>
      request<List<DeliveryAnswer>>('GET', '/api/organization/webhook/deliveries/', {
        query: { transaction: id, mode, limit: most },
        signal,
      }),
  });

/** Where the receipt of a paid payment is; one that was given back at once has none. */
export const receiptOfQuery = (id: string) =>
  queryOptions({
    queryKey: ['payments', 'receipt', id],
    queryFn: ({ signal }) =>
      request<TransactionReceiptAnswer>('GET', `/api/transactions/${id}/receipt/`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
