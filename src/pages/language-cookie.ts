import { knownLocale, type Locale } from '#platform/text/locales.ts';

/*
 * A language that was chosen on a page is remembered by the browser, for all pages of this site: it says nothing about
 * whoever reads, so it needs nobody's consent.
 */

const name = 'language';
const cookie = new RegExp(`(?:^|;\\s*)${name}=([\\w-]+)`);
const yearSeconds = 31_536_000;

/** The language that was chosen on a page before. */
export function rememberedLocale(headers: {
  readonly cookie?: string | string[] | undefined;
}): Locale | undefined {
  const { cookie: sent } = headers;
  return typeof sent === 'string' ? knownLocale(cookie.exec(sent)?.[1]) : undefined;
}

/** The header by which it is remembered for a year. */
export function languageCookie(publicUrl: string, locale: Locale): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${name}=${locale}; Path=/; Max-Age=${yearSeconds}; HttpOnly; SameSite=Lax${secure}`;
}
