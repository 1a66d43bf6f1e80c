import type { PayingContext } from '#paying/context.ts';
import { paymentLinkParamsSchema } from '#platform/contract/payment-links.ts';
import {
  linkPaymentsQuerySchema,
  transactionListQuerySchema,
  transactionListSchema,
  transactionParamsSchema,
  transactionSchema,
} from '#platform/contract/transactions.ts';
import { ok, type Route, route } from '#platform/http/route.ts';
import { getStoredLink } from '#selling/payment-links/find-payment-links.ts';
import { findLinkPayments, findTransactions, getTransaction } from './find-transactions.ts';

const tag = 'Payments';
const define = route<PayingContext>();

export const transactionRoutes: Route<PayingContext>[] = [
  define({
    method: 'GET',
    path: '/api/transactions/',
    auth: 'session-or-api-key',
    scope: 'payments:read',
    contract: {
      tag,
      summary: 'List transactions',
      query: transactionListQuerySchema,
      responses: { 200: transactionListSchema },
      errors: ['invalid_cursor', 'invalid_limit', 'invalid_time'],
    },
    run: async ({ context, caller, query, facts }) =>
      ok(await findTransactions(context, caller, query, facts.url)),
  }),
  define({
    method: 'GET',
    path: '/api/transactions/:id/',
    auth: 'session-or-api-key',
    scope: 'payments:read',
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
