import { type Static, Type } from 'typebox';
import { amountSchema, currencySchema, instantSchema, modeSchema, nullable, oneOf } from './common.ts';

/** How far a bank transfer is, as its buyer is told. */
export const transferStatuses = ['waiting', 'sent', 'on_its_way', 'part', 'arrived', 'taken_back'] as const;
export type TransferStatus = (typeof transferStatuses)[number];

/** All that a buyer needs to send money from their bank, and how far it is. */
export const transferSchema = Type.Object({
  status: oneOf(transferStatuses, {
    description:
      '`waiting` for the buyer; `sent`, as the buyer says; `on_its_way`, as the seller’s bank announces; `part` of it arrived; `arrived`; `taken_back` by a bank after that, all or part of it',
  }),
  mode: modeSchema,
  currency: currencySchema,
  amount: amountSchema,
  received_amount: amountSchema,
  missing_amount: amountSchema,
  on_its_way_amount: amountSchema,
  to_send_amount: amountSchema,
  account_name: Type.String({
    description: 'The account holder as the bank writes it: payers’ banks compare it',
  }),
  iban: Type.String(),
  iban_grouped: Type.String(),
  bic: nullable(Type.String()),
  reference: Type.String({ description: 'ISO 11649; the same for every attempt of this payment' }),
  reference_grouped: Type.String(),
  qr_svg_url: nullable(
    Type.String({ description: 'The code for banking apps, of what is missing; null when nothing is' }),
  ),
  has_place: Type.Boolean({ description: 'Whether a place of a limited link is kept meanwhile' }),
  deadline_at: instantSchema,
  sent_at: nullable(instantSchema),
  seen_at: nullable(
    Type.String({ format: 'date-time', description: 'When a transfer was first read as announced' }),
  ),
  arrived_at: nullable(
    Type.String({ format: 'date-time', description: 'When the last part was read as booked' }),
  ),
  transaction_id: nullable(Type.String()),
});
export type TransferAnswer = Static<typeof transferSchema>;
