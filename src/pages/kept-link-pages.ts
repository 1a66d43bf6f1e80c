import { randomUUID } from 'node:crypto';
import type { Database } from '#platform/db/database.ts';
import { createBoundedCache, onePer } from '#platform/kit/bounded-cache.ts';
import { shareRuns } from '#platform/kit/share-runs.ts';
import type { PageContext } from './context.ts';
import { readLinkQuery } from './forms/billing-form.ts';
import { type FormFields, fieldText } from './forms/form-fields.ts';

/** A rendered link page but for the one-time number of its form, which is another for every reader. */
export type KeptPage = {
  readonly before: Buffer;
  readonly after: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly link: { readonly organizationId: string; readonly id: string };
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

/**
 * Names everything that a page depends on, given the key of its preview. Undefined when the address says something
 * about one buyer: such a page is kept by nobody.
 */
export function keptPageKey(previewKey: string, page: PageContext, query: FormFields): string | undefined {
  if (query === noQuery) return `${previewKey} ${page.locale} ${page.localeChosen}`;
  const { values, hidden } = readLinkQuery(query);
  if (Object.keys(values).length > 0 || 'client_reference_id' in hidden) return undefined;
  return JSON.stringify([previewKey, page.locale, page.localeChosen, fieldText(query, 'currency'), hidden]);
}

/** Splits a page at the placeholder, which has to be in it once. */
export function keepPage(html: string, about: Pick<KeptPage, 'headers' | 'link'>): KeptPage {
  const [before, after, ...others] = html.split(noncePlaceholder);
  if (before === undefined || after === undefined || others.length > 0)
    throw new Error('A link page holds the one-time number of its form once.');
  return { before: Buffer.from(before), after: Buffer.from(after), ...about };
}

export function fillKeptPage({ before, after }: KeptPage, nonce: string): Buffer {
  return Buffer.concat([before, Buffer.from(nonce), after]);
}
