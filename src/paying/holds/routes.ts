import type { PayingContext } from '#paying/context.ts';
import {
  holdLinkParamsSchema,
  holdListQuerySchema,
  holdListSchema,
  holdParamsSchema,
} from '#platform/contract/holds.ts';
import { noContent, ok, type Route, route } from '#platform/http/route.ts';
import { findHolds } from './find-holds.ts';
import { releaseHold } from './release-hold.ts';

const tag = 'Payment links';
const define = route<PayingContext>();

export const holdRoutes: Route<PayingContext>[] = [
  define({
    method: 'GET',
    path: '/api/payment-links/:id/holds/',
    auth: 'session',
    role: 'viewer',
    contract: {
      tag,
      summary: 'List the held places of a link',
      description:
        'The checkouts that keep a place of a limited link now, newest first, and how patient their addresses were.',
      params: holdLinkParamsSchema,
      query: holdListQuerySchema,
      responses: { 200: holdListSchema },
      errors: ['not_found', 'invalid_cursor', 'invalid_limit'],
    },
    run: async ({ context, caller, params, query, facts }) =>
      ok(await findHolds(context, caller, params.id, query, facts.url)),
  }),
  define({
    method: 'POST',
    path: '/api/payment-links/:id/holds/:checkout_id/release/',
    auth: 'session',
    role: 'staff',
    contract: {
      tag,
      summary: 'Release a held place',
      description:
        'Cancels the checkout that keeps it, and tells its buyer. No money moves; a payment that is not decided keeps its place.',
      params: holdParamsSchema,
      responses: { 204: null },
      errors: ['not_found', 'payment_in_progress', 'checkout_not_open'],
    },
    run: async ({ context, caller, params }) => {
      await releaseHold(context, caller, params.id, params.checkout_id);
      return noContent;
    },
  }),
];
