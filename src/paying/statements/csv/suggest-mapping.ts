import { isCurrencyCode } from '../currency-decimals.ts';
import { type ColumnFacts, directionsOf, type Facts, statesOf } from './column-facts.ts';
import { foldCell, standsIn } from './fold-cell.ts';
import { type ColumnKind, headerWords } from './header-words.ts';
import type { DayOrder, DecimalSign } from './mapping.ts';

/** What a table seems to be, for a merchant to confirm. Whatever its rows do not prove is left open. */
export type SuggestedMapping = {
  /** The kind of each column, `null` where none is known; all of `text` are joined. */
  readonly columns: readonly (ColumnKind | null)[];
  readonly decimalSign: DecimalSign | null;
  readonly dayOrder: DayOrder | null;
  /** Where one stands in the name of the amount, or is the first of its column. */
  readonly currency: string | null;
  /** The first of its column. */
  readonly account: string | null;
  readonly creditWords: readonly string[];
  readonly debitWords: readonly string[];
  readonly bookedWords: readonly string[];
};

/** Suggests what the columns are by their names and by what stands in all rows of the table. */
export function suggestMapping(header: readonly string[], facts: Facts): SuggestedMapping {
  const guesses = header.map(guessOf);
  const columns = withContents(header, guesses, facts);
  const factsOf = (...kinds: readonly ColumnKind[]) =>
    columns.flatMap((kind, at) => (kind !== null && kinds.includes(kind) ? [facts.of(at)] : []));
  const [states] = factsOf('status').map(statesOf);
  const [directions] = factsOf('direction').map(directionsOf);
  const first = (kind: ColumnKind) => factsOf(kind)[0]?.words?.keys().next().value ?? null;
  const currency = first('currency')?.toUpperCase() ?? currencyNamed(header, columns);
  return {
    columns,
    decimalSign: provenSign(factsOf('amount', 'credit', 'debit')),
    dayOrder: provenOrder(factsOf('day', 'valueDay'), languageOf(guesses)),
    currency: currency !== null && /^[A-Z]{3}$/.test(currency) ? currency : null,
    account: first('account'),
    creditWords: directions?.credit ?? [],
    debitWords: directions?.debit ?? [],
    bookedWords: states?.booked ?? [],
  };
}

/** What each column is by its name. Only texts may stand in several columns; of others the best name counts. */
export function kindsOf(header: readonly string[]): (ColumnKind | null)[] {
  return bestOfEach(header.map(guessOf));
}

type Guess = { readonly kind: ColumnKind; readonly exactness: number; readonly languages: readonly string[] };

function bestOfEach(guesses: readonly (Guess | undefined)[]): (ColumnKind | null)[] {
  return guesses.map((guess, at) => {
    if (guess === undefined || guess.kind === 'text') return guess?.kind ?? null;
    const rivals = guesses.map((each) => (each?.kind === guess.kind ? each.exactness : 0));
    return rivals.indexOf(Math.max(...rivals)) === at ? guess.kind : null;
  });
}

/** What rows prove counts more than names: a column of days is no amount, one of names no account. */
function withContents(
  header: readonly string[],
  guesses: readonly (Guess | undefined)[],
  facts: Facts,
): (ColumnKind | null)[] {
  const fitting = guesses.map((guess, at) => {
    const of = facts.of(at);
    if (!guess || of.filled === 0) return guess;
    if (!fits(guess.kind, of)) return undefined;
    return guess.kind === 'iban'
      ? { ...guess, exactness: guess.exactness + 1_000 * (of.ibans / of.filled) }
      : guess;
  });
  const columns = bestOfEach(fitting);
  const set = (kind: ColumnKind, isIt: (of: ColumnFacts, at: number) => boolean) => {
    const at = guesses.findIndex((_, place) => isIt(facts.of(place), place));
    if (at < 0) return;
    for (const [place, each] of columns.entries()) if (each === kind) columns[place] = null;
    columns[at] = kind;
  };
  const isFree = (at: number) => columns[at] === null;
  const missing = (...kinds: readonly ColumnKind[]) => !kinds.some((kind) => columns.includes(kind));
  set('status', (of) => (statesOf(of)?.open.length ?? 0) > 0);
  if (missing('status')) set('status', (of) => statesOf(of) !== undefined);
  for (const kind of ['day', 'valueDay'] as const)
    if (missing(kind)) set(kind, (of, at) => isFree(at) && of.days > 0);
  if (missing('amount', 'credit', 'debit')) set('amount', (of, at) => isFree(at) && of.signs.size > 0);
  if (missing('currency'))
    set(
      'currency',
      (of, at) => isFree(at) && !converted.test(foldCell(header[at] ?? '')) && isOfCurrencies(of),
    );
  if (missing('account')) set('account', (of, at) => isFree(at) && of.words?.size === 1 && of.ibans > 1);
  if (columns.includes('amount')) {
    const amount = facts.of(columns.indexOf('amount'));
    // Of what a direct debit was before a return, or of a second form of the same amount.
    for (const [at, kind] of columns.entries()) if (kind === 'credit' || kind === 'debit') columns[at] = null;
    if (amount.negatives > 0) {
      for (const [at, kind] of columns.entries()) if (kind === 'direction') columns[at] = null;
    } else if (missing('direction')) {
      set('direction', (of, at) => isFree(at) && tellsDirections(of, guesses[at] === undefined));
    }
  }
  return columns;
}

function isOfCurrencies({ words }: ColumnFacts): boolean {
  return words !== undefined && words.size > 0 && [...words.keys()].every(isCurrencyCode);
}

/** One word alone may be a kind of payment. */
function tellsDirections(of: ColumnFacts, isUnknown: boolean): boolean {
  const told = directionsOf(of);
  if (!told) return false;
  return (
    (told.credit.length > 0 && told.debit.length > 0) ||
    (isUnknown && (of.words?.keys().next().value ?? '').length === 1)
  );
}

function fits(kind: ColumnKind, of: ColumnFacts): boolean {
  switch (kind) {
    case 'day':
    case 'valueDay':
      return of.days > 0;
    case 'amount':
    case 'credit':
    case 'debit':
      return of.amounts > 0;
    case 'direction':
      return directionsOf(of) !== undefined;
    case 'status':
      return of.words !== undefined;
    case 'currency':
      return of.words !== undefined && [...of.words.keys()].every((word) => /^[A-Za-z]{3}$/.test(word));
    case 'account':
      return of.numbers > 0 || of.ibans > 0;
    default:
      return true;
  }
}

/** Who stands on the other side, so that a number beside it is no account of the merchant's. */
const otherSide =
  /partner|counterpart|gegen|empfang|auftraggeber|zahlungs|beneficia|tegen|contrepartie|controparte|ordenante|ordinante|payee|payer|odbiorc|nadawc|kontrahent|motpart|saaja|maksaja|destinat|vastatili|protiuc/;
/** An amount or a currency before it was converted. */
const converted =
  /original|ursprung|orig\.|exchange|fremd|vreemd|foreign|d'origine|origen|wechsel|\brate\b|kurs/;

/** How much of the name a known word covers; a word has to stand by itself in it. */
function guessOf(name: string): Guess | undefined {
  const folded = foldCell(name);
  if (folded === '') return undefined;
  let best: { kind: ColumnKind; exactness: number; languages: string[] } | undefined;
  for (const { kind: named, word, language } of headerWords) {
    if (!standsIn(word, folded)) continue;
    const isOther = named === 'account' && otherSide.test(folded) && !/auftragskonto/.test(folded);
    const kind = isOther ? 'iban' : named;
    if (kind === 'account' && /name|naam|nom\b|nombre|bezeichnung/.test(folded)) continue;
    if (['amount', 'credit', 'debit', 'currency'].includes(kind) && converted.test(folded)) continue;
    const exactness = word.length + (word === folded ? 100 : 0);
    if (best === undefined || exactness > best.exactness) best = { kind, exactness, languages: [language] };
    else if (exactness === best.exactness && kind === best.kind) best.languages.push(language);
  }
  return best;
}

/** The language in which most columns are named; English only where nothing else fits as well. */
function languageOf(guesses: readonly (Guess | undefined)[]): string | undefined {
  const counts = new Map<string, number>();
  for (const language of guesses.flatMap((guess) => guess?.languages ?? []))
    counts.set(language, (counts.get(language) ?? 0) + 1);
  const english = counts.get('en') ?? 0;
  const [best] = [...counts].sort(([, one], [, other]) => other - one);
  return best && best[1] > english ? best[0] : english > 0 ? 'en' : undefined;
}

const signsOfMoney: Readonly<Record<string, string>> = { '€': 'EUR', eur: 'EUR', euro: 'EUR' };

/** `Amount (EUR)`, `Umsatz in €`. */
function currencyNamed(header: readonly string[], columns: readonly (ColumnKind | null)[]): string | null {
  for (const [at, name] of header.entries()) {
    if (!['amount', 'credit', 'debit'].includes(columns[at] ?? '')) continue;
    const named = /[([]\s*(\p{L}{3}|€)\s*[)\]]$|\b(?:in|en)\s+(\p{L}{3,4}|€)$|\s(EUR|€)$/iu.exec(name.trim());
    const word = named?.[1] ?? named?.[2] ?? named?.[3];
    if (word) return signsOfMoney[word.toLowerCase()] ?? word.toUpperCase();
  }
  return null;
}

/** A sign before one or two last digits is one of decimals; what the other cells say must agree. */
function provenSign(columns: readonly ColumnFacts[]): DecimalSign | null {
  const signs = new Set(columns.flatMap((of) => [...of.signs]));
  const [only] = signs;
  return signs.size === 1 && only !== undefined ? only : null;
}

/** The only order in which every day is one; where several are, what is written so where the names come from. */
function provenOrder(columns: readonly ColumnFacts[], language: string | undefined): DayOrder | null {
  const told = columns.filter(({ days }) => days > 0);
  if (told.length === 0) return null;
  const possible = (['ymd', 'dmy', 'mdy'] as const).filter((order) =>
    told.every(({ orders }) => orders.has(order)),
  );
  const separators = new Set(told.flatMap((of) => [...of.separators]));
  // Nobody puts a year of two digits first but with dashes, nor the month first with points.
  const usual = possible.filter(
    (order) =>
      (order !== 'ymd' || possible.length === 1 || (!separators.has('.') && !separators.has('/'))) &&
      (order !== 'mdy' || !separators.has('.')),
  );
  if (usual.length === 1) return usual[0] ?? null;
  if (language === undefined || language === 'en' || usual.includes('ymd')) return null;
  return usual.includes('dmy') ? 'dmy' : null;
}
