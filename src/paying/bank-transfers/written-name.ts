import { inSepaCharacters } from './sepa-characters.ts';

/** `latin`: what every bank takes. `unicode`: names as they are, for merchants whose bank agreed to take them. */
export type NameCharacters = 'latin' | 'unicode';

/** The scheme's limit; the message itself would take 140. */
const longestName = 70;
const longestText = 140;

/** The name of a party as a file holds it; `undefined` when it cannot be written in those characters, or is empty. */
export function writtenName(name: string, characters: NameCharacters): string | undefined {
  return written(name, characters, longestName);
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
