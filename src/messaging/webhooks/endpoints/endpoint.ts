import type { Mode } from '#platform/contract/common.ts';
import { problem } from '#platform/contract/errors.ts';
import type { PublicEventType } from '#platform/contract/events.ts';
import { parseHttpUrl } from '#platform/kit/http-url.ts';

/** Where an organization hears about the events of one mode. Secrets stay encrypted here. */
export type Endpoint = {
  readonly organizationId: string;
  readonly mode: Mode;
  readonly url: string;
  readonly enabled: boolean;
  /** Types it wants; null for all of them, those of later versions too. */
  readonly events: readonly PublicEventType[] | null;
  readonly secret: string;
  /** Signs beside the other until it expires. */
  readonly previousSecret: string | null;
  readonly previousSecretExpiresAt: Date | null;
  /** Events up to this position were committed before it was enabled. */
  readonly afterPosition: bigint;
  readonly disabledReason: 'merchant' | 'gone' | null;
  /** When the first delivery was given up, if none succeeded since. */
  readonly failingSince: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

type Wanting = Pick<Endpoint, 'organizationId' | 'mode' | 'enabled' | 'events' | 'afterPosition'>;
type Offered = Pick<Endpoint, 'organizationId' | 'mode'> & {
  readonly type: string;
  readonly position: bigint;
};

/** Whether an event is sent to an endpoint: enabled when it was committed, and wanted. A test always is. */
export function wantsEvent(endpoint: Wanting, event: Offered): boolean {
  if (endpoint.organizationId !== event.organizationId || endpoint.mode !== event.mode) return false;
  if (!endpoint.enabled || event.position <= endpoint.afterPosition) return false;
  return (
    endpoint.events === null ||
    event.type === 'webhook.test' ||
    endpoint.events.some((type) => type === event.type)
  );
}

/** Reads the address of an endpoint; throws 400 unless it is http(s), and https in live mode. */
export function readEndpointUrl(text: string, mode: Mode): URL {
  const url = parseHttpUrl(text);
  if (!url) {
    throw invalidUrl('Give url as a full address such as https://www.example.com/webhooks.');
  }
  if (mode === 'live' && url.protocol !== 'https:') {
    throw invalidUrl('Live webhooks are sent to https addresses only; give url as https://….');
  }
  return url;
}

export function invalidUrl(detail: string, cause?: unknown) {
  return problem('invalid_value', { detail, field: 'url', cause });
}

/** The 409 of whatever needs an endpoint that is there and enabled. */
export function endpointDisabled() {
  return problem('webhook_disabled', {
    detail: 'There is no enabled webhook endpoint in this mode; set one with PUT /api/organization/webhook/.',
  });
}
