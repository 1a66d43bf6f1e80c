import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { getStoredLink } from './find-payment-links.ts';
import { indexLinkNames } from './index-link-names.ts';
import { recordLinkChange } from './record-link-change.ts';
import { insertPaymentLink, insertPlaces } from './store.ts';
import type { PaymentLink, StoredLink } from './stored-link.ts';

export type Creator = Pick<SessionCaller, 'organizationId' | 'userId'>;

/** A step: writes a link that is new, with what finds and tells it. */
export async function saveNewLink(
  tx: Handle,
  context: Context,
  caller: Creator,
  link: StoredLink,
  maxUses: number | null,
): Promise<PaymentLink> {
  const { organizationId, id } = link;
  await insertPaymentLink(tx, link);
  await indexLinkNames(tx, organizationId, [link]);
  if (maxUses !== null) await insertPlaces(tx, organizationId, id, { maxUses, used: 0, held: 0 });
  await recordLinkChange(tx, context, caller, link, { kind: 'created' }, link.createdAt);
  return getStoredLink(tx, context, organizationId, id);
}
