import type { Context } from '#platform/context.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import type { PaymentLinkListQuery } from '#platform/contract/payment-links.ts';
import type { Handle } from '#platform/db/database.ts';
import { type Page, readPageRequest } from '#platform/db/page.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { isUuid } from '#platform/kit/ids.ts';
import { parseInstant } from '#platform/kit/time.ts';
import { selectPaymentLink, selectPaymentLinkPage, selectStats } from './store.ts';
import type { LinkFilter, PaymentLink, PaymentLinkStats } from './stored-link.ts';

type Reader = Pick<SessionCaller, 'organizationId'>;

/** One link of the organization, deleted or not, with its statistics. */
export async function getPaymentLink(
  context: Context,
  caller: Reader,
  linkId: string,
): Promise<{ link: PaymentLink; stats: PaymentLinkStats }> {
  return context.database.transaction(async (tx) => ({
    link: await getStoredLink(tx, context, caller.organizationId, linkId),
    stats: await selectStats(tx, caller.organizationId, linkId),
  }));
}

/** A step: one link of the organization through the caller's handle; throws 404 when there is none. */
export async function getStoredLink(
  handle: Handle,
  context: Context,
  organizationId: string,
  linkId: string,
): Promise<PaymentLink> {
  const link = await selectPaymentLink(handle, organizationId, readLinkId(linkId), context.clock.offsetMs);
  if (!link) throw unknownLink();
  return link;
}

/** One page of the organization's links. */
export async function listPaymentLinks(
  context: Context,
  caller: Reader,
  query: PaymentLinkListQuery,
): Promise<Page<PaymentLink>> {
  const page = readPageRequest(query);
  const filter: LinkFilter = {
    mode: query.mode ?? 'sandbox',
    status: query.status,
    search: query.q?.trim() ?? '',
    currency: query.currency,
    createdAfter: readInstant(query.created_after, 'created_after'),
    createdBefore: readInstant(query.created_before, 'created_before'),
  };
  return context.database.transaction((tx) =>
    selectPaymentLinkPage(tx, caller.organizationId, filter, page, context.clock.offsetMs),
  );
}

/** The id in an address; throws the same 404 as for an unknown link when it is none. */
export function readLinkId(text: string): string {
  if (!isUuid(text)) throw unknownLink();
  return text;
}

export function unknownLink() {
  return notFound('payment link');
}

function readInstant(text: string | undefined, field: string): Date | undefined {
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  if (instant) return instant;
  throw problem('invalid_time', {
    detail: `Give ${field} as a time with its offset, such as 2026-01-31T12:00:00Z.`,
    field,
  });
}
