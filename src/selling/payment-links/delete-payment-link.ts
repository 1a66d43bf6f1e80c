import type { Context } from '#platform/context.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { getStoredLink, readLinkId, unknownLink } from './find-payment-links.ts';
import { closeCheckoutsOf, recordLinkChange } from './record-link-change.ts';
import { lockPaymentLink, readNow, updatePaymentLinkRow } from './store.ts';
import type { PaymentLink } from './stored-link.ts';
import { tellLinkStatus } from './tell-link-status.ts';

/**
 * Withdraws a link and closes its open checkouts, which are let alone while that can be taken back; its payments stay.
 * Deleting it again changes nothing.
 */
export async function deletePaymentLink(
  context: Context,
  caller: SessionCaller,
  publicLinkId: string,
): Promise<void> {
  const linkId = readLinkId(publicLinkId);
  const isDeleted = await context.database.transaction(async (tx) => {
    const link = await lockPaymentLink(tx, caller.organizationId, linkId);
    if (!link) throw unknownLink();
    if (link.deletedAt) return false;
    const now = await readNow(tx, context.clock.offsetMs);
    const closesAt = await updatePaymentLinkRow(tx, {
      ...link,
      deletedAt: now,
      version: link.version + 1,
      updatedAt: now,
    });
    await recordLinkChange(tx, context, caller, link, { kind: 'deleted' }, now);
    await closeCheckoutsOf(tx, link, closesAt ?? now);
    await tellLinkStatus(tx, context, await getStoredLink(tx, context, caller.organizationId, linkId));
    return true;
  });
  if (isDeleted) context.wakeJobs('relay-events');
}

/** Takes a deletion back; the link is then as it was before, and on a link that is not deleted nothing changes. */
export async function restorePaymentLink(
  context: Context,
  caller: SessionCaller,
  publicLinkId: string,
): Promise<PaymentLink> {
  const linkId = readLinkId(publicLinkId);
  const { organizationId } = caller;
  return context.database.transaction(async (tx) => {
    const link = await lockPaymentLink(tx, organizationId, linkId);
    if (!link) throw unknownLink();
    if (link.deletedAt) {
      const now = await readNow(tx, context.clock.offsetMs);
      await updatePaymentLinkRow(tx, { ...link, deletedAt: null, version: link.version + 1, updatedAt: now });
      await recordLinkChange(tx, context, caller, link, { kind: 'restored' }, now);
    }
    const restored = await getStoredLink(tx, context, organizationId, linkId);
    await tellLinkStatus(tx, context, restored);
    return restored;
  });
}
