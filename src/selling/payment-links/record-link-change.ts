import { recordEvents } from '#messaging/events/record-event.ts';
import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import type { AuditDetails } from '#platform/contract/audit.ts';
import type { Handle } from '#platform/db/database.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { scheduleTask } from '#platform/jobs/tasks.ts';
import { formatId, uuidv7 } from '#platform/kit/ids.ts';
import type { StoredLink } from './stored-link.ts';

export type LinkChange = {
  readonly kind: 'created' | 'updated' | 'deleted' | 'restored';
  /** Names of the fields that an update changed. */
  readonly fields?: readonly string[];
  /** What an update changed, from what to what. */
  readonly changes?: AuditDetails;
};

/** A step: tells the rest of the house that a link changed, and writes it down, in the transaction of the change. */
export async function recordLinkChange(
  tx: Handle,
  context: Context,
  caller: Pick<SessionCaller, 'userId' | 'origin'>,
  link: StoredLink,
  change: LinkChange,
  now: Date,
): Promise<void> {
  const body = {
    payment_link_id: link.id,
    change: change.kind,
    fields: change.fields ?? [],
    changed_by: formatId('usr', caller.userId),
    is_active: link.isActive,
  };
  const event = {
    id: uuidv7(context.clock.now()),
    organizationId: link.organizationId,
    mode: link.mode,
    type: 'payment_link.changed',
    isPublic: false,
    paymentLinkId: link.id,
    body: JSON.stringify(body),
  };
  await recordEvents(tx, [event], now);
  const entry = {
    ...actedBy({ ...caller, organizationId: link.organizationId }),
    action: `payment_link.${change.kind}`,
    target: { type: 'payment_link', id: link.id },
    details: {
      name: link.name,
      mode: link.mode,
      fields: change.fields ?? [],
      ...(change.changes ? { changes: change.changes } : {}),
    },
  } as const;
  await recordAudit(tx, entry, now);
}

/** A step: has the open checkouts of a link that buyers may not use any more closed at their time. */
export async function closeCheckoutsOf(tx: Handle, link: StoredLink, dueAt: Date): Promise<void> {
  const { organizationId, id: subjectId } = link;
  await scheduleTask(tx, { kind: 'close-link-checkouts', organizationId, subjectId, dueAt });
}
