import type { StampedEvent } from '#messaging/events/event.ts';
import { recordEvents } from '#messaging/events/record-event.ts';
import type { Context } from '#platform/context.ts';
import type { PaymentLinkStatusEvent } from '#platform/contract/events.ts';
import type { Handle } from '#platform/db/database.ts';
import { formatId, uuidv7 } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { deriveStatus, type LinkStatus } from './payment-link.ts';
import { markUsedUpDue, updateToldStatus } from './store.ts';
import type { PaymentLink } from './stored-link.ts';

/**
 * A step: tells merchants' servers that a link has another status than the one that was told last. Asking when
 * nothing changed tells nothing, so whoever changes what a status depends on just calls it.
 */
export async function tellLinkStatus(tx: Handle, context: Context, link: PaymentLink): Promise<void> {
  const status = deriveStatus(link, link.readAt);
  const previous = await updateToldStatus(tx, link, status);
  if (previous === undefined || previous === status) return;
  const id = uuidv7(context.clock.now());
  const { organizationId, mode, readAt: now } = link;
  const event = {
    id,
    organizationId,
    mode,
    type: 'payment_link.status_changed',
    isPublic: true,
    paymentLinkId: link.id,
    body: JSON.stringify(payload(link, formatId('evt', id), status, previous)),
  };
  await recordEvents(tx, [event], now);
}

function payload(
  link: PaymentLink,
  eventId: string,
  status: LinkStatus,
  previousStatus: LinkStatus,
): PaymentLinkStatusEvent {
  return {
    event: 'payment_link.status_changed',
    event_id: eventId,
    payment_link_id: link.id,
    name: link.name,
    status,
    previous_status: previousStatus,
    uses: link.used,
    max_uses: link.maxUses,
    expires_at: link.expiresAt && formatInstant(link.expiresAt),
    mode: link.mode,
    created_at: formatInstant(link.readAt),
  };
}

/**
 * A step for the relay: payments use links up, but the statements that take them are no place to look for that. So
 * when such payments are told, the links whose last place went are marked to be looked at.
 */
export async function watchUsedUpLinks(
  tx: Handle,
  context: Context,
  events: readonly StampedEvent[],
): Promise<void> {
  const links = events.flatMap(({ type, organizationId, paymentLinkId }) =>
    type === 'transaction.status_changed' && paymentLinkId ? [{ organizationId, id: paymentLinkId }] : [],
  );
  if (links.length > 0) await markUsedUpDue(tx, links, context.clock.offsetMs);
}
