import type { Context } from '#platform/context.ts';
import { dashboardQuerySchema, dashboardSchema } from '#platform/contract/reporting.ts';
import { ok, type Route, route } from '#platform/http/route.ts';
import { getDashboard } from './get-dashboard.ts';

export const homeRoutes: Route<Context>[] = [
  route<Context>()({
    method: 'GET',
    path: '/api/organization/dashboard/',
    contract: {
      summary: 'Read the dashboard’s first page',
      description:
        'Wallet, figures by day with the period before, funnel, latest activity and what needs attention, all of one moment and one mode.',
      tag: 'Organization',
      query: dashboardQuerySchema,
      responses: { 200: dashboardSchema },
      errors: ['invalid_value'],
    },
    auth: 'session',
    role: 'viewer',
    run: async ({ context, caller, query }) => ok(await getDashboard(context, caller, query)),
  }),
];
