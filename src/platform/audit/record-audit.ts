import { type Handle, type RunStatement, statementsOn } from '#platform/db/database.ts';
import type { ApiKeyCaller, CallOrigin } from '#platform/http/route.ts';
import { formatId } from '#platform/kit/ids.ts';
import { type AuditActor, type NewAuditEntry, nextRow } from './audit.ts';
import { appendRow, lockHead } from './store.ts';

export type { AuditActor, AuditTarget, NewAuditEntry } from './audit.ts';

/**
 * A step: writes down who did what, in the transaction of the change, as the next link of the organization's
 * chain. It locks the end of the chain until the transaction ends, so call it last. Never on the way of buyers:
 * starts and payments would wait for each other.
 */
export async function recordAudit(tx: Handle, entry: NewAuditEntry, now: Date): Promise<void> {
  await recordAuditBy(statementsOn(tx), entry, now);
}

/** The same step in a transaction of prepared statements. */
export async function recordAuditBy(run: RunStatement, entry: NewAuditEntry, now: Date): Promise<void> {
  const head = await lockHead(run, entry.organizationId);
  await appendRow(run, nextRow(head, entry, now));
}

/** Somebody signed in, or, without `userId`, the operator at the command line. */
export type Acting = {
  readonly organizationId: string;
  readonly userId?: string;
  readonly origin?: CallOrigin;
};

/** The part of an entry that tells who acted, and from where: `{ ...actedBy(caller), action, target }`. */
export function actedBy(
  caller: Acting | ApiKeyCaller,
): Pick<NewAuditEntry, 'organizationId' | 'actor' | 'address' | 'requestId'> {
  const { organizationId, origin } = caller;
  return {
    organizationId,
    actor: actorOf(caller),
    address: origin?.address ?? null,
    requestId: origin?.requestId ?? null,
  };
}

function actorOf(caller: Acting | ApiKeyCaller): AuditActor {
  if ('apiKeyId' in caller) return { type: 'api_key', id: formatId('key', caller.apiKeyId) };
  if (caller.userId === undefined) return { type: 'operator', id: null };
  return { type: 'user', id: formatId('usr', caller.userId) };
}
