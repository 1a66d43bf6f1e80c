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
import { publicEventTypeSchema, publicEventTypes } from './events.ts';

const deliveryAttemptSchema = Type.Object({
  attempted_at: instantSchema,
  status: nullable(Type.Integer({ description: 'HTTP status; null when no answer came' })),
  error: nullable(Type.String()),
  duration_ms: Type.Integer(),
});
export type DeliveryAttempt = Static<typeof deliveryAttemptSchema>;

const webhookFields = {
  mode: modeSchema,
  url: nullable(Type.String({ description: 'null until an endpoint is set' })),
  enabled: Type.Boolean(),
  events: Type.Array(publicEventTypeSchema),
  disabled_reason: nullable(oneOf(['merchant', 'gone'], { description: 'gone: the receiver answered 410' })),
  failing_since: nullable(
    Type.String({
      format: 'date-time',
      description: 'When the first delivery was given up; null after a success',
    }),
  ),
  previous_secret_expires_at: nullable(
    Type.String({ format: 'date-time', description: 'Until then the former secret signs as well' }),
  ),
  waiting: Type.Integer({ description: 'Deliveries that wait for their next attempt; counted up to 1,000' }),
  recent_attempts: Type.Array(deliveryAttemptSchema, {
    description: 'Up to 40 attempts of the newest deliveries, oldest first',
  }),
  created_at: nullable(instantSchema),
  updated_at: nullable(instantSchema),
};
export const webhookSchema = Type.Object(webhookFields);
export type WebhookAnswer = Static<typeof webhookSchema>;

const secretField = Type.String({ description: 'whsec_… Shown this once; keep it on your server' });
export const savedWebhookSchema = Type.Object({ ...webhookFields, secret: Type.Optional(secretField) });
export const webhookSecretSchema = Type.Object({
  secret: secretField,
  previous_secret_expires_at: instantSchema,
});

export const webhookQuerySchema = strictObject({ mode: Type.Optional(modeSchema) });

export const webhookPutSchema = strictObject(
  {
    url: Type.String({ minLength: 1, maxLength: 2048, description: 'http(s) address; https in live mode' }),
    enabled: Type.Boolean(),
    events: Type.Optional(
      nullable(
        Type.Array(publicEventTypeSchema, {
          minItems: 1,
          maxItems: publicEventTypes.length * 2,
          description: 'All of them when left out',
        }),
      ),
    ),
  },
  { readOnlyFields: Object.keys({ ...webhookFields, secret: secretField }).filter((name) => !isInput(name)) },
);
export type WebhookPut = Static<typeof webhookPutSchema>;

function isInput(name: string): boolean {
  return name === 'url' || name === 'enabled' || name === 'events';
}

export const webhookTestSchema = Type.Object({ event_id: Type.String() });

const headersSchema = Type.Unsafe<Record<string, string>>({
  type: 'object',
  additionalProperties: { type: 'string' },
});

const deliveryStatuses = ['pending', 'delivered', 'failed', 'canceled'] as const;

export const deliverySchema = Type.Object({
  id: Type.String({
    format: 'uuid',
    description: 'The same over automatic retries, new for a resend by hand',
  }),
  event_id: Type.String(),
  event: publicEventTypeSchema,
  mode: modeSchema,
  status: oneOf(deliveryStatuses),
  is_resend: Type.Boolean(),
  transaction_id: nullable(Type.String({ description: 'The payment that the event tells of' })),
  payment_link_id: nullable(Type.String({ format: 'uuid', description: 'The link that the event tells of' })),
  told_status: nullable(Type.String({ description: 'The status that the event tells' })),
  attempts: Type.Array(deliveryAttemptSchema, { description: 'Oldest first' }),
  next_attempt_at: nullable(instantSchema),
  planned_attempts: Type.Array(instantSchema, {
    description:
      'The next attempt, and those that follow while none succeeds; later ones move by up to a fifth',
  }),
  request: nullable(
    Type.Object(
      { url: Type.String(), headers: headersSchema, body: Type.String(), is_cut: Type.Boolean() },
      { description: 'Of the last attempt; bodies are cut at 16 KiB' },
    ),
  ),
  response: nullable(
    Type.Object({
      status: Type.Integer(),
      headers: headersSchema,
      body: Type.String(),
      is_cut: Type.Boolean(),
    }),
  ),
  created_at: instantSchema,
  finished_at: nullable(instantSchema),
});
export type DeliveryAnswer = Static<typeof deliverySchema>;
export const deliveryListSchema = listOf(deliverySchema);
export const deliveryParamsSchema = strictObject({ id: Type.String() });
export const deliveryListQuerySchema = strictObject({
  ...listQuery,
  mode: Type.Optional(modeSchema),
  status: Type.Optional(oneOf(deliveryStatuses)),
  transaction: Type.Optional(text(1, 64, 'Id of a transaction: only what told of it and of its refunds')),
  event: Type.Optional(publicEventTypeSchema),
  event_id: Type.Optional(text(1, 64, 'Id of an event')),
});
export type DeliveryListQuery = Static<typeof deliveryListQuerySchema>;

export const resentDeliverySchema = Type.Object({ delivery_id: Type.String({ format: 'uuid' }) });
