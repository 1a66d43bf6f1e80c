import type { PayingContext } from '#paying/context.ts';
import {
  refundCodeAnswerSchema,
  refundCodeSchema,
  refundCreateSchema,
  refundListQuerySchema,
  refundListSchema,
  refundParamsSchema,
  refundSchema,
} from '#platform/contract/refunds.ts';
import { transactionParamsSchema } from '#platform/contract/transactions.ts';
import { created, ok, type Route, route } from '#platform/http/route.ts';
import { createRefund } from './create-refund.ts';
import { findRefunds, getRefund } from './find-refunds.ts';
import { sendRefundCode } from './refund-code.ts';

const tag = 'Refunds';
const define = route<PayingContext>();

export const refundRoutes: Route<PayingContext>[] = [
  define({
    method: 'POST',
    path: '/api/transactions/:id/refund/',
    auth: 'session-or-api-key',
    role: 'admin',
    scope: 'refunds:write',
    proof: 'depending',
    idempotent: true,
    limit: 'api',
    contract: {
      tag,
      summary: 'Refund a payment, in full or in part',
      description:
        'From the dashboard a mailed code is asked, and a fresh proof of whoever has a second factor; an API key needs neither.',
      params: transactionParamsSchema,
      body: refundCreateSchema,
      responses: { 201: refundSchema },
      errors: [
        'invalid_amount',
        'refund_exceeds_payment',
        'transaction_not_paid',
        'refund_code_required',
        'refund_code_invalid',
        'rate_limited',
      ],
    },
    run: async ({ context, caller, params, body, facts }) => {
      const made = await createRefund(context, caller, {
        reference: params.id,
        body,
        idempotencyKey: facts.idempotencyKey,
      });
      return created(made.refund, made.isReplay ? { 'idempotent-replayed': 'true' } : undefined);
    },
  }),
  define({
    method: 'POST',
    path: '/api/transactions/:id/refund/code/',
    auth: 'session',
    role: 'admin',
    contract: {
      tag,
      summary: 'Mail the code that a refund from the dashboard asks for',
      description:
        'A person gets 30 codes and 10 wrong tries a day in an organization. Asked again within a minute, the code that is on its way stays good and none is mailed.',
      params: transactionParamsSchema,
      body: refundCodeSchema,
      responses: { 202: refundCodeAnswerSchema },
      errors: ['invalid_amount', 'refund_exceeds_payment', 'transaction_not_paid', 'rate_limited'],
    },
    run: async ({ context, caller, params, body }) => ({
      status: 202,
      body: await sendRefundCode(context, caller, params.id, body.amount),
    }),
  }),
  define({
    method: 'GET',
    path: '/api/refunds/',
    auth: 'session-or-api-key',
    scope: 'refunds:read',
    limit: 'api',
    contract: {
      tag,
      summary: 'List refunds',
      query: refundListQuerySchema,
      responses: { 200: refundListSchema },
      errors: ['invalid_cursor', 'invalid_limit'],
    },
    run: async ({ context, caller, query, facts }) =>
      ok(await findRefunds(context, caller, query, facts.url)),
  }),
  define({
    method: 'GET',
    path: '/api/refunds/:id/',
    auth: 'session-or-api-key',
    scope: 'refunds:read',
    limit: 'api',
    contract: { tag, summary: 'One refund', params: refundParamsSchema, responses: { 200: refundSchema } },
    run: async ({ context, caller, params }) => ok(await getRefund(context, caller, params.id)),
  }),
];
