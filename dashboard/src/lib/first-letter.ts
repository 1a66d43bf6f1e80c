/** The first character of a name that is seen, for a mark or an avatar; one that only steers the writing is none. */
export function firstLetter(name: string): string | undefined {
  return [...name].find((character) => /[^\p{Format}\s]/u.test(character))?.toUpperCase();
}
