import type { PayingContext } from '#paying/context.ts';
import type { HoldListQuery } from '#platform/contract/holds.ts';
import { listAnswer, readPageRequest, toPage } from '#platform/db/page.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { getStoredLink, readLinkId } from '#selling/payment-links/find-payment-links.ts';
import { expiryGraceMs } from '#selling/payment-links/payment-link.ts';
import { showHold } from './hold.ts';
import { listHolds } from './store.ts';

/** Who keeps places of a link now, newest first. A link without a limit has none. 404 for an unknown link. */
export async function findHolds(
  context: PayingContext,
  caller: SessionCaller,
  publicLinkId: string,
  query: HoldListQuery,
  requestUrl: string,
) {
  const { clock, config, database } = context;
  const page = readPageRequest(query);
  const linkId = readLinkId(publicLinkId);
  await getStoredLink(database.handle, context, caller.organizationId, linkId);
  const lifeSeconds = config.checkoutTtlSeconds;
  const found = await listHolds(database.handle, { organizationId: caller.organizationId, linkId }, page, {
    offsetMs: clock.offsetMs,
    graceMs: expiryGraceMs,
    lifeSeconds,
  });
  return listAnswer(toPage(found, page), requestUrl, config.publicUrl, (row) =>
    showHold(row, linkId, lifeSeconds),
  );
}
