import type { Health } from '#messaging/webhooks/deliveries/health.ts';
import { showAttempt } from '#messaging/webhooks/deliveries/show-delivery.ts';
import type { Mode } from '#platform/contract/common.ts';
import { publicEventTypes } from '#platform/contract/events.ts';
import type { WebhookAnswer } from '#platform/contract/webhooks.ts';
import { formatInstant } from '#platform/kit/time.ts';
import type { Endpoint } from './endpoint.ts';

/** The endpoint of a mode as its merchant sees it: never a secret. */
export function showEndpoint(
  endpoint: Endpoint | undefined,
  health: Health,
  mode: Mode,
  now: Date,
): WebhookAnswer {
  const answered = { waiting: health.waiting, recent_attempts: health.recentAttempts.map(showAttempt) };
  if (!endpoint) {
    return {
      mode,
      url: null,
      enabled: false,
      events: [...publicEventTypes],
      disabled_reason: null,
      failing_since: null,
      previous_secret_expires_at: null,
      ...answered,
      created_at: null,
      updated_at: null,
    };
  }
  const overlapsUntil = endpoint.previousSecretExpiresAt;
  return {
    mode,
    url: endpoint.url,
    enabled: endpoint.enabled,
    events: [...(endpoint.events ?? publicEventTypes)],
    disabled_reason: endpoint.disabledReason,
    failing_since: endpoint.failingSince && formatInstant(endpoint.failingSince),
    previous_secret_expires_at: overlapsUntil && overlapsUntil > now ? formatInstant(overlapsUntil) : null,
    ...answered,
    created_at: formatInstant(endpoint.createdAt),
    updated_at: formatInstant(endpoint.updatedAt),
  };
}
