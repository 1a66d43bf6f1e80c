import { readIban } from '../iban.ts';
import { readCsvDay } from './csv-day.ts';
import { directionOf } from './direction-words.ts';
import type { DayOrder, DecimalSign } from './mapping.ts';
import { type EntryState, stateOf } from './state-words.ts';

/** What the cells of one column have in common. */
export type ColumnFacts = {
  /** Cells that are not empty. */
  filled: number;
  /** Different cells in the order of the rows, and how often each is there; `undefined` where they are too many for a list. */
  words: Map<string, number> | undefined;
  readonly orders: Set<DayOrder>;
  days: number;
  readonly signs: Set<DecimalSign>;
  amounts: number;
  negatives: number;
  ibans: number;
  /** Cells that may be the number of an account. */
  numbers: number;
  /** What stands between the parts of its days. */
  readonly separators: Set<string>;
};

const mostWords = 8;
const longestWord = 60;
const allOrders = ['ymd', 'dmy', 'mdy'] as const;

function begin(): ColumnFacts {
  return {
    ...{ filled: 0, words: new Map<string, number>(), orders: new Set(allOrders), days: 0 },
    ...{ signs: new Set<DecimalSign>(), amounts: 0, negatives: 0, ibans: 0, numbers: 0 },
    ...{ separators: new Set<string>() },
  };
}

const amountShape =
  /^[-+−(]?\s*(?:(?:[€$£]|[A-Z]{3})\s*)?[-+−]?\d+(?:[.,'’ \u00a0\u202f]\d+)*[.,]?\)?\s*(?:[-+−]\s*)?(?:[€$£]|[A-Z]{3})?$/;
const dayShape = /^\d{1,4}([./ -])/;

/** Whether a cell is a day in some order. */
export function isDay(cell: string): boolean {
  return allOrders.some((order) => readCsvDay(cell, order) !== undefined);
}

/** Whether a cell may be an amount: digits, signs and a currency, and no day. */
export function isAmount(cell: string): boolean {
  return cell.length <= 40 && amountShape.test(cell) && !isDay(cell);
}

/** Learns of all columns from one row after another; of their words alone where no more is needed. */
export function createFacts(of: 'all' | 'words' = 'all') {
  const learnCell = of === 'all' ? learnAll : learnWord;
  const facts: ColumnFacts[] = [];
  return {
    of: (column: number): ColumnFacts => facts[column] ?? begin(),
    columns: facts as readonly ColumnFacts[],
    learn(cells: readonly string[]): void {
      for (let at = 0; at < cells.length; at++) {
        const cell = (cells[at] ?? '').trim();
        facts[at] ??= begin();
        if (cell !== '') learnCell(facts[at] as ColumnFacts, cell);
      }
    },
  };
}

export type Facts = ReturnType<typeof createFacts>;

function learnWord(facts: ColumnFacts, cell: string): void {
  facts.filled += 1;
  if (!facts.words) return;
  facts.words.set(cell, (facts.words.get(cell) ?? 0) + 1);
  if (cell.length > longestWord || facts.words.size > mostWords) facts.words = undefined;
}

function learnAll(facts: ColumnFacts, cell: string): void {
  learnWord(facts, cell);
  if (isDay(cell)) learnDay(facts, cell);
  else if (isAmount(cell)) {
    facts.amounts += 1;
    const sign = /([.,])\d{1,2}\D*$/.exec(cell)?.[1];
    if (sign === ',' || sign === '.') facts.signs.add(sign);
    if (/^[-−(]|[-−]\D*$/.test(cell)) facts.negatives += 1;
  }
  if (/^[A-Z]{2}\d{2}/i.test(cell) && readIban(cell) !== undefined) facts.ibans += 1;
  if (/^[A-Z\d /.-]{5,60}$/i.test(cell) && /\d{4}/.test(cell)) facts.numbers += 1;
}

function learnDay(facts: ColumnFacts, cell: string): void {
  facts.days += 1;
  for (const order of facts.orders) if (readCsvDay(cell, order) === undefined) facts.orders.delete(order);
  facts.separators.add(dayShape.exec(cell)?.[1] ?? '');
}

export type StateWords = {
  readonly booked: readonly string[];
  readonly open: readonly string[];
  /** Whether nothing else stands in the column. */
  readonly isAlone: boolean;
};

/** The words of a column that tells whether rows are booked, whatever its name; `undefined` where it does not. */
export function statesOf({ filled, days, words }: ColumnFacts): StateWords | undefined {
  if (!words || days > 0) return undefined;
  const told = [...words].map(([word, count]) => ({ word, count, state: stateOf(word) }));
  const known = told.reduce((sum, { state, count }) => sum + (state === undefined ? 0 : count), 0);
  if (known === 0 || known * 2 < filled) return undefined;
  const by = (state: EntryState) => told.flatMap((each) => (each.state === state ? [each.word] : []));
  return { booked: by('booked'), open: by('open'), isAlone: known === filled };
}

/** The words of a column that tells only where money went; `undefined` where it does not. */
export function directionsOf({ filled, words }: ColumnFacts): DirectionWords | undefined {
  if (!words || filled === 0) return undefined;
  const all = [...words.keys()];
  if (all.some((word) => directionOf(word) === undefined)) return undefined;
  const by = (direction: string) => all.filter((word) => directionOf(word) === direction);
  return { credit: by('credit'), debit: by('debit') };
}

export type DirectionWords = { readonly credit: readonly string[]; readonly debit: readonly string[] };
