import { type Static, Type } from 'typebox';
import {
  amountSchema,
  currencySchema,
  instantSchema,
  listOf,
  listQuery,
  modeSchema,
  nullable,
  strictObject,
  text,
} from './common.ts';
import { exportQuery } from './exports.ts';

const account = () => Type.Optional(amountSchema);
export const ledgerEntrySchema = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  currency: currencySchema,
  mode: modeSchema,
  transaction_id: nullable(Type.String()),
  refund_id: nullable(Type.String()),
  postings: Type.Object(
    {
      provider: account(),
      available: account(),
      pending: account(),
      reserved: account(),
      fees: account(),
      refunds: account(),
      excess: account(),
      deposits: account(),
    },
    { description: 'By account; they sum to zero' },
  ),
  created_at: instantSchema,
});
export type LedgerEntryAnswer = Static<typeof ledgerEntrySchema>;
export const ledgerListSchema = listOf(ledgerEntrySchema);
export const ledgerQuerySchema = strictObject({
  ...listQuery,
  ...exportQuery,
  mode: Type.Optional(modeSchema),
  transaction: Type.Optional(text(1, 64, 'Id of a transaction: only what was booked for it')),
});
