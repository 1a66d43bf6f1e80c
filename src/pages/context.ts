import type { Locale } from '#platform/text/locales.ts';
import { type Translate, translator } from '#platform/text/translate.ts';

/** Addresses of the built style and script, such as `/assets/pages-3f9a.css`. */
export type PageAssets = { readonly css: string; readonly script: string };

export type PageOptions = {
  readonly locale: Locale;
  /** Set when `?locale=` chose the language, so that links and forms of the page keep it. */
  readonly localeChosen: boolean;
  /** Where the page stands, without its query: whoever chooses another language comes back there. Null where it stands nowhere. */
  readonly path: string | null;
  readonly platformName: string;
  /** Scheme and host that absolute addresses begin with, without a final slash. */
  readonly publicUrl: string;
  readonly assets: PageAssets;
  readonly now: Date;
};

/** What every page needs besides its own view. */
export type PageContext = PageOptions & { readonly text: Translate };

export function pageContext(options: PageOptions): PageContext {
  return { ...options, text: translator(options.locale) };
}

/** A path of ours with query parameters; empty ones are left out, and a chosen language stays chosen. */
export function pathWith(
  context: PageContext,
  path: string,
  parameters: Readonly<Record<string, string | undefined>> = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value);
  if (context.localeChosen) query.set('locale', context.locale);
  const separator = path.includes('?') ? '&' : '?';
  return query.size > 0 ? `${path}${separator}${query}` : path;
}
