import { findBelongings } from '#merchants/memberships/find-memberships.ts';
import { type NewAuditEntry, recordAudit } from '#platform/audit/record-audit.ts';
import type { Handle } from '#platform/db/database.ts';
import type { CallOrigin } from '#platform/http/route.ts';
import { formatId } from '#platform/kit/ids.ts';

type PersonEntry = Pick<NewAuditEntry, 'action' | 'details'> & {
  /** Whether the person did it, or somebody nobody knows. */
  readonly isAnonymous?: boolean;
  readonly origin?: CallOrigin;
};

/** A step: writes down what concerns an account, in every organization that the person belongs to. */
export async function recordForPerson(
  tx: Handle,
  userId: string,
  { isAnonymous, origin, ...entry }: PersonEntry,
  now: Date,
): Promise<void> {
  const publicId = formatId('usr', userId);
  const belongings = await findBelongings(tx, userId);
  // In the order of ids, so that two persons of the same organizations never wait for each other in a circle.
  const organizationIds = belongings.map(({ organizationId }) => organizationId).sort();
  for (const organizationId of organizationIds) {
    await recordAudit(
      tx,
      {
        organizationId,
        actor: isAnonymous ? { type: 'anonymous', id: null } : { type: 'user', id: publicId },
        target: { type: 'user', id: publicId },
        address: origin?.address ?? null,
        requestId: origin?.requestId ?? null,
        ...entry,
      },
      now,
    );
  }
}
