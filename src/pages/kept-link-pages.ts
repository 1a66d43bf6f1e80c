import { randomUUID } from 'node:crypto';
import type { Database } from '#platform/db/database.ts';
import type { Encoding } from '#platform/http/content-encoding.ts';
import { type PackedBeginning, type PackedEncoding, packBeginning } from '#platform/http/packing.ts';
import { createBoundedCache, onePer } from '#platform/kit/bounded-cache.ts';
import { shareRuns } from '#platform/kit/share-runs.ts';
import type { PageContext } from './context.ts';
import { readLinkQuery } from './forms/billing-form.ts';
import { type FormFields, fieldText } from './forms/form-fields.ts';

/** What stood at the address of a link, but for the one-time number of its form, which is another for every reader. */
export type KeptPage = {
  readonly status: number;
  readonly before: Buffer;
  /** What follows the one-time number; a page without a form is cut short of its last bytes. */
  readonly after: Buffer;
  readonly hasForm: boolean;
  readonly headers: Readonly<Record<string, string>>;
  /** Its packed forms, each made when somebody asks for it first. */
  readonly packed: Map<PackedEncoding, PackedPage | Promise<PackedPage>>;
  /** Whose view it is, where looking counts. */
  readonly link: { readonly organizationId: string; readonly id: string } | null;
  /** Of a page that asks to come back: when a place may be free, null when nobody knows. */
  readonly comeBackAt?: Date | null;
};

type PackedPage = PackedBeginning & { readonly headers: KeptPage['headers'] };

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
  { html, ...about }: Omit<KeptPage, 'before' | 'after' | 'hasForm' | 'packed'> & { readonly html: string },
  hasForm: boolean,
): KeptPage {
  const [before, after, ...others] = hasForm ? html.split(noncePlaceholder) : splitEnd(html);
  if (
    before === undefined ||
    after === undefined ||
    others.length > 0 ||
    html.includes(noncePlaceholder) !== hasForm
  )
    throw new Error('A link page with a form holds its one-time number once, and no other page does.');
  return { ...about, before: Buffer.from(before), after: Buffer.from(after), hasForm, packed: new Map() };
}

/** So that a page without a form is packed as one with a form is. */
function splitEnd(html: string): [string, string] {
  const end = html.lastIndexOf('<');
  return [html.slice(0, end), html.slice(end)];
}

/** A kept page for one reader, in the form that they like best. The pieces are sent one behind the other. */
export type FilledPage = {
  readonly status: number;
  readonly headers: KeptPage['headers'];
  readonly raw: readonly Buffer[];
};

export async function fillKeptPage(
  kept: KeptPage,
  encoding: Encoding,
  now: Date,
  newNonce: () => string,
): Promise<FilledPage> {
  const { status, before, after } = kept;
  const end = kept.hasForm ? [Buffer.from(newNonce()), after] : [after];
  if (encoding === 'identity')
    return { status, headers: headersAt(kept, kept.headers, now), raw: [before, ...end] };
  const { headers, bytes, finish } = await packedPage(kept, encoding);
  return { status, headers: headersAt(kept, headers, now), raw: [bytes, finish(Buffer.concat(end))] };
}

function packedPage(kept: KeptPage, encoding: PackedEncoding): PackedPage | Promise<PackedPage> {
  const known = kept.packed.get(encoding);
  if (known) return known;
  const made = packBeginning(encoding, kept.before).then((beginning) => {
    const page = { ...beginning, headers: { ...kept.headers, 'content-encoding': encoding } };
    kept.packed.set(encoding, page);
    return page;
  });
  kept.packed.set(encoding, made);
  // Whoever asks next tries again.
  made.catch(() => kept.packed.delete(encoding));
  return made;
}

/** The headers of a kept page at this moment: the same object, unless they count seconds. */
function headersAt({ comeBackAt }: KeptPage, headers: KeptPage['headers'], now: Date): KeptPage['headers'] {
  if (comeBackAt === undefined) return headers;
  return { ...headers, 'retry-after': retryAfterSeconds(comeBackAt, now) };
}

function retryAfterSeconds(comeBackAt: Date | null, now: Date): string {
  const waitMs = comeBackAt ? comeBackAt.getTime() - now.getTime() : 30_000;
  return String(Math.max(1, Math.ceil(waitMs / 1000)));
}
