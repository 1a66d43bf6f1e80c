/** The words are English, so numbers and dates follow the reader's kind of English. */
export const formattingLocale: string =
  (typeof navigator === 'undefined' ? [] : navigator.languages).find((language) => /^en\b/.test(language)) ??
  'en-GB';
