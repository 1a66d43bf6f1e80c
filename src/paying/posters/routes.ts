import type { PayingContext } from '#paying/context.ts';
import { paymentLinkParamsSchema, posterQuerySchema } from '#platform/contract/payment-links.ts';
import { type Route, route } from '#platform/http/route.ts';
import { pickLocale } from '#platform/text/locales.ts';
import { getPosterPdf } from './get-poster.ts';

export const posterRoutes: Route<PayingContext>[] = [
  route<PayingContext>()({
    method: 'GET',
    path: '/api/payment-links/:id/poster.pdf',
    contract: {
      summary: 'Poster of a payment link, as a PDF',
      description:
        'One page to print and hang up: who sells what, for how much in the link’s own currency, and a QR code of the address that is shared.',
      tag: 'Payment links',
      params: paymentLinkParamsSchema,
      query: posterQuerySchema,
      responses: { 200: null },
      mediaTypes: ['application/pdf'],
      errors: ['not_found', 'invalid_value'],
    },
    auth: 'session',
    role: 'viewer',
    run: async ({ context, caller, params, query, facts }) => {
      const { paper = 'a4' } = query;
      const locale = pickLocale(facts.header('accept-language'), query.locale);
      return {
        status: 200,
        raw: await getPosterPdf(context, caller, params.id, paper, locale),
        headers: {
          'content-type': 'application/pdf',
          vary: 'accept-language',
          'content-disposition': `attachment; filename="poster-${paper}.pdf"`,
        },
      };
    },
  }),
];
