import type { Context } from '#platform/context.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import type { PaymentLinkListQuery } from '#platform/contract/payment-links.ts';
import type { Handle } from '#platform/db/database.ts';
import { type Page, readPageRequest, toPage } from '#platform/db/page.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { isUuid } from '#platform/kit/ids.ts';
import { parseInstant } from '#platform/kit/time.ts';
import { findLinkPage } from './search/find-links.ts';
import { wordsOf } from './search/link-words.ts';
import { shareableUrl } from './show-payment-link.ts';
import { selectPaymentLink } from './store.ts';
import type { LinkFilter, PaymentLink } from './stored-link.ts';

type Reader = Pick<SessionCaller, 'organizationId'>;

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

/** The address of a link that is shared with buyers; throws 404 when there is no such link. */
export async function findLinkUrl(context: Context, caller: Reader, linkId: string): Promise<string> {
  const link = await getStoredLink(context.database.handle, context, caller.organizationId, linkId);
  return shareableUrl(link, context.config.publicUrl);
}

/** One page of the organization's links. */
export async function listPaymentLinks(
  context: Context,
  caller: Reader & Pick<SessionCaller, 'defaultMode'>,
  query: PaymentLinkListQuery,
): Promise<Page<PaymentLink>> {
  const page = readPageRequest(query);
  const filter = readLinkFilter(caller, query);
  const { organizationId } = caller;
  const { database, clock } = context;
  // How often something is found that was typed differs too much for one plan.
  const { handle } = filter.words.length > 0 ? database : database.pages;
  return toPage(await findLinkPage(handle, organizationId, filter, page, clock.offsetMs), page);
}

/** The filters of a list as data; throws 400 for a time that is none. */
export function readLinkFilter(
  caller: Pick<SessionCaller, 'defaultMode'>,
  query: PaymentLinkListQuery,
): LinkFilter {
  return {
    mode: query.mode ?? caller.defaultMode,
    status: query.status,
    words: readSearch(query.q?.trim() ?? ''),
    currency: query.currency,
    createdAfter: readInstant(query.created_after, 'created_after'),
    createdBefore: readInstant(query.created_before, 'created_before'),
  };
}

/** Text without a letter or digit is not nothing: it is a word that no name has. */
function readSearch(text: string): string[] {
  const words = wordsOf(text);
  return words.length === 0 && text !== '' ? [text] : words;
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
