import { type Static, Type } from 'typebox';
import {
  instantSchema,
  listOf,
  listQuery,
  modeSchema,
  nullable,
  oneOf,
  strictObject,
  text,
} from './common.ts';
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

/** How many of the newest events a search looks through for text. */
export const searchedEvents = 5_000;

export const eventSchema = Type.Object({
  id: Type.String(),
  position: Type.Integer({ description: 'Its place in the feed' }),
  event: publicEventTypeSchema,
  mode: modeSchema,
  transaction_id: nullable(Type.String({ description: 'The payment that it tells of' })),
  payment_link_id: nullable(Type.String({ format: 'uuid', description: 'The link that it tells of' })),
  told_status: nullable(Type.String({ description: 'The status that it tells' })),
  body: Type.String({ description: 'The bytes that webhooks carry' }),
  created_at: instantSchema,
});
export type EventAnswer = Static<typeof eventSchema>;
export const eventListSchema = listOf(eventSchema);
export const eventParamsSchema = strictObject({ id: Type.String() });
export const eventListQuerySchema = strictObject({
  ...listQuery,
  mode: Type.Optional(modeSchema),
  event: Type.Optional(publicEventTypeSchema),
  q: Type.Optional(
    text(
      0,
      254,
      'Id of an event or a transaction, in whatever case; or any text that the 5,000 newest events hold',
    ),
  ),
});
export type EventListQuery = Static<typeof eventListQuerySchema>;
