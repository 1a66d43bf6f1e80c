import type { PayingContext } from '#paying/context.ts';
import { ledgerListSchema, ledgerQuerySchema } from '#platform/contract/ledger.ts';
import { prefersCsv } from '#platform/http/export-answer.ts';
import { ok, type Route, route } from '#platform/http/route.ts';
import { exportEntries, findEntries } from './find-entries.ts';

export const ledgerRoutes: Route<PayingContext>[] = [
  route<PayingContext>()({
    method: 'GET',
    path: '/api/organization/ledger/',
    auth: 'session',
    contract: {
      tag: 'Payments',
      summary: 'The double-entry ledger; all of it as CSV with Accept: text/csv',
      query: ledgerQuerySchema,
      responses: { 200: ledgerListSchema },
      mediaTypes: ['text/csv'],
      errors: ['invalid_cursor', 'invalid_limit'],
    },
    run: async ({ context, caller, query, facts }) =>
      prefersCsv(facts.header('accept'))
        ? exportEntries(context, caller, query)
        : ok(await findEntries(context, caller, query, facts.url)),
  }),
];
