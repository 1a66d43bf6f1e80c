type Reader = { readonly navigator?: { readonly languages?: readonly string[] } };

/** The words are English, so numbers and dates follow the reader's kind of English. */
export const formattingLocale: string =
  (globalThis as Reader).navigator?.languages?.find((language) => /^en\b/.test(language)) ?? 'en-GB';
