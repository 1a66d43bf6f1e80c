import type { PayingContext } from '#paying/context.ts';
import { csvType, xlsxType } from '#platform/contract/exports.ts';
import { paymentLinkParamsSchema } from '#platform/contract/payment-links.ts';
import { transactionReceiptSchema } from '#platform/contract/receipts.ts';
import {
  linkPaymentsQuerySchema,
  transactionListQuerySchema,
  transactionListSchema,
  transactionParamsSchema,
  transactionSchema,
} from '#platform/contract/transactions.ts';
import { resentDeliverySchema } from '#platform/contract/webhooks.ts';
import { preferredType } from '#platform/http/export-answer.ts';
import { ok, type Route, route } from '#platform/http/route.ts';
import { getStoredLink } from '#selling/payment-links/find-payment-links.ts';
import { exportTransactionsAsCsv, exportTransactionsAsXlsx } from './export-transactions.ts';
import { findLinkPayments, findTransactions, getTransaction } from './find-transactions.ts';
import { getTransactionReceipt } from './get-transaction-receipt.ts';
import { resendTransactionWebhook } from './resend-webhook.ts';

const tag = 'Payments';
const define = route<PayingContext>();

export const transactionRoutes: Route<PayingContext>[] = [
  define({
    method: 'GET',
    path: '/api/transactions/',
    auth: 'session-or-api-key',
    scope: 'payments:read',
    limit: 'api',
    contract: {
      tag,
      summary: 'List transactions',
      description:
        'As CSV or XLSX, by `Accept`: every transaction of the filter, whatever `limit` and `cursor` say. In XLSX amounts are numbers, times are dates in the organization’s time zone, and all else is text.',
      query: transactionListQuerySchema,
      responses: { 200: transactionListSchema },
      mediaTypes: [csvType, xlsxType],
      errors: ['invalid_cursor', 'invalid_limit', 'invalid_time'],
    },
    run: async ({ context, caller, query, facts }) => {
      const type = preferredType(facts.header('accept'), [csvType, xlsxType]);
      if (type === csvType) return exportTransactionsAsCsv(context, caller, query);
      if (type === xlsxType) return exportTransactionsAsXlsx(context, caller, query);
      return ok(await findTransactions(context, caller, query, facts.url));
    },
  }),
  define({
    method: 'GET',
    path: '/api/transactions/:id/',
    auth: 'session-or-api-key',
    scope: 'payments:read',
    limit: 'api',
    contract: {
      tag,
      summary: 'One transaction, by its TX id or its number',
      params: transactionParamsSchema,
      responses: { 200: transactionSchema },
    },
    run: async ({ context, caller, params }) => ok(await getTransaction(context, caller, params.id)),
  }),
  define({
    method: 'GET',
    path: '/api/transactions/:id/receipt/',
    auth: 'session',
    contract: {
      tag,
      summary: 'Where the receipt of a transaction is',
      description: 'The addresses hold the secret of its checkout: hand them to the buyer only.',
      params: transactionParamsSchema,
      responses: { 200: transactionReceiptSchema },
      errors: ['checkout_not_paid'],
    },
    run: async ({ context, caller, params }) => ok(await getTransactionReceipt(context, caller, params.id)),
  }),
  define({
    method: 'POST',
    path: '/api/transactions/:id/resend-webhook/',
    auth: 'session',
    role: 'admin',
    limit: 'webhook-resend',
    contract: {
      tag,
      summary: 'Send the newest event about a transaction again',
      description: 'The same bytes under a new delivery id, to the webhook endpoint of its mode.',
      params: transactionParamsSchema,
      responses: { 202: resentDeliverySchema },
      errors: ['webhook_disabled'],
    },
    run: async ({ context, caller, params }) => ({
      status: 202,
      body: { delivery_id: await resendTransactionWebhook(context, caller, params.id) },
    }),
  }),
  define({
    method: 'GET',
    path: '/api/payment-links/:id/payments/',
    auth: 'session',
    contract: {
      tag: 'Payment links',
      summary: 'Transactions collected through a link',
      params: paymentLinkParamsSchema,
      query: linkPaymentsQuerySchema,
      responses: { 200: transactionListSchema },
      errors: ['invalid_cursor', 'invalid_limit'],
    },
    run: async ({ context, caller, params, query, facts }) => {
      await getStoredLink(context.database.handle, context, caller.organizationId, params.id);
      return ok(await findLinkPayments(context, caller, params.id, query, facts.url));
    },
  }),
];
