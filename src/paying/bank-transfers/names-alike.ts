// Said with names, and no part of them.
const idle = new Set(
  'AND CO DE DR E ET FRAU FRL HERR KG MR MRS MS OHG ODER OR PROF UND VAN VON Y GMBH AG LTD LLC SA SARL SAS BV NV SRL SPA OOD OY AB'.split(
    ' ',
  ),
);

/**
 * Whether two names may be one person's or firm's: they share a word of three letters at least, whatever its accents and case,
 * in any order. A hint, and no proof.
 */
export function namesAlike(one: string | null, other: string | null): boolean {
  const words = new Set(wordsOf(one));
  return wordsOf(other).some((word) => words.has(word));
}

function wordsOf(name: string | null): string[] {
  const folded = (name ?? '')
    .toUpperCase()
    .replace(/Ä|Ö|Ü/gu, (letter) => `${letter}E`)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '');
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => [...word].length >= 3 && !idle.has(word));
}
