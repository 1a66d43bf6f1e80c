import { saveEndpoint } from '@/api/webhooks.ts';
import { choosableTypes } from '@/lib/event-words.ts';
import type { Mode } from '../../../../src/platform/contract/common.ts';
import type { PublicEventType } from '../../../../src/platform/contract/events.ts';
import type { WebhookAnswer } from '../../../../src/platform/contract/webhooks.ts';

/** Whether it hears of everything, and so also of kinds that a later version adds. */
export function hearsAll(events: readonly PublicEventType[]): boolean {
  return choosableTypes.every((type) => events.includes(type));
}

/** What the draft of its form is kept under. */
export const endpointDraft = (mode: Mode) => `${mode} endpoint`;

/** Switches the endpoint on or off; all else stays. */
export const switchEndpoint = ({ url, events }: WebhookAnswer, enabled: boolean) =>
  saveEndpoint({ url: url ?? '', enabled, events: hearsAll(events) ? null : events });
