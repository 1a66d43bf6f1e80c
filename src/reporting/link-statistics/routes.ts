import type { Context } from '#platform/context.ts';
import {
  paymentLinkDetailQuerySchema,
  paymentLinkDetailSchema,
  paymentLinkParamsSchema,
} from '#platform/contract/payment-links.ts';
import { ok, type Route, route } from '#platform/http/route.ts';
import { getLinkDetail } from './get-link-detail.ts';

export const linkStatisticsRoutes: Route<Context>[] = [
  route<Context>()({
    method: 'GET',
    path: '/api/payment-links/:id/',
    contract: {
      summary: 'Read a payment link',
      description:
        'With its statistics; a deleted link still answers. A day is one of the organization’s time zone, as it is when the day ends.',
      tag: 'Payment links',
      params: paymentLinkParamsSchema,
      query: paymentLinkDetailQuerySchema,
      responses: { 200: paymentLinkDetailSchema },
      errors: ['not_found', 'invalid_value'],
    },
    auth: 'session',
    role: 'viewer',
    run: async ({ context, caller, params, query }) =>
      ok(await getLinkDetail(context, caller, params.id, query)),
  }),
];
