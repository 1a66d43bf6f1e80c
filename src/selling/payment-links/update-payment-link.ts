import { isDeepStrictEqual } from 'node:util';
import type { Context } from '#platform/context.ts';
import type { AuditDetail } from '#platform/contract/audit.ts';
import { problem } from '#platform/contract/errors.ts';
import type { PaymentLinkPatch } from '#platform/contract/payment-links.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { formatInstant, parseInstant } from '#platform/kit/time.ts';
import { changeLimit } from './change-limit.ts';
import { getStoredLink, readLinkId, unknownLink } from './find-payment-links.ts';
import { indexLinkNames } from './index-link-names.ts';
import { readExpiry } from './new-payment-link.ts';
import { closeCheckoutsOf, recordLinkChange } from './record-link-change.ts';
import { lockPaymentLink, readNow, updatePaymentLinkRow } from './store.ts';
import type { PaymentLink, StoredLink } from './stored-link.ts';
import { tellLinkStatus } from './tell-link-status.ts';

/**
 * Changes what may change of a link. Switching it off also closes its open checkouts, unless it is taken back in time;
 * the pay statement refuses them at once.
 *
 * @throws 404; 409 `link_deleted`; 400 `expires_in_past`, `max_uses_below_uses`
 */
export async function updatePaymentLink(
  context: Context,
  caller: SessionCaller,
  publicLinkId: string,
  patch: PaymentLinkPatch,
): Promise<PaymentLink> {
  const linkId = readLinkId(publicLinkId);
  const { organizationId } = caller;
  const { link, isSwitchedOff } = await context.database.transaction(async (tx) => {
    const before = await lockPaymentLink(tx, organizationId, linkId);
    if (!before) throw unknownLink();
    if (before.deletedAt) throw deletedLink();
    const now = await readNow(tx, context.clock.offsetMs);
    const after = applyPatch(before, patch, now);
    const fields = changedFields(before, after);
    const changes = changedValues(before, after, fields);
    const limit =
      patch.max_uses === undefined ? undefined : await changeLimit(tx, context, before, patch.max_uses);
    if (limit) {
      fields.push('max_uses');
      changes.max_uses = { from: limit.before, to: patch.max_uses ?? null };
    }
    const isSwitchedOff = before.isActive && !after.isActive;
    if (fields.length > 0) {
      const row = { ...after, version: before.version + 1, updatedAt: now };
      const closesAt = await updatePaymentLinkRow(tx, row);
      if (isSwitchedOff) await closeCheckoutsOf(tx, after, closesAt ?? now);
      if (after.name !== before.name) await indexLinkNames(tx, organizationId, [after]);
      await recordLinkChange(tx, context, caller, after, { kind: 'updated', fields, changes }, now);
    }
    const link = await getStoredLink(tx, context, organizationId, linkId);
    if (fields.length > 0) await tellLinkStatus(tx, context, link);
    return { link, isSwitchedOff };
  });
  if (isSwitchedOff) context.wakeJobs('relay-events');
  return link;
}

function applyPatch(link: StoredLink, patch: PaymentLinkPatch, now: Date): StoredLink {
  return {
    ...link,
    name: patch.name?.trim() ?? link.name,
    isActive: patch.is_active ?? link.isActive,
    expiresAt: changedExpiry(link, patch.expires_at, now),
    metadata: patch.metadata === undefined ? link.metadata : (patch.metadata ?? {}),
  };
}

/** A time that is sent back as it was read is no change, so it may have passed. */
function changedExpiry({ expiresAt }: StoredLink, given: string | null | undefined, now: Date): Date | null {
  if (given === undefined) return expiresAt;
  const isSame = expiresAt !== null && parseInstant(given)?.getTime() === expiresAt.getTime();
  return isSame ? expiresAt : readExpiry(given, now);
}

const changeable = {
  name: 'name',
  isActive: 'is_active',
  expiresAt: 'expires_at',
  metadata: 'metadata',
} as const;

function changedFields(before: StoredLink, after: StoredLink): string[] {
  const keys = Object.keys(changeable) as (keyof typeof changeable)[];
  return keys.filter((key) => !isDeepStrictEqual(before[key], after[key])).map((key) => changeable[key]);
}

/** What stood there and what stands there now; of metadata only that it changed, since the log is kept for ever. */
function changedValues(before: StoredLink, after: StoredLink, fields: readonly string[]) {
  const valuesOf = ({ name, isActive, expiresAt }: StoredLink) => ({
    name,
    is_active: isActive,
    expires_at: expiresAt && formatInstant(expiresAt),
  });
  const [from, to] = [valuesOf(before), valuesOf(after)];
  const names = (['name', 'is_active', 'expires_at'] as const).filter((name) => fields.includes(name));
  const changes: Record<string, { from: AuditDetail; to: AuditDetail }> = {};
  for (const name of names) changes[name] = { from: from[name], to: to[name] };
  return changes;
}

function deletedLink() {
  return problem('link_deleted', {
    status: 409,
    detail: 'This payment link is deleted; restore it first, then change it.',
  });
}
