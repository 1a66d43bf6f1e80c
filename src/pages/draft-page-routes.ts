import type { Context } from '#platform/context.ts';
import { paymentLinkDraftSchema } from '#platform/contract/payment-links.ts';
import { type Route, route } from '#platform/http/route.ts';
import { pickLocale } from '#platform/text/locales.ts';
import { draftPaymentLink } from '#selling/payment-links/draft-payment-link.ts';
import { type PageAssets, pageContext } from './context.ts';
import { linkPage } from './link-page.ts';
import { headersOf } from './page-request.ts';

/** What pages need that are rendered for merchants. */
export type PageRouteContext = Context & { readonly pageAssets: PageAssets };

export const draftPageRoutes: Route<PageRouteContext>[] = [
  route<PageRouteContext>()({
    method: 'POST',
    path: '/api/payment-links/preview/',
    contract: {
      summary: 'See the page of a link before it is made',
      description:
        'The HTML that its buyers would get, with the totals that it would have. It takes and refuses what making the link would, without a name. Nothing is stored, and the form in it leads nowhere.',
      tag: 'Payment links',
      body: paymentLinkDraftSchema,
      responses: { 200: null },
      mediaTypes: ['text/html'],
      errors: [
        'unknown_product',
        'price_missing',
        'unsupported_currency',
        'amount_below_minimum',
        'amount_above_maximum',
        'invalid_time',
        'expires_in_past',
        'live_mode_unavailable',
      ],
    },
    auth: 'session',
    role: 'staff',
    run: async ({ context, caller, body, facts }) => {
      const preview = await draftPaymentLink(context, caller, body);
      const { config, clock, pageAssets: assets } = context;
      const page = pageContext({
        locale: pickLocale(facts.header('accept-language')),
        localeChosen: false,
        path: `/pay/${preview.snapshot.id}`,
        platformName: config.platformName,
        publicUrl: config.publicUrl,
        assets,
        now: clock.now(),
      });
      const answer = linkPage({ context }, page, preview, {
        status: 200,
        form: { values: {}, hidden: {}, errors: [], nonce: '' },
        notice: null,
        currency: '',
      });
      const { accentColour } = answer;
      return { status: 200, raw: answer.html, headers: headersOf({ accentColour }) };
    },
  }),
];
