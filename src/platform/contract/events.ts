import { type Static, Type } from 'typebox';
import { instantSchema, listQuery, modeSchema, nullable, oneOf, strictObject } from './common.ts';
import { linkStatusSchema } from './payment-links.ts';

/** What merchants are told, by webhook and in the pull feed. */
export const publicEventTypes = [
  'transaction.status_changed',
  'refund.status_changed',
  'payment_link.status_changed',
  'webhook.test',
] as const;
export const publicEventTypeSchema = oneOf(publicEventTypes);
export type PublicEventType = Static<typeof publicEventTypeSchema>;

const commonFields = {
  event_id: Type.String({ description: 'The same in every retry, resend and pull' }),
  mode: modeSchema,
  created_at: instantSchema,
};

export const paymentLinkStatusEventSchema = Type.Object({
  event: oneOf(['payment_link.status_changed']),
  ...commonFields,
  payment_link_id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  status: linkStatusSchema,
  previous_status: linkStatusSchema,
  uses: Type.Integer(),
  max_uses: nullable(Type.Integer()),
  expires_at: nullable(instantSchema),
});
export type PaymentLinkStatusEvent = Static<typeof paymentLinkStatusEventSchema>;

export const webhookTestEventSchema = Type.Object({
  event: oneOf(['webhook.test']),
  ...commonFields,
  message: Type.String(),
});
export type WebhookTestEvent = Static<typeof webhookTestEventSchema>;

export const eventFeedQuerySchema = strictObject({
  after: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: '`next_after` of the last answer; from the start when left out',
    }),
  ),
  limit: listQuery.limit,
  mode: Type.Optional(modeSchema),
});
export type EventFeedQuery = Static<typeof eventFeedQuerySchema>;

export const eventFeedSchema = Type.Object({
  results: Type.Array(
    Type.Object(
      {
        position: Type.Integer({ description: 'Rises in the order in which events were committed' }),
        event: publicEventTypeSchema,
        ...commonFields,
      },
      { additionalProperties: true, description: 'The payload that webhooks carry, with its position' },
    ),
  ),
  next_after: Type.Integer(),
});
