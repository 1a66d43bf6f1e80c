import type { Context } from '#platform/context.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import type { LinkSort, LinkSortKey, PaymentLinkListQuery } from '#platform/contract/payment-links.ts';
import type { Handle } from '#platform/db/database.ts';
import { inOrderOf, type Page, readPageRequest, toPage } from '#platform/db/page.ts';
import { readSortedPageRequest, toSortedPage } from '#platform/db/sorted-page.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { isUuid } from '#platform/kit/ids.ts';
import { parseInstant } from '#platform/kit/time.ts';
import { findLinkPage, findSortedPlaces } from './search/find-links.ts';
import { wordsOf } from './search/link-words.ts';
import { shareableUrl } from './show-payment-link.ts';
import { selectPaymentLink, selectPaymentLinks } from './store.ts';
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
  const filter = readLinkFilter(caller, query);
  const { organizationId } = caller;
  const { sort = '-created_at' } = query;
  if (sort !== '-created_at') return listSorted(context, organizationId, filter, sort, query);
  const page = readPageRequest(query);
  const { database, clock } = context;
  // How often something is found that was typed differs too much for one plan.
  const { handle } = filter.words.length > 0 ? database : database.pages;
  return toPage(await findLinkPage(handle, organizationId, filter, page, clock.offsetMs), page);
}

async function listSorted(
  { database, clock }: Context,
  organizationId: string,
  filter: LinkFilter,
  sort: LinkSort,
  query: PaymentLinkListQuery,
): Promise<Page<PaymentLink>> {
  const key = (sort.startsWith('-') ? sort.slice(1) : sort) as LinkSortKey;
  const page = readSortedPageRequest(query, sort, key === 'name' ? isText : isWholeNumber);
  // One snapshot: a link is found and shown as it was at the same moment.
  return database.snapshot(async (tx) => {
    const places = await findSortedPlaces(tx, organizationId, filter, key, page, clock.offsetMs);
    const ids = places.map(({ id }) => id);
    const links = await selectPaymentLinks(tx, organizationId, ids, clock.offsetMs);
    return toSortedPage(places, page, sort, (shown) => inOrderOf(shown, links));
  });
}

/** A key that the database can hold as text. */
const isText = (key: string) => !key.includes('\0');
const isWholeNumber = (key: string) => /^-?\d{1,18}$/.test(key) || key === String(2n ** 63n - 1n);

/** The filters of a list as data; throws 400 for a time that is none. */
export function readLinkFilter(
  caller: Pick<SessionCaller, 'defaultMode'>,
  query: PaymentLinkListQuery,
): LinkFilter {
  const typed = query.q?.trim() ?? '';
  const ids = readIds(typed);
  return {
    mode: query.mode ?? caller.defaultMode,
    status: query.status,
    words: ids ? [] : readSearch(typed),
    ids,
    currency: query.currency,
    createdAfter: readInstant(query.created_after, 'created_after'),
    createdBefore: readInstant(query.created_before, 'created_before'),
  };
}

// Ids begin with the time of making, those of this century with 01; no word of a name does so by chance.
const idStart = /^01[0-9a-f]{6}(?:-[0-9a-f-]{0,27})?$/i;
const idInAddress = /\/(?:pay|payment-links)\/([0-9a-f-]{36})(?:[/?#]|$)/i;

/** The ids that begin like a text, which may also be an address with an id in it; `undefined` when it is no such text. */
function readIds(typed: string): LinkFilter['ids'] {
  const start = (idInAddress.exec(typed)?.[1] ?? (idStart.test(typed) ? typed : '')).toLowerCase();
  const fill = (pattern: string) => start + pattern.slice(start.length);
  const [first, last] = [
    fill('00000000-0000-0000-0000-000000000000'),
    fill('ffffffff-ffff-ffff-ffff-ffffffffffff'),
  ];
  return start && isUuid(first) && isUuid(last) ? { first, last } : undefined;
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
