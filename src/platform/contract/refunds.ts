import { type Static, Type } from 'typebox';
import {
  amountInputSchema,
  amountSchema,
  currencySchema,
  instantSchema,
  listOf,
  listQuery,
  modeSchema,
  nullable,
  oneOf,
  strictObject,
  text,
} from './common.ts';

export const refundStatuses = ['pending', 'succeeded', 'failed'] as const;

export const refundSchema = Type.Object({
  id: Type.String({ description: 'RF…' }),
  transaction_id: Type.String(),
  amount: amountSchema,
  tax_amount: amountSchema,
  currency: currencySchema,
  status: oneOf(refundStatuses),
  reason: nullable(Type.String()),
  mode: modeSchema,
  created_at: instantSchema,
  updated_at: instantSchema,
});
export type RefundAnswer = Static<typeof refundSchema>;
export const refundListSchema = listOf(refundSchema);

export const refundCreateSchema = strictObject({
  amount: Type.Optional(nullable(amountInputSchema)),
  reason: Type.Optional(nullable(text(0, 500))),
  code: Type.Optional(
    nullable(
      Type.String({
        maxLength: 20,
        description:
          'From the dashboard: the six digits from the mail, or a code of the person’s second factor',
      }),
    ),
  ),
});
export type RefundCreate = Static<typeof refundCreateSchema>;

export const refundCodeSchema = strictObject({ amount: Type.Optional(nullable(amountInputSchema)) });
export const refundCodeAnswerSchema = Type.Object({
  amount: amountSchema,
  currency: currencySchema,
  expires_at: instantSchema,
});

export const refundParamsSchema = strictObject({ id: Type.String() });
export const refundListQuerySchema = strictObject({
  ...listQuery,
  mode: Type.Optional(modeSchema),
  status: Type.Optional(oneOf(refundStatuses)),
  transaction: Type.Optional(text(1, 64, 'Id or number of a transaction')),
});
export type RefundListQuery = Static<typeof refundListQuerySchema>;
