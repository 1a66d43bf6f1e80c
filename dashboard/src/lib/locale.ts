type Browser = {
  readonly window?: { readonly navigator?: { readonly languages?: readonly string[] } };
};

/**
 * The words are English, so numbers and dates follow the reader's kind of English. The reader is whoever sits before a
 * window: Node has a navigator, too, which tells the language of a machine.
 */
export const formattingLocale: string =
  (globalThis as Browser).window?.navigator?.languages?.find(
    (language) => /^en\b/.test(language) && isTag(language),
  ) ?? 'en-GB';

/** The language that the browser puts first: by its rules somebody writes numbers, whatever language they read here. */
export const writingLocale: string =
  (globalThis as Browser).window?.navigator?.languages?.find((language) => isTag(language)) ??
  formattingLocale;

/** Where the system has no language of its own, browsers tell names like `en-US@posix`, which nothing formats by. */
function isTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}
