import { type Static, Type } from 'typebox';
import type { Currency } from '#platform/kit/money.ts';
import {
  amountInputSchema,
  amountSchema,
  currencySchema,
  instantInputSchema,
  instantSchema,
  listOf,
  listQuery,
  metadataAnswerSchema,
  metadataSchema,
  modeSchema,
  nullable,
  oneOf,
  pricingModeSchema,
  strictObject,
  taxRateInputSchema,
  text,
} from './common.ts';
import { brandingSchema, legalFields } from './organizations.ts';
import { pricedLineSchema } from './payment-links.ts';

export const checkoutStatuses = ['open', 'processing', 'paid', 'failed', 'canceled', 'expired'] as const;
export const checkoutStatusSchema = oneOf(checkoutStatuses);

/** Why a canceled checkout is: its buyer gave up, its merchant released the place, or the sale was closed. */
export const cancelReasons = ['buyer', 'place_released', 'link_closed'] as const;
export type CancelReason = (typeof cancelReasons)[number];

/** What a buyer tells about themselves; empty optional fields count as absent. */
export const billingFields = {
  billing_country: Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2, or XK' }),
  billing_postal_code: Type.Optional(nullable(text(0, 20, 'Required for US'))),
  billing_first_name: text(1, 100),
  billing_last_name: Type.Optional(nullable(text(0, 100, 'Left out by people with one name'))),
  // Judged by `readMailAddress`: what surrounds an address is trimmed.
  billing_email: text(3, 320),
  billing_phone: Type.Optional(nullable(text(0, 40))),
  billing_line1: Type.Optional(nullable(text(0, 200))),
  billing_line2: Type.Optional(nullable(text(0, 200))),
  billing_city: Type.Optional(nullable(text(0, 100))),
  billing_state: Type.Optional(nullable(text(0, 100))),
  billing_company: Type.Optional(nullable(text(0, 200))),
  billing_tax_id: Type.Optional(nullable(text(0, 50))),
};

const redirectUrl = () =>
  Type.Optional(nullable(Type.String({ maxLength: 2048, errorCode: 'redirect_not_allowed' })));
/** Where the buyer goes afterwards; both spellings are taken. */
export const redirectFields = {
  successUrl: redirectUrl(),
  failedUrl: redirectUrl(),
  cancelUrl: redirectUrl(),
  success_url: redirectUrl(),
  failed_url: redirectUrl(),
  cancel_url: redirectUrl(),
};

const utm = () => Type.Optional(nullable(text(0, 200)));
export const utmFields = {
  utm_source: utm(),
  utm_medium: utm(),
  utm_campaign: utm(),
  utm_term: utm(),
  utm_content: utm(),
};

export const startBodySchema = strictObject({
  ...billingFields,
  ...redirectFields,
  ...utmFields,
  currency: Type.Optional(nullable(currencySchema)),
  client_reference_id: Type.Optional(nullable(text(0, 200))),
});
export type StartBody = Static<typeof startBodySchema>;

export const simulations = [
  'payment_failed',
  'checkout_canceled',
  'canceled',
  'success_pending_deposit',
  'checkout_pending',
] as const;
export type Simulation = (typeof simulations)[number];

/** One line of an API checkout: from the catalog by `id`, or ad hoc with a name and a price. */
const itemSchema = strictObject({
  id: Type.Optional(Type.String({ maxLength: 64, description: 'A product of the catalog' })),
  name: Type.Optional(text(1, 120)),
  unit_price: Type.Optional(amountInputSchema),
  quantity: Type.Integer({ minimum: 1, maximum: 9999 }),
  tax_rate: Type.Optional(nullable(taxRateInputSchema)),
});

export const checkoutCreateSchema = strictObject({
  ...billingFields,
  ...redirectFields,
  currency: Type.Optional(nullable(currencySchema)),
  pricing_mode: Type.Optional(nullable(pricingModeSchema)),
  products: Type.Array(itemSchema, { minItems: 1, maxItems: 50 }),
  metadata: Type.Optional(nullable(metadataSchema)),
  client_reference_id: Type.Optional(nullable(text(0, 200))),
  sandbox_simulate: Type.Optional(nullable(oneOf(simulations))),
});
export type CheckoutCreate = Static<typeof checkoutCreateSchema>;

export const checkoutSessionSchema = Type.Object({
  checkout_id: Type.String(),
  order_id: Type.String({ description: 'Equals checkout_id' }),
  checkout_url: Type.String({ description: 'The hosted checkout; send the buyer there' }),
  token: Type.String({ description: 'Bearer secret of this one checkout' }),
  expires_at: Type.Integer({ description: 'Unix seconds' }),
  currency: currencySchema,
  amount: Type.String({ pattern: '^\\d+\\.\\d{2}$', description: 'What the buyer pays' }),
});
export type CheckoutSession = Static<typeof checkoutSessionSchema>;

export const tokenParamsSchema = strictObject({ token: Type.String() });

const cardSchema = strictObject({
  type: oneOf(['card']),
  number: Type.String({ maxLength: 40, description: 'A test card number' }),
  exp_month: Type.Integer({ minimum: 1, maximum: 12 }),
  exp_year: Type.Integer({ minimum: 2000, maximum: 2100 }),
  cvc: Type.String({ pattern: '^\\d{3,4}$' }),
  name: Type.Optional(nullable(text(0, 200))),
});
export const payBodySchema = strictObject({
  payment_method: Type.Optional(cardSchema),
  way: Type.Optional(text(1, 40, 'Id of one of the ways to pay of the checkout; the first when left out')),
});
export type PayBody = Static<typeof payBodySchema>;

const nextActionSchema = Type.Unsafe<{ type: 'redirect'; url: string } | null>({
  type: ['object', 'null'],
  required: ['type', 'url'],
  properties: { type: { type: 'string', enum: ['redirect'] }, url: { type: 'string' } },
});

export const payAnswerSchema = Type.Object({
  checkout_id: Type.String(),
  status: checkoutStatusSchema,
  transaction_id: nullable(Type.String()),
  next_action: nextActionSchema,
  receipt_url: nullable(Type.String()),
});
export type PayAnswer = Static<typeof payAnswerSchema>;

export const waySchema = Type.Object({
  id: Type.String({ description: 'What to send as way when paying' }),
  provider: Type.String(),
  label: Type.String(),
  kind: oneOf(['card_form', 'redirect', 'transfer'], {
    description: 'card_form is the sandbox only: test cards are taken here, real ones never',
  }),
});
export type WayAnswer = Static<typeof waySchema>;

const nullableText = () => nullable(Type.String());
export const billingSchema = Type.Object({
  first_name: nullableText(),
  last_name: nullableText(),
  email: nullableText(),
  phone: nullableText(),
  country: nullableText(),
  postal_code: nullableText(),
  line1: nullableText(),
  line2: nullableText(),
  city: nullableText(),
  state: nullableText(),
  company: nullableText(),
  tax_id: nullableText(),
});
export type BillingAnswer = Static<typeof billingSchema>;

export const sellerSchema = Type.Object({
  name: Type.String(),
  ...legalFields,
  website: nullable(Type.String()),
  time_zone: Type.String(),
  branding: brandingSchema,
});
export type SellerAnswer = Static<typeof sellerSchema>;

export const attemptSchema = Type.Object({
  status: oneOf(['succeeded', 'requires_payment_method', 'requires_action', 'processing', 'canceled']),
  paymentId: Type.String(),
  attemptedAt: instantSchema,
  errorCode: nullable(Type.String()),
  errorMessage: nullable(Type.String()),
  paymentMethod: Type.String(),
  card: Type.Unsafe<{ brand: string; last4: string } | null>({
    type: ['object', 'null'],
    required: ['brand', 'last4'],
    properties: { brand: { type: 'string' }, last4: { type: 'string' } },
  }),
});

export const conversionSchema = Type.Unsafe<{
  from: Currency;
  rate: string;
  source: 'ecb' | 'operator';
  date: string | null;
} | null>({
  type: ['object', 'null'],
  required: ['from', 'rate', 'source', 'date'],
  properties: {
    from: { type: 'string' },
    rate: { type: 'string', description: 'USD per 1 EUR' },
    source: { type: 'string' },
    date: { type: ['string', 'null'] },
  },
});

export const checkoutStateSchema = Type.Object({
  checkout_id: Type.String(),
  order_id: Type.String(),
  status: checkoutStatusSchema,
  mode: modeSchema,
  payment_link_id: nullable(Type.String()),
  organization: sellerSchema,
  products: Type.Array(pricedLineSchema),
  currency: currencySchema,
  pricing_mode: pricingModeSchema,
  subtotal: amountSchema,
  tax: amountSchema,
  total: amountSchema,
  amount: amountSchema,
  conversion: conversionSchema,
  billing: billingSchema,
  client_reference_id: nullable(Type.String()),
  has_place: Type.Boolean({ description: 'Whether it keeps a place of a limited link' }),
  expires_at: Type.Integer({ description: 'Unix seconds' }),
  renewable: Type.Boolean(),
  attempts_left: Type.Integer(),
  ways: Type.Array(waySchema, { description: 'How it can be paid, in the order of the seller' }),
  received_amount: nullable(amountSchema),
  depositAttempts: Type.Array(attemptSchema),
  next_action: nextActionSchema,
  transaction_id: nullable(Type.String()),
  transaction_status: nullable(Type.String()),
  receipt_url: nullable(Type.String()),
  created_at: instantSchema,
  paid_at: nullable(instantSchema),
  cancel_reason: nullable(
    oneOf(cancelReasons, { description: 'Who canceled it: the buyer, or the seller in one of two ways' }),
  ),
});
export type CheckoutStateAnswer = Static<typeof checkoutStateSchema>;

/** A checkout as its merchant lists it; never its token. */
export const checkoutSchema = Type.Object({
  id: Type.String(),
  order_id: Type.String(),
  status: checkoutStatusSchema,
  mode: modeSchema,
  payment_link_id: nullable(Type.String()),
  transaction_id: nullable(Type.String()),
  currency: currencySchema,
  pricing_mode: pricingModeSchema,
  subtotal: amountSchema,
  tax: amountSchema,
  amount: amountSchema,
  products: Type.Array(pricedLineSchema),
  billing: billingSchema,
  conversion: conversionSchema,
  metadata: metadataAnswerSchema,
  client_reference_id: nullable(Type.String()),
  utm: metadataAnswerSchema,
  depositAttempts: Type.Array(attemptSchema),
  expires_at: Type.Integer({ description: 'Unix seconds' }),
  created_at: instantSchema,
  paid_at: nullable(instantSchema),
});
export type CheckoutAnswer = Static<typeof checkoutSchema>;
export const checkoutListSchema = listOf(checkoutSchema);
export const checkoutParamsSchema = strictObject({ id: Type.String() });
export const checkoutListQuerySchema = strictObject({
  ...listQuery,
  status: Type.Optional(checkoutStatusSchema),
  mode: Type.Optional(modeSchema),
  currency: Type.Optional(currencySchema),
  link: Type.Optional(text(1, 64, 'Id of a payment link')),
  email: Type.Optional(text(1, 254)),
  created_after: Type.Optional(instantInputSchema),
  created_before: Type.Optional(instantInputSchema),
});
export type CheckoutListQuery = Static<typeof checkoutListQuerySchema>;
