import { type Static, Type } from 'typebox';
import { attemptSchema, billingSchema } from './checkouts.ts';
import {
  amountSchema,
  currencySchema,
  instantInputSchema,
  instantSchema,
  listOf,
  listQuery,
  metadataAnswerSchema,
  modeSchema,
  nullable,
  oneOf,
  strictObject,
  text,
} from './common.ts';
import { exportQuery } from './exports.ts';

export const transactionStatuses = [
  'processing',
  'paid',
  'failed',
  'canceled',
  'refund_pending',
  'partially_refunded',
  'refunded',
] as const;
export const transactionStatusSchema = oneOf(transactionStatuses);

export const disputeSchema = Type.Object({
  status: oneOf(['open', 'lost', 'won'], {
    description: 'lost: the money is gone; won: the payment is whole again',
  }),
  reason: Type.String({ description: 'In the words or the code of the provider or the bank' }),
  due_by: nullable(instantSchema),
  amount: amountSchema,
});
export type DisputeAnswer = Static<typeof disputeSchema>;

export const transactionSchema = Type.Object({
  id: Type.String({ description: 'TX…' }),
  number: Type.Integer({ minimum: 1 }),
  order_id: Type.String(),
  checkout_id: Type.String(),
  payment_link_id: nullable(Type.String()),
  amount: amountSchema,
  gross_amount: amountSchema,
  fee_amount: amountSchema,
  net_amount: amountSchema,
  tax_amount: amountSchema,
  refunded_amount: amountSchema,
  received_amount: nullable(amountSchema),
  dispute: nullable(disputeSchema),
  currency: currencySchema,
  status: transactionStatusSchema,
  payer_email: nullable(Type.String()),
  billing: billingSchema,
  products: Type.Array(
    Type.Object({
      id: nullable(Type.String()),
      name: Type.String(),
      quantity: Type.Integer(),
      unit_price: amountSchema,
      tax_rate: Type.String(),
      tax: amountSchema,
      total: amountSchema,
    }),
  ),
  depositAttempts: Type.Array(attemptSchema),
  metadata: metadataAnswerSchema,
  client_reference_id: nullable(Type.String()),
  mode: modeSchema,
  provider: Type.String(),
  created_at: instantSchema,
  updated_at: instantSchema,
  paid_at: nullable(instantSchema),
});
export type TransactionAnswer = Static<typeof transactionSchema>;

export const transactionListSchema = listOf(transactionSchema);
export const transactionParamsSchema = strictObject({ id: Type.String() });

/** An amount in an address; a reader says which ones are none. */
const amountFilter = (description: string) => text(1, 12, description);

export const transactionListQuerySchema = strictObject({
  ...listQuery,
  ...exportQuery,
  status: Type.Optional(transactionStatusSchema),
  currency: Type.Optional(currencySchema),
  mode: Type.Optional(modeSchema),
  link: Type.Optional(text(1, 64, 'Id of a payment link')),
  email: Type.Optional(text(1, 254)),
  amount_min: Type.Optional(amountFilter('Only those of at least this `gross_amount`')),
  amount_max: Type.Optional(amountFilter('Only those of at most this `gross_amount`')),
  way: Type.Optional(
    text(1, 40, 'Only those that were paid, or last tried, in this way: its `id`, such as `bank`'),
  ),
  q: Type.Optional(
    text(
      0,
      254,
      'A TX id, checkout id, number or number of a receipt, in whatever case; or part of the email address, of the buyer’s or the company’s name, or of `client_reference_id` (of payments before the thousand newest: its beginning)',
    ),
  ),
  created_after: Type.Optional(instantInputSchema),
  created_before: Type.Optional(instantInputSchema),
});
export type TransactionListQuery = Static<typeof transactionListQuerySchema>;
export const linkPaymentsQuerySchema = strictObject(listQuery);
