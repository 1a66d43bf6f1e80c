import type { PayingContext } from '#paying/context.ts';
import {
  checkoutCreateSchema,
  checkoutListQuerySchema,
  checkoutListSchema,
  checkoutParamsSchema,
  checkoutSchema,
  checkoutSessionSchema,
  checkoutStateSchema,
  payAnswerSchema,
  payBodySchema,
  startBodySchema,
  tokenParamsSchema,
} from '#platform/contract/checkouts.ts';
import { declineCodes } from '#platform/contract/declines.ts';
import { notFound } from '#platform/contract/errors.ts';
import { paymentLinkParamsSchema } from '#platform/contract/payment-links.ts';
import { created, ok, type Route, route } from '#platform/http/route.ts';
import { formatId, isUuid } from '#platform/kit/ids.ts';
import { acceptedLocale } from '#platform/text/locales.ts';
import { cancelCheckout } from './close-checkout.ts';
import { createCheckout } from './create-checkout.ts';
import { findCheckouts, getMerchantCheckout } from './find-checkouts.ts';
import { getCheckout } from './get-checkout.ts';
import { replyToPay } from './pay-answer.ts';
import { payCheckout } from './pay-checkout.ts';
import { renewCheckout } from './renew-checkout.ts';
import { startCheckout } from './start-checkout.ts';

const tag = 'Checkout';
const replayed = (isReplay: boolean) => (isReplay ? { 'idempotent-replayed': 'true' } : undefined);
const define = route<PayingContext>();

const unpayable = [
  'checkout_expired',
  'checkout_canceled',
  'checkout_failed',
  'checkout_already_paid',
  'payment_in_progress',
  'organization_suspended',
  'link_fully_held',
  'link_used_up',
] as const;

/** The address that the field knows is answered beside the API's own. */
const createRoute = (path: string, unpublished: boolean) =>
  define({
    method: 'POST',
    path,
    auth: 'api-key',
    scope: 'checkout:create',
    idempotent: true,
    limit: 'api',
    unpublished,
    contract: {
      tag,
      summary: 'Create a checkout for arbitrary lines',
      description: 'Lines come from the catalog, or ad hoc where the organization allows it.',
      body: checkoutCreateSchema,
      responses: { 201: checkoutSessionSchema },
      errors: [
        'unknown_product',
        'price_missing',
        'ad_hoc_items_disabled',
        'amount_below_minimum',
        'amount_above_maximum',
        'redirect_not_allowed',
        'organization_suspended',
        'live_mode_unavailable',
      ],
    },
    run: async ({ context, caller, body, facts }) => {
      const made = await createCheckout(context, caller, body, facts.idempotencyKey);
      return created(made.session, replayed(made.isReplay));
    },
  });

export const checkoutRoutes: Route<PayingContext>[] = [
  createRoute('/api/checkout/create/', false),
  createRoute('/checkout/create/', true),
  define({
    method: 'GET',
    path: '/api/checkouts/',
    auth: 'session-or-api-key',
    scope: 'payments:read',
    limit: 'api',
    contract: {
      tag,
      summary: 'List checkouts',
      query: checkoutListQuerySchema,
      responses: { 200: checkoutListSchema },
      errors: ['invalid_cursor', 'invalid_limit', 'invalid_time'],
    },
    run: async ({ context, caller, query, facts }) =>
      ok(await findCheckouts(context, caller, query, facts.url)),
  }),
  define({
    method: 'GET',
    path: '/api/checkouts/:id/',
    auth: 'session-or-api-key',
    scope: 'payments:read',
    limit: 'api',
    contract: {
      tag,
      summary: 'One checkout',
      params: checkoutParamsSchema,
      responses: { 200: checkoutSchema },
    },
    run: async ({ context, caller, params }) => ok(await getMerchantCheckout(context, caller, params.id)),
  }),
  define({
    method: 'POST',
    path: '/api/payment-links/public/:id/start/',
    fastPath: true,
    auth: 'public',
    idempotent: true,
    limit: 'start',
    contract: {
      tag,
      summary: 'Start a checkout of a payment link',
      description: 'Takes one place when the link is limited. The price is fixed from here on.',
      params: paymentLinkParamsSchema,
      body: startBodySchema,
      responses: { 201: checkoutSessionSchema },
      errors: [
        'link_inactive',
        'link_deleted',
        'link_expired',
        'link_used_up',
        'link_fully_held',
        'place_kept_for_others',
        'currency_unavailable',
        'amount_below_minimum',
        'amount_above_maximum',
        'redirect_not_allowed',
        'organization_suspended',
        'live_mode_unavailable',
      ],
    },
    run: async ({ context, params, body, facts }) => {
      if (!isUuid(params.id)) throw notFound('payment link');
      const started = await startCheckout(context, {
        linkId: params.id,
        body,
        idempotencyKey: facts.idempotencyKey,
        address: facts.address,
        locale: acceptedLocale(facts.header('accept-language')),
        isGone: () => facts.isGone(),
      });
      return created(started.session, replayed(started.isReplay));
    },
  }),
  define({
    method: 'GET',
    path: '/api/checkout/:token/',
    auth: 'public',
    limit: 'read',
    contract: {
      tag,
      summary: 'State of a checkout',
      params: tokenParamsSchema,
      responses: { 200: checkoutStateSchema },
    },
    run: async ({ context, params }) => ok(await getCheckout(context, params.token)),
  }),
  define({
    method: 'POST',
    path: '/api/checkout/:token/pay/',
    auth: 'public',
    idempotent: true,
    limit: 'pay',
    contract: {
      tag,
      summary: 'Pay a checkout',
      description:
        'The sandbox takes a test card; other ways take `{"way": …}`, or `{}` for the first, and answer with a page to go to.',
      params: tokenParamsSchema,
      body: payBodySchema,
      responses: { 200: payAnswerSchema, 202: payAnswerSchema },
      errors: [...declineCodes, ...unpayable, 'unknown_way', 'test_card_required', 'live_mode_unavailable'],
    },
    run: async ({ context, params, body, facts }) => {
      const paid = await payCheckout(context, {
        token: params.token,
        body,
        idempotencyKey: facts.idempotencyKey,
        locale: acceptedLocale(facts.header('accept-language')),
      });
      const reply = replyToPay(paid, params.token, context.config.publicUrl);
      return { ...reply, headers: replayed(paid.isReplay) ?? {} };
    },
  }),
  define({
    method: 'POST',
    path: '/api/checkout/:token/cancel/',
    auth: 'public',
    limit: 'pay',
    contract: {
      tag,
      summary: 'Cancel a checkout',
      description: 'Gives its place back at once.',
      params: tokenParamsSchema,
      responses: { 200: payAnswerSchema },
      errors: ['checkout_already_paid', 'payment_in_progress', 'checkout_expired', 'checkout_failed'],
    },
    run: async ({ context, params }) => {
      const state = await cancelCheckout(context, params.token);
      return ok({
        checkout_id: formatId('chk', state.id),
        status: state.status,
        transaction_id: state.transaction && formatId('TX', state.transaction.id),
        next_action: null,
        receipt_url: null,
      });
    },
  }),
  define({
    method: 'POST',
    path: '/api/checkout/:token/renew/',
    auth: 'public',
    limit: 'pay',
    contract: {
      tag,
      summary: 'Give an open checkout more time',
      description:
        'A new expires_at, at most twice its life after its start. Not from an address that let places lapse, while every place is held.',
      params: tokenParamsSchema,
      responses: { 200: checkoutStateSchema },
      errors: ['checkout_not_open', 'place_kept_for_others'],
    },
    run: async ({ context, params }) => {
      await renewCheckout(context, params.token);
      return ok(await getCheckout(context, params.token));
    },
  }),
];
