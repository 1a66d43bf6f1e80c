import { describe, expect, it } from 'vitest';
import type { Encoding } from '../encoding/encodings.ts';
import { documentOf, fileOf } from '../statement-file.ts';
import { inventGermanIban } from '../testing/ibans.ts';
import { collect, entriesOf, refusalOf, textDocument } from '../testing/read-all.ts';
import { ownIban } from '../testing/shapes.ts';
import { type CsvMapping, headerKey } from './mapping.ts';
import { readCsv } from './read-csv.ts';

const names = ['Buchungstag', 'Wertstellung', 'Name', 'IBAN', 'Verwendungszweck', 'Betrag', 'Waehrung'];
const german: CsvMapping = {
  header: headerKey(names),
  separator: ';',
  decimalSign: ',',
  dayOrder: 'dmy',
  currency: 'EUR',
  account: ownIban,
  columns: { day: 0, valueDay: 1, name: 2, iban: 3, text: [4], amount: 5, currency: 6 },
};
const payer = inventGermanIban(3);
const row = (changes: Readonly<Record<number, string>> = {}) =>
  ['03.11.2026', '04.11.26', 'Ann Example', payer, 'Invoice 17', '1.234,56', 'EUR']
    .map((cell, at) => changes[at] ?? cell)
    .join(';');
const table = (...rows: readonly string[]) => [names.join(';'), ...rows].join('\r\n');
const read = (text: string, mapping = german, encoding?: Encoding) =>
  readCsv(textDocument(text), mapping, encoding);

describe('a table', () => {
  it('is read as its mapping says', async () => {
    const parts = await collect(read(table(row(), row({ 5: '-0,50' }))));
    const entry = {
      number: 1,
      line: 2,
      amountMinor: 123_456n,
      currency: 'EUR',
      direction: 'credit',
      status: 'booked',
      bookedOn: '2026-11-03',
      valueOn: '2026-11-04',
      counterparty: { name: 'Ann Example', iban: payer },
      text: 'Invoice 17',
    };
    expect(parts).toMatchObject([
      { part: 'statement', statement: { kind: 'csv', account: { kind: 'iban', id: ownIban } } },
      { part: 'entry', entry },
      { part: 'entry', entry: { number: 2, line: 3, amountMinor: 50n, direction: 'debit' } },
      { part: 'end', end: { entries: 2, opening: null, closing: null } },
    ]);
  });

  it('may have lines before its names and a line of sums behind its rows', async () => {
    const preamble = 'Kontonummer:;"DE00 / Giro"\n\nVon:;01.11.2026\nKontostand;"1.000,00 EUR"\n\n';
    const text = `${preamble}${table(row(), row())}\n;;;;;\nSumme;;;;;2.469,12;EUR\n`;
    expect(await entriesOf(read(text))).toMatchObject([{ line: 7 }, { line: 8 }]);
  });

  it('but none between its rows: that is told, with its line', async () => {
    const between = table(row(), row({ 0: '' }), row());
    expect(await refusalOf(read(between))).toMatchObject({ code: 'day_missing', place: { line: 3 } });
    expect(await refusalOf(read(table(row(), row({ 0: '31.02.2026' }))))).toMatchObject({
      code: 'day_unreadable',
      place: { line: 3, entry: 2 },
    });
  });

  it('may hold separators, quotes and ends of lines in quotes', async () => {
    const [entry, next] = await entriesOf(read(table(row({ 4: '"a;b ""c""\r\nd"' }), row())));
    expect(entry?.text).toBe('a;b "c"\nd');
    expect(next?.line).toBe(4);
  });

  it('joins several columns of text, and takes references where they are', async () => {
    const columns = { day: 0, amount: 5, text: [2, 4], reference: 3, endToEndId: 1 };
    const text = table(row({ 3: 'RF18539007547034', 1: 'NOTPROVIDED' }));
    expect(await entriesOf(read(text, { ...german, columns }))).toMatchObject([
      {
        text: 'Ann Example\nInvoice 17',
        references: ['RF18539007547034'],
        endToEndId: null,
        counterparty: { name: null },
      },
    ]);
  });

  it('is of several accounts where a column names them', async () => {
    const columns = { ...german.columns, account: 3 };
    const other = inventGermanIban(8);
    const parts = await collect(read(table(row(), row({ 3: other })), { ...german, columns }));
    expect(parts.flatMap((part) => (part.part === 'end' ? [part.end.statement.account.id] : []))).toEqual([
      payer,
      other,
    ]);
  });

  it('counts as booked what its status says', async () => {
    const mapping = { ...german, columns: { ...german.columns, status: 2 }, bookedWords: ['Gebucht'] };
    const text = table(row({ 2: 'Vorgemerkt', 0: '', 1: '' }), row({ 2: 'gebucht' }));
    expect(await entriesOf(read(text, mapping))).toMatchObject([
      { status: 'pending', bookedOn: null },
      { status: 'booked' },
    ]);
  });
});

describe('amounts', () => {
  const amountsOf = async (cells: readonly string[], changes: Partial<CsvMapping> = {}) =>
    (await entriesOf(read(table(...cells.map((cell) => row({ 5: cell }))), { ...german, ...changes }))).map(
      ({ amountMinor, direction }) => [amountMinor, direction],
    );

  it('with a decimal comma', async () => {
    const cells = [
      '1.234,56',
      '-1 234,5',
      "1'234,56-",
      '+12',
      '(12,00)',
      '€ 12,00',
      '12,00 EUR',
      '−1,00',
      '0,01',
    ];
    expect(await amountsOf(cells)).toEqual([
      [123_456n, 'credit'],
      [123_450n, 'debit'],
      [123_456n, 'debit'],
      [1_200n, 'credit'],
      [1_200n, 'debit'],
      [1_200n, 'credit'],
      [1_200n, 'credit'],
      [100n, 'debit'],
      [1n, 'credit'],
    ]);
  });

  it('with a decimal point', async () => {
    expect(await amountsOf(['1,234.56', '-1234.5', '1,234'], { decimalSign: '.' })).toEqual([
      [123_456n, 'credit'],
      [123_450n, 'debit'],
      [123_400n, 'credit'],
    ]);
  });

  it.each([
    ['12.50', ','],
    ['1.2345,00', ','],
    ['12,50', '.'],
    ['1.234,56', '.'],
    ['', ','],
    ['12,50 USD', ','],
    ['1,005', ','],
    ['1e3', ','],
  ] as const)(
    '“%s” is none with the decimal sign “%s”, and never a hundred times as much',
    async (cell, decimalSign) => {
      const refusal = await refusalOf(read(table(row({ 5: cell })), { ...german, decimalSign }));
      expect(refusal.code).toMatch(/^amount_/);
      expect(refusal.place).toMatchObject({ line: 2, entry: 1 });
    },
  );

  it('in a column each for what came and what went', async () => {
    const columns = { day: 0, text: [4], credit: 5, debit: 6 };
    const pair = (credit: string, debit: string) => row({ 5: credit, 6: debit });
    const text = table(pair('1,00', ''), pair('', '2,00'), pair('0,00', '-3,00'), pair('-4,00', ''));
    const entries = await entriesOf(read(text, { ...german, columns }));
    expect(entries.map(({ amountMinor, direction }) => [amountMinor, direction])).toEqual([
      [100n, 'credit'],
      [200n, 'debit'],
      [300n, 'debit'],
      [400n, 'debit'],
    ]);
    for (const wrong of [pair('1,00', '2,00'), pair('', '')])
      expect(await refusalOf(read(table(wrong), { ...german, columns }))).toMatchObject({
        code: 'amount_unreadable',
      });
  });

  it('with a word for the direction', async () => {
    const mapping = {
      ...german,
      columns: { ...german.columns, direction: 2 },
      creditWords: ['Bij', 'H'],
      debitWords: ['Af', 'S'],
    };
    const entries = await entriesOf(read(table(row({ 2: 'bij' }), row({ 2: 'S' })), mapping));
    expect(entries.map(({ direction }) => direction)).toEqual(['credit', 'debit']);
    expect(await refusalOf(read(table(row({ 2: '?' })), mapping))).toMatchObject({
      code: 'direction_unreadable',
    });
  });
});

describe('days are read in the order of the mapping, and never guessed', () => {
  it.each([
    ['03/04/2026', 'dmy', '2026-04-03'],
    ['03/04/2026', 'mdy', '2026-03-04'],
    ['2026-04-03', 'ymd', '2026-04-03'],
    ['20260403', 'ymd', '2026-04-03'],
    ['3.4.26', 'dmy', '2026-04-03'],
    ['2026-04-03 23:59:59', 'ymd', '2026-04-03'],
  ] as const)('%s in %s is %s', async (cell, dayOrder, bookedOn) => {
    expect(await entriesOf(read(table(row({ 0: cell, 1: '' })), { ...german, dayOrder }))).toMatchObject([
      { bookedOn },
    ]);
  });

  it.each([
    ['04/31/2026', 'mdy'],
    ['31/04/2026', 'mdy'],
    ['2026-04-03', 'dmy'],
    ['03.04.2026', 'ymd'],
  ] as const)('%s in %s is none', async (cell, dayOrder) => {
    const text = table(row({ 0: cell, 1: '' }));
    expect(await refusalOf(read(text, { ...german, dayOrder }))).toMatchObject({ code: 'day_unreadable' });
  });
});

describe('what does not fit is told', () => {
  it.each([
    ['mapping_needed', table(row()).replace('Betrag', 'Umsatz')],
    ['mapping_needed', 'x\n'.repeat(200) + table(row())],
    ['row_unreadable', table(`${row()};more`)],
    ['quote_open', table(row({ 4: '"Invoice' }))],
    ['currency_unreadable', table(row({ 6: 'Euro' }))],
    ['too_many_columns', `${';'.repeat(1_000)}\n${table(row())}`],
    ['text_too_long', table(row({ 4: 'x'.repeat(20_000) }))],
  ])('%s', async (code, text) => {
    expect(await refusalOf(read(text))).toMatchObject({ code });
  });

  it('a file that is no UTF-8 asks for its encoding, and is read once it is said', async () => {
    const document = documentOf(fileOf('old.csv', Buffer.from(table(row({ 2: 'Müller' })), 'latin1')));
    expect(await refusalOf(readCsv(document, german, undefined))).toMatchObject({ code: 'encoding_needed' });
    expect(await entriesOf(readCsv(document, german, 'windows-1252'))).toMatchObject([
      { counterparty: { name: 'Müller' } },
    ]);
  });
});
