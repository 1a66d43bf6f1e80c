import { accountOf } from '../account.ts';
import { isCurrencyCode } from '../currency-decimals.ts';
import { readIban } from '../iban.ts';
import { realReference } from '../real-reference.ts';
import type { Direction, StatementAccount, StatementEntry } from '../statement.ts';
import { type Place, UnreadableStatement } from '../unreadable.ts';
import { readCsvAmount } from './csv-amount.ts';
import { readCsvDay } from './csv-day.ts';
import type { CsvMapping } from './mapping.ts';
import type { CsvRecord } from './records.ts';
import { stateOf } from './state-words.ts';

export type Row = { readonly account: StatementAccount; readonly entry: StatementEntry };

const cellOf = (record: CsvRecord, column: number | undefined) =>
  column === undefined ? '' : (record.cells[column] ?? '').trim();

/** Whether a row has no day where one has to be, as the line of sums below a table. */
export function hasNoDay(record: CsvRecord, mapping: CsvMapping): boolean {
  return isBooked(record, mapping) && !/^\d/.test(cellOf(record, mapping.columns.day));
}

/** Some banks write a word where the day of booking will stand. */
function isBooked(record: CsvRecord, { columns, bookedWords }: CsvMapping): boolean {
  const { status } = columns;
  if (status !== undefined && !includes(bookedWords, cellOf(record, status))) return false;
  return stateOf(cellOf(record, columns.day)) !== 'open';
}

/**
 * One row as the mapping says.
 *
 * @throws UnreadableStatement naming the line, and the mapping as the way out
 */
export function readRow(record: CsvRecord, mapping: CsvMapping, number: number): Row {
  const { columns } = mapping;
  const place: Place = { line: record.line, entry: number };
  const cell = (column: number | undefined) => cellOf(record, column);
  const currency = cell(columns.currency).toUpperCase() || mapping.currency;
  if (!isCurrencyCode(currency))
    throw wrong('currency_unreadable', `“${currency.slice(0, 40)}” is no currency.`, place);
  const { amountMinor, direction } = readMoney(record, mapping, currency, place);
  const isMoney = isBooked(record, mapping);
  const valueOn = dayOf(cell(columns.valueDay), mapping, place);
  const day = cell(columns.day);
  const bookedOn = (stateOf(day) === undefined ? dayOf(day, mapping, place) : null) ?? valueOn;
  const lines = columns.text.map(cell).filter((text) => text !== '');
  const name = cell(columns.name);
  const entry: StatementEntry = {
    number,
    line: record.line,
    amountMinor,
    currency,
    direction,
    status: isMoney ? 'booked' : 'pending',
    isReversal: false,
    bookedOn,
    valueOn,
    counterparty: { name: name === '' ? null : name, iban: readIban(cell(columns.iban)) ?? null },
    references: [cell(columns.reference)].filter((reference) => realReference(reference) !== null),
    text: lines.join('\n'),
    bankText: '',
    endToEndId: realReference(cell(columns.endToEndId)),
    bankReference: realReference(cell(columns.bankReference)),
    transactionCode: null,
    returnReason: null,
    instructed: null,
    charges: [],
    batch: 'none',
    parts: [],
  };
  return { account: accountOf(cell(columns.account) || mapping.account), entry };
}

function readMoney(record: CsvRecord, mapping: CsvMapping, currency: string, place: Place) {
  const { columns, decimalSign } = mapping;
  const read = (text: string) => readCsvAmount(text, decimalSign, currency, place);
  if (columns.amount !== undefined) {
    const { amountMinor, isNegative } = read(cellOf(record, columns.amount));
    const told = columns.direction === undefined ? 'credit' : toldDirection(record, mapping, place);
    // Where both a sign and a word say that it went, it went: it never comes twice turned.
    return { amountMinor, direction: isNegative ? ('debit' as const) : told };
  }
  const [credit, debit] = [cellOf(record, columns.credit), cellOf(record, columns.debit)].map((text) =>
    text === '' ? undefined : read(text),
  );
  // Some banks write a zero into the column that is not meant.
  const amounts = [
    ...(credit && credit.amountMinor !== 0n ? [{ ...credit, side: 'credit' as const }] : []),
    ...(debit && debit.amountMinor !== 0n ? [{ ...debit, side: 'debit' as const }] : []),
  ];
  const [only] = amounts;
  if (amounts.length > 1 || (credit === undefined && debit === undefined))
    throw wrong('amount_unreadable', 'Exactly one of the two columns of amounts has to be filled.', place);
  if (only === undefined) return { amountMinor: 0n, direction: 'credit' as const };
  // What went is often written with its sign; a credit with a minus is taken back.
  const direction = only.side === 'credit' && only.isNegative ? 'debit' : only.side;
  return { amountMinor: only.amountMinor, direction };
}

function toldDirection(record: CsvRecord, mapping: CsvMapping, place: Place): Direction {
  const word = cellOf(record, mapping.columns.direction);
  if (includes(mapping.creditWords, word)) return 'credit';
  if (includes(mapping.debitWords, word)) return 'debit';
  throw wrong(
    'direction_unreadable',
    `“${word.slice(0, 40)}” does not say whether money came or went.`,
    place,
  );
}

function dayOf(text: string, { dayOrder }: CsvMapping, place: Place) {
  if (/^-*$/.test(text)) return null;
  const day = readCsvDay(text, dayOrder);
  if (day === undefined)
    throw wrong('day_unreadable', `“${text.slice(0, 40)}” is no day in the order ${dayOrder}.`, place);
  return day;
}

function includes(words: readonly string[] | undefined, word: string): boolean {
  return (words ?? []).some((each) => each.toLowerCase() === word.toLowerCase());
}

function wrong(code: string, sentence: string, place: Place): UnreadableStatement {
  return new UnreadableStatement(code, `${sentence} Check the mapping of the columns.`, place);
}
