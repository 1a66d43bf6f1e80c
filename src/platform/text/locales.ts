/**
 * Languages the buyer's pages, mails and receipts speak. To add one: write `messages/<code>.ts`, name it in
 * `catalogue.ts`, and add its row here. The compiler then lists every message it lacks.
 */
export const locales = ['en', 'de', 'es', 'fr', 'it', 'nl', 'pl', 'pt'] as const;
export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = 'en';

/** What each language calls itself. */
export const languageNames: Readonly<Record<Locale, string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  it: 'Italiano',
  nl: 'Nederlands',
  pl: 'Polski',
  pt: 'Português',
};

/** Which regional rules `Intl` applies. English shows money as Americans and dates as Europeans write them. */
export const intlTags: Readonly<Record<Locale, { readonly numbers: string; readonly dates: string }>> = {
  en: { numbers: 'en-US', dates: 'en-GB' },
  de: { numbers: 'de-DE', dates: 'de-DE' },
  es: { numbers: 'es-ES', dates: 'es-ES' },
  fr: { numbers: 'fr-FR', dates: 'fr-FR' },
  it: { numbers: 'it-IT', dates: 'it-IT' },
  nl: { numbers: 'nl-NL', dates: 'nl-NL' },
  pl: { numbers: 'pl-PL', dates: 'pl-PL' },
  pt: { numbers: 'pt-PT', dates: 'pt-PT' },
};

/**
 * The language to answer in: `?locale=` when it names one we have, else the best match of `Accept-Language`, else
 * English. Regions are ignored: `de-AT` is German.
 */
export function pickLocale(acceptLanguage: string | undefined, query?: string): Locale {
  return knownLocale(query) ?? acceptedLocale(acceptLanguage) ?? defaultLocale;
}

/** The locale that a language tag such as `de-AT` stands for, or `undefined` when we do not speak it. */
export function knownLocale(tag: string | undefined): Locale | undefined {
  const language = tag?.trim().toLowerCase().split(/[-_]/, 1)[0];
  return locales.find((locale) => locale === language);
}

/** The best match of `Accept-Language`, or `undefined` when it asks for none that we speak. */
export function acceptedLocale(acceptLanguage = ''): Locale | undefined {
  const ranges = acceptLanguage.slice(0, 1000).split(',').map(readRange);
  const best = ranges.filter((range) => range.weight > 0).sort((left, right) => right.weight - left.weight);
  for (const { tag } of best) {
    // Any language will do, so it says nothing.
    if (tag === '*') return undefined;
    const locale = knownLocale(tag);
    if (locale) return locale;
  }
  return undefined;
}

function readRange(range: string): { tag: string; weight: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return { tag, weight: Number.isFinite(weight) ? weight : 0 };
}
