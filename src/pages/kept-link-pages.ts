import { randomUUID } from 'node:crypto';
import type { Database } from '#platform/db/database.ts';
import { createBoundedCache, onePer } from '#platform/kit/bounded-cache.ts';
import { shareRuns } from '#platform/kit/share-runs.ts';
import type { PageContext } from './context.ts';
import { readLinkQuery } from './forms/billing-form.ts';
import { type FormFields, fieldText } from './forms/form-fields.ts';

/** What stood at the address of a link, but for the one-time number of its form, which is another for every reader. */
export type KeptPage = {
  readonly status: number;
  readonly before: Buffer;
  /** Null where the page has no form. */
  readonly after: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Whose view it is, where looking counts. */
  readonly link: { readonly organizationId: string; readonly id: string } | null;
  /** Of a page that asks to come back: when a place may be free, null when nobody knows. */
  readonly comeBackAt?: Date | null;
};

/** Stands in a page that is to be kept where the one-time number belongs. */
export const noncePlaceholder = randomUUID();

/**
 * Pages as they were rendered last. A page of about 15 KB costs as much time as a hundred that are only sent, so those
 * who wait for the same one share its rendering.
 */
export const keptLinkPages = onePer((_database: Database) => ({
  kept: createBoundedCache<KeptPage>(500),
  share: shareRuns<KeptPage>(),
}));

/** Of the usual address, which says nothing but the link. */
export const noQuery: FormFields = Object.freeze({});

/** A page says of a time whether it is today, and days begin on a quarter of an hour wherever one is. */
const quarterHourMs = 15 * 60_000;

/**
 * Names everything that a page depends on, given the key of what was found about its link. Undefined when the address
 * says something about one buyer: such a page is kept by nobody.
 */
export function keptPageKey(linkKey: string, page: PageContext, query: FormFields): string | undefined {
  const usual = `${linkKey} ${page.locale} ${page.localeChosen} ${Math.floor(page.now.getTime() / quarterHourMs)}`;
  if (query === noQuery) return usual;
  const { values, hidden } = readLinkQuery(query);
  if (Object.keys(values).length > 0 || 'client_reference_id' in hidden) return undefined;
  const currency = fieldText(query, 'currency');
  if (currency === '' && Object.keys(hidden).length === 0) return usual;
  return JSON.stringify([usual, currency, hidden]);
}

/** Splits a page at the placeholder, which a page with a form has in it once. */
export function keepPage(
  { html, ...about }: Omit<KeptPage, 'before' | 'after'> & { readonly html: string },
  hasForm: boolean,
): KeptPage {
  const [before, after, ...others] = html.split(noncePlaceholder);
  if (before === undefined || (after !== undefined) !== hasForm || others.length > 0)
    throw new Error('A link page with a form holds its one-time number once, and no other page does.');
  return { ...about, before: Buffer.from(before), after: after === undefined ? null : Buffer.from(after) };
}

/** The headers of a kept page at this moment. */
export function headersOfKept(kept: KeptPage, now: Date): KeptPage['headers'] {
  if (kept.comeBackAt === undefined) return kept.headers;
  return { ...kept.headers, 'retry-after': retryAfterSeconds(kept.comeBackAt, now) };
}

function retryAfterSeconds(comeBackAt: Date | null, now: Date): string {
  const waitMs = comeBackAt ? comeBackAt.getTime() - now.getTime() : 30_000;
  return String(Math.max(1, Math.ceil(waitMs / 1000)));
}

/** The pieces of a kept page for one reader. */
export function fillKeptPage({ before, after }: KeptPage, newNonce: () => string): readonly Buffer[] {
  return after === null ? [before] : [before, Buffer.from(newNonce()), after];
}
