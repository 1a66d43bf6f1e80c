import { readCsvDay } from './csv-day.ts';
import { type ColumnKind, columnKinds, headerWords } from './header-words.ts';
import type { DayOrder, DecimalSign } from './mapping.ts';

/** What a table seems to be, for a merchant to confirm. Whatever its rows do not prove is left open. */
export type SuggestedMapping = {
  /** The kind of each column, `null` where none is known; all of `text` are joined. */
  readonly columns: readonly (ColumnKind | null)[];
  readonly decimalSign: DecimalSign | null;
  readonly dayOrder: DayOrder | null;
};

/** Suggests what the columns are by their names, and signs and orders by some rows. */
export function suggestMapping(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): SuggestedMapping {
  const columns = kindsOf(header);
  const cells = (...kinds: readonly ColumnKind[]) =>
    columns.flatMap((kind, at) =>
      kind !== null && kinds.includes(kind) ? rows.map((row) => (row[at] ?? '').trim()) : [],
    );
  return {
    columns,
    decimalSign: provenSign(cells('amount', 'credit', 'debit')),
    dayOrder: provenOrder(cells('day').filter((cell) => cell !== '')),
  };
}

/** What each column is by its name. Only texts may stand in several columns; of others the best name counts. */
export function kindsOf(header: readonly string[]): (ColumnKind | null)[] {
  const guesses = header.map(guessOf);
  return guesses.map((guess, at) => {
    if (guess === undefined || guess.kind === 'text') return guess?.kind ?? null;
    const rivals = guesses.map((each) => (each?.kind === guess.kind ? each.exactness : 0));
    return rivals.indexOf(Math.max(...rivals)) === at ? guess.kind : null;
  });
}

type Guess = { readonly kind: ColumnKind; readonly exactness: number };

/** How much of the name a known word covers; a word has to stand by itself in it. */
function guessOf(name: string): Guess | undefined {
  const folded = foldName(name);
  let best: Guess | undefined;
  for (const kind of columnKinds) {
    for (const word of headerWords[kind]) {
      if (!standsIn(word, folded)) continue;
      const exactness = word.length + (word === folded ? 100 : 0);
      if (best === undefined || exactness > best.exactness) best = { kind, exactness };
    }
  }
  return best;
}

function standsIn(word: string, name: string): boolean {
  const at = name.indexOf(word);
  if (at < 0) return false;
  const isLetter = (character: string | undefined) => character !== undefined && /\p{L}/u.test(character);
  return !isLetter(name[at - 1]) && !isLetter(name[at + word.length]);
}

function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'l')
    .toLowerCase()
    .trim();
}

/** A sign before one or two last digits is one of decimals; what the other cells say must agree. */
function provenSign(cells: readonly string[]): DecimalSign | null {
  const signs = new Set(cells.flatMap((cell) => /([.,])\d{1,2}\D*$/.exec(cell)?.[1] ?? []));
  const [only] = signs;
  return signs.size === 1 && (only === ',' || only === '.') ? only : null;
}

/** The only order in which every day is one. */
function provenOrder(cells: readonly string[]): DayOrder | null {
  if (cells.length === 0) return null;
  const orders = (['ymd', 'dmy', 'mdy'] as const).filter((order) =>
    cells.every((cell) => readCsvDay(cell, order) !== undefined),
  );
  return orders.length === 1 ? (orders[0] ?? null) : null;
}
