const longestWord = 32;
const mostWords = 24;

/**
 * The words of a text as names are searched by: lower case, without accents and punctuation, cut to 32 characters.
 * "Café-Crème 2026!" is cafe, creme and 2026.
 */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => [...word].slice(0, longestWord).join('')))].slice(0, mostWords);
}

/** What a word that begins like this sorts before, in the order of bytes. */
export function endOfPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}
