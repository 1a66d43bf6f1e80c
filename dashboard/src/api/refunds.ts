import { queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import type {
  RefundAnswer,
  RefundCreate,
  refundCodeAnswerSchema,
} from '../../../src/platform/contract/refunds.ts';
import { request } from './client.ts';
import type { List } from './types.ts';

type MailedCode = Static<typeof refundCodeAnswerSchema>;

export const refundsQuery = (transactionId: string) =>
  queryOptions({
    queryKey: ['payments', 'refunds', transactionId],
    queryFn: ({ signal }) =>
      request<List<RefundAnswer>>('GET', '/api/refunds/', {
        query: { transaction: transactionId, limit: 100 },
        signal,
      }),
  });

export const mailRefundCode = (transactionId: string, amount: string) =>
  request<MailedCode>('POST', `/api/transactions/${transactionId}/refund/code/`, { body: { amount } });

/** The key makes a repeated request of the same refund harmless. */
export const refundPayment = (transactionId: string, body: RefundCreate, idempotencyKey: string) =>
  request<RefundAnswer>('POST', `/api/transactions/${transactionId}/refund/`, { body, idempotencyKey });

export const resendWebhook = (transactionId: string) =>
  request<unknown>('POST', `/api/transactions/${transactionId}/resend-webhook/`);
