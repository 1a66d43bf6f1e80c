import { type Static, Type } from 'typebox';
import { instantSchema, listOf, listQuery, nullable, oneOf, strictObject } from './common.ts';

/** A checkout that keeps a place of a limited link. */
export const holdSchema = Type.Object({
  checkout_id: Type.String(),
  status: oneOf(['open', 'processing'], {
    description: 'processing: being paid, at a challenge or not decided yet',
  }),
  payer_email: Type.String(),
  address_hash: nullable(
    Type.String({
      description:
        'The same for all places that one address holds of this link, and another at every other link; null where addresses are not limited',
    }),
  ),
  held_since: instantSchema,
  expires_at: nullable(
    Type.String({
      format: 'date-time',
      description:
        'When the place comes back by itself, also while a transfer is waited for; null while another payment is not decided',
    }),
  ),
  is_transfer: Type.Boolean({ description: 'Whether a bank transfer is waited for' }),
  is_renewed: Type.Boolean({ description: 'Whether the buyer asked for more time' }),
  lapses: Type.Integer({
    description:
      'For how many lifetimes of a checkout its address kept places of this link for nothing, in the last day and since it last paid',
  }),
});
export type HoldAnswer = Static<typeof holdSchema>;
export const holdListSchema = listOf(holdSchema);
export const holdListQuerySchema = strictObject({ ...listQuery });
export type HoldListQuery = Static<typeof holdListQuerySchema>;

export const holdLinkParamsSchema = strictObject({ id: Type.String() });
export const holdParamsSchema = strictObject({ id: Type.String(), checkout_id: Type.String() });
