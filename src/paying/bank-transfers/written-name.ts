import { inSepaCharacters } from './sepa-characters.ts';

/** `latin`: what every bank takes. `unicode`: names as they are, for merchants whose bank agreed to take them. */
export type NameCharacters = 'latin' | 'unicode';

/** The scheme's limit; the message itself would take 140. */
const longestName = 70;
const longestText = 140;

/**
 * The name of a party as a file holds it; `undefined` when it cannot be written in those characters, or is empty. Banks compare names
 * with the account, so those of German-speaking countries are spelled as banks there spell them.
 */
export function writtenName(name: string, characters: NameCharacters, country: string): string | undefined {
  const isSpelled = characters === 'latin' && germanSpelling.has(country);
  return written(isSpelled ? spelledOut(name) : name, characters, longestName);
}

const germanSpelling = new Set(['DE', 'AT', 'CH', 'LI', 'LU']);
const spelled: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' };

/** `Müller` is Mueller, `MÜLLER` MUELLER; elsewhere an umlaut is a letter with an accent. */
function spelledOut(name: string): string {
  return name.normalize('NFC').replace(/[äöüÄÖÜ]/g, (letter, at: number, whole: string) => {
    const next = whole[at + 1] ?? '';
    const before = whole[at - 1] ?? '';
    const isShouted =
      /[A-ZÄÖÜ]/.test(letter) && (/[A-ZÄÖÜ]/.test(next) || (!/\p{L}/u.test(next) && /[A-ZÄÖÜ]/.test(before)));
    const letters = spelled[letter] ?? letter;
    return isShouted ? letters.toUpperCase() : letters;
  });
}

/** What stands under the transfer; left out when it cannot be written. */
export function writtenText(text: string, characters: NameCharacters): string | undefined {
  return written(text, characters, longestText);
}

function written(text: string, characters: NameCharacters, longest: number): string | undefined {
  const line = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s\ufffe\uffff]+/gu, ' ')
    .trim();
  const result =
    characters === 'latin' ? inSepaCharacters(line, longest) : [...line].slice(0, longest).join('').trim();
  // Some sign or digit alone is no name.
  return result !== undefined && /[\p{L}\p{N}]/u.test(result) ? result : undefined;
}
