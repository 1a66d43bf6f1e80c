import { type Static, Type } from 'typebox';
import { checkoutSchema } from './checkouts.ts';
import { nullable, oneOf, strictObject } from './common.ts';

const longestDelaySeconds = 86_400;
const seconds = (description: string) =>
  Type.Integer({ minimum: 0, maximum: longestDelaySeconds, description });
const percent = (description: string) => Type.Integer({ minimum: 0, maximum: 100, description });

const faults = {
  notification_delay_seconds: seconds('How much later every notification is sent'),
  notification_jitter_seconds: seconds(
    'Up to how much later still, another time for each, so that they overtake each other',
  ),
  duplicate_percent: percent('Notifications that are sent twice'),
  lost_percent: percent('Notifications that are never sent'),
  lost_answer_percent: percent('Payments that are booked, but whose answer never comes'),
  refund_delay_seconds: seconds('How long a refund stays pending'),
  refund_failure_percent: percent('Refunds that fail'),
};
export const simulatorSchema = Type.Object(faults);
export type SimulatorAnswer = Static<typeof simulatorSchema>;

/** Set as a whole: a fault that is left out, or null, is off. */
export const simulatorPutSchema = strictObject({
  notification_delay_seconds: Type.Optional(nullable(faults.notification_delay_seconds)),
  notification_jitter_seconds: Type.Optional(nullable(faults.notification_jitter_seconds)),
  duplicate_percent: Type.Optional(nullable(faults.duplicate_percent)),
  lost_percent: Type.Optional(nullable(faults.lost_percent)),
  lost_answer_percent: Type.Optional(nullable(faults.lost_answer_percent)),
  refund_delay_seconds: Type.Optional(nullable(faults.refund_delay_seconds)),
  refund_failure_percent: Type.Optional(nullable(faults.refund_failure_percent)),
});
export type SimulatorPut = Static<typeof simulatorPutSchema>;

export const firings = ['succeed', 'fail', 'expire', 'repeat'] as const;
export type Firing = (typeof firings)[number];

export const firingBodySchema = strictObject({
  event: oneOf(firings),
  payment_id: Type.Optional(
    nullable(
      Type.String({
        maxLength: 64,
        description: 'An attempt (`att_…`) of the checkout; the newest by default',
      }),
    ),
  ),
});
export type FiringBody = Static<typeof firingBodySchema>;

export const firingAnswerSchema = Type.Object({
  event: oneOf(firings),
  payment_id: Type.String(),
  notified: oneOf(['succeeded', 'declined', 'canceled'], { description: 'What the provider said' }),
  checkout: checkoutSchema,
});
