import { describe, expect, it } from 'vitest';
import { entriesOf, refusalOf, textDocument } from '../testing/read-all.ts';
import { ownIban } from '../testing/shapes.ts';
import { describeTable } from './describe-table.ts';
import type { CsvColumns, CsvMapping } from './mapping.ts';
import { readCsv } from './read-csv.ts';

const describeText = (text: string) => describeTable(textDocument(text), undefined);

const sparkasse = [
  '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Glaeubiger ID";"Mandatsreferenz";"Kundenreferenz (End-to-End)";"Sammlerreferenz";"Lastschrift Ursprungsbetrag";"Auslagenersatz Ruecklastschrift";"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Waehrung";"Info"',
  `"${ownIban}";"30.11.26";"30.11.26";"GUTSCHR. UEBERWEISUNG";"RF18 5390 0754 7034";"";"";"NOTPROVIDED";"";"";"";"Ann Example";"DE02120300000000202051";"BYLADEM1001";"10,00";"EUR";"Umsatz vorgemerkt"`,
  `"${ownIban}";"27.11.26";"27.11.26";"FOLGELASTSCHRIFT";"Strom";"";"";"";"";"";"";"Energy";"DE02500105170137075030";"INGDDEFF";"-80,00";"EUR";"Umsatz gebucht"`,
].join('\r\n');

/** What a merchant confirms by reading no further. */
function confirmed({ header, separator, hasNames, suggestion }: Awaited<ReturnType<typeof describeText>>) {
  const columns = Object.fromEntries(
    suggestion.columns.flatMap((kind, at) => (kind === null || kind === 'text' ? [] : [[kind, at]])),
  );
  const text = suggestion.columns.flatMap((kind, at) => (kind === 'text' ? [at] : []));
  const { creditWords, debitWords, bookedWords } = suggestion;
  return {
    ...{
      header,
      separator,
      hasNames,
      creditWords,
      debitWords,
      bookedWords,
      currency: 'EUR',
      account: ownIban,
    },
    decimalSign: suggestion.decimalSign ?? ',',
    dayOrder: suggestion.dayOrder ?? 'ymd',
    columns: { ...columns, text } as unknown as CsvColumns,
  } satisfies CsvMapping;
}

describe('rows that are not booked', () => {
  it('are told by what stands in the column, whatever it is called', async () => {
    const table = await describeText(sparkasse);
    const kinds = Object.fromEntries(table.names.map((name, at) => [name, table.suggestion.columns[at]]));
    expect(kinds).toMatchObject({
      Info: 'status',
      Betrag: 'amount',
      Auftragskonto: 'account',
      'Kontonummer/IBAN': 'iban',
      'Lastschrift Ursprungsbetrag': null,
    });
    expect(table.suggestion).toMatchObject({
      bookedWords: ['Umsatz gebucht'],
      dayOrder: 'dmy',
      decimalSign: ',',
    });
    expect(await entriesOf(readCsv(textDocument(sparkasse), confirmed(table), undefined))).toMatchObject([
      { status: 'pending', amountMinor: 1_000n },
      { status: 'booked', direction: 'debit' },
    ]);
  });

  it('are asked about where a mapping leaves their column out, or takes it for a text', async () => {
    const mapping = confirmed(await describeText(sparkasse));
    const { status = 0, ...columns } = mapping.columns;
    for (const text of [columns.text, [...columns.text, status]]) {
      const left = { ...mapping, columns: { ...columns, text } };
      const refusal = await refusalOf(readCsv(textDocument(sparkasse), left, undefined));
      expect(refusal).toMatchObject({ code: 'mapping_needed' });
      expect(refusal.message).toContain('Rows of this file say “Umsatz vorgemerkt”');
    }
  });

  it('and nobody asks where all are booked, or where a payer wrote of something pending', async () => {
    const mapping = confirmed(await describeText(sparkasse));
    const { status: _, ...columns } = mapping.columns;
    const left = { ...mapping, columns };
    const booked = sparkasse.replace('Umsatz vorgemerkt', 'Umsatz gebucht');
    expect(await entriesOf(readCsv(textDocument(booked), left, undefined))).toHaveLength(2);
    const written = booked.replace('RF18 5390 0754 7034', 'Pending');
    expect(await entriesOf(readCsv(textDocument(written), left, undefined))).toHaveLength(2);
  });

  it.each([
    ['en', 'Pending', 'Booked'],
    ['en', 'Not yet booked', 'Completed'],
    ['en', 'REVERTED', 'COMPLETED'],
    ['de', 'Vorgemerkt', 'Gebucht'],
    ['de', 'noch nicht gebucht', 'gebucht'],
    ['nl', 'In behandeling', 'Verwerkt'],
    ['nl', 'Gereserveerd', 'Geboekt'],
    ['fr', 'En attente', 'Comptabilisé'],
    ['es', 'Pendiente', 'Contabilizado'],
    ['it', 'Non contabilizzato', 'Contabilizzato'],
    ['pt', 'Pendente', 'Concluído'],
    ['fi', 'Odottaa', 'Kirjattu'],
    ['sv', 'Väntande', 'Bokförd'],
    ['et', 'Ootel', 'Teostatud'],
    ['lv', 'Rezervēts', 'Izpildīts'],
    ['lt', 'Laukiama', 'Įvykdyta'],
    ['sk', 'Čakajúca', 'Zaúčtovaná'],
    ['sl', 'V obdelavi', 'Proknjiženo'],
    ['hr', 'Na čekanju', 'Izvršeno'],
    ['el', 'Εκκρεμεί', 'Ολοκληρώθηκε'],
    ['bg', 'Изчакваща', 'Осчетоводена'],
    ['pl', 'Oczekująca', 'Zaksięgowana'],
  ])('in %s: “%s” beside “%s”', async (_, open, booked) => {
    const text = `Date;Amount;X\n2026-11-03;1.50;${booked}\n2026-11-04;1.50;${open}\n`;
    expect((await describeText(text)).suggestion).toMatchObject({
      columns: ['day', 'amount', 'status'],
      bookedWords: [booked],
    });
  });

  it('say so in place of their day at some banks', async () => {
    const text =
      '"Buchungstag";"Wertstellung (Valuta)";"Vorgang";"Buchungstext";"Umsatz in EUR"\n"offen";"--";"Gutschrift";"a";"10,00"\n"03.11.2026";"03.11.2026";"Gutschrift";"b";"20,00"\n';
    const table = await describeText(text);
    expect(table.suggestion).toMatchObject({
      columns: ['day', 'valueDay', null, 'text', 'amount'],
      currency: 'EUR',
    });
    expect(await entriesOf(readCsv(textDocument(text), confirmed(table), undefined))).toMatchObject([
      { status: 'pending', bookedOn: null },
      { status: 'booked', bookedOn: '2026-11-03' },
    ]);
  });
});

describe('a last column without a name', () => {
  it('is one, and tells where money went by its words', async () => {
    const text = [
      '"Bezeichnung Auftragskonto";"Buchungstag";"Name";"Verwendungszweck";"Waehrung";"Umsatz";" "',
      '"Giro";"03.11.2026";"Ann";"a";"EUR";"10,00";"H"',
      '"Giro";"13.11.2026";"Bo";"b";"EUR";"20,00";"S"',
    ].join('\n');
    const table = await describeText(text);
    expect(table.names).toHaveLength(7);
    expect(table.suggestion).toMatchObject({
      columns: [null, 'day', 'name', 'text', 'currency', 'amount', 'direction'],
      creditWords: ['H'],
      debitWords: ['S'],
    });
    expect(await entriesOf(readCsv(textDocument(text), confirmed(table), undefined))).toMatchObject([
      { direction: 'credit', amountMinor: 1_000n },
      { direction: 'debit', amountMinor: 2_000n },
    ]);
  });

  it('an amount with a minus went, also where a word says so once more', async () => {
    const text = 'Date,Amount,Way\n2026-11-03,-1.50,Debit\n';
    const table = await describeText(text);
    expect(table.suggestion.columns).toEqual(['day', 'amount', null]);
    const mapping = {
      ...confirmed(table),
      columns: { day: 0, amount: 1, direction: 2, text: [] },
      ...{ creditWords: ['Credit'], debitWords: ['Debit'] },
    };
    expect(await entriesOf(readCsv(textDocument(text), mapping, undefined))).toMatchObject([
      { direction: 'debit' },
    ]);
  });
});

describe('what banks call their columns', () => {
  it('N26: what was converted, and the name of a space, are nothing', async () => {
    const text = [
      '"Booking Date","Value Date","Partner Name","Partner Iban",Type,"Payment Reference","Account Name","Amount (EUR)","Original Amount","Original Currency","Exchange Rate"',
      '2026-11-03,2026-11-03,"Ann","DE02120300000000202051","Credit Transfer","RF18","Main",10.00,,,',
      '2026-11-04,2026-11-04,"Shop","","Presentment","","Main",-12.00,-13.00,USD,1.08',
    ].join('\n');
    expect((await describeText(text)).suggestion).toMatchObject({
      columns: ['day', 'valueDay', 'name', 'iban', null, 'reference', null, 'amount', null, null, null],
      currency: 'EUR',
      account: null,
    });
  });

  it('George: the account of the partner is not yours, and a text is a text', async () => {
    const text = [
      'Buchungsdatum,Partnername,Partner IBAN,BIC/SWIFT,Partner Kontonummer,Bankleitzahl,Betrag,Währung,Text',
      '03.11.2026,Ann,DE02120300000000202051,BYLADEM1001,,,"10,00",EUR,Hello',
      '13.11.2026,Bo,,,12345678901,20111,"12,00",EUR,World',
    ].join('\n');
    expect((await describeText(text)).suggestion.columns).toEqual([
      ...['day', 'name', 'iban', null, null, null, 'amount', 'currency', 'text'],
    ]);
  });

  it.each([
    [
      'F. Operativa;Concepto;F. Valor;Importe;Saldo',
      '03/11/2026;Ann;03/11/2026;10,00;1.000,00',
      ['day', 'text', 'valueDay', 'amount', null],
    ],
    [
      'F. Operación;F. Valor;Concepto;Importe',
      '03/11/2026;03/11/2026;Ann;10,00',
      ['day', 'valueDay', 'text', 'amount'],
    ],
    [
      'Data mov.;Data valor;Descrição;Montante;Saldo contabilístico',
      '03-11-2026;03-11-2026;Ann;10,00;1.000,00',
      ['day', 'valueDay', 'text', 'amount', null],
    ],
    [
      'Kirjauspäivä;Arvopäivä;Määrä EUROA;Saaja/Maksaja;Viite;Viesti',
      '3.11.2026;3.11.2026;10,00;Ann;RF18;Hei',
      ['day', 'valueDay', 'amount', 'name', 'reference', 'text'],
    ],
    [
      'Bokföringsdag;Belopp;Avsändare;Mottagare;Rubrik;Valuta',
      '2026-11-03;10,00;Ann;;Hej;EUR',
      ['day', 'amount', 'name', null, 'text', 'currency'],
    ],
    ['Dag;Betrag', '03-11-2026;10,00', ['day', 'amount']],
  ])('%s', async (header, row, columns) => {
    expect((await describeText(`${header}\n${row}\n`)).suggestion).toMatchObject({
      columns,
      decimalSign: ',',
    });
  });
});

describe('days', () => {
  const order = async (header: string, ...days: readonly string[]) =>
    (await describeText([`${header};Betrag`, ...days.map((day) => `${day};1,00`)].join('\n'))).suggestion
      .dayOrder;
  it('in two digits are told by any row of the file, else by the language of the names', async () => {
    expect(await order('Buchungstag', '30.11.26')).toBe('dmy');
    expect(await order('Buchungstag', '03.11.26')).toBe('dmy');
    expect(await order('Date', ...Array.from({ length: 40 }, () => '03/04/2026'), '03/14/2026')).toBe('mdy');
    expect(await order('Buchungstag', '03/04/2026')).toBe('dmy');
  });
});

describe('a table whose names nobody knows', () => {
  const rows = '2026-11-03|Ann|10.00|x\n2026-11-04|Bo|12.00|y\n';
  it('is the widest block of rows with a day and an amount, below its line of names', async () => {
    const table = await describeText(`Hello|World\n\nWhen|Who|How much|Else\n${rows}`);
    expect(table).toMatchObject({
      separator: '|',
      line: 3,
      hasNames: true,
      names: ['When', 'Who', 'How much', 'Else'],
    });
    const mapping = {
      ...confirmed(table),
      columns: { day: 0, amount: 2, text: [1] },
      decimalSign: '.' as const,
    };
    expect(
      await entriesOf(readCsv(textDocument(`When|Who|How much|Else\n${rows}`), mapping, undefined)),
    ).toHaveLength(2);
  });

  it('or has none, and is known by its columns', async () => {
    const text = [
      'AT611904300234573201;Gutschrift RF18;03.11.2026;03.11.2026;10,00;EUR',
      'AT611904300234573201;Miete;04.11.2026;04.11.2026;-20,00;EUR',
    ].join('\n');
    const table = await describeText(text);
    expect(table).toMatchObject({
      separator: ';',
      line: 1,
      hasNames: false,
      names: ['', '', '', '', '', ''],
    });
    expect(table.rows).toHaveLength(2);
    expect(table.suggestion.dayOrder).toBe('dmy');
    const mapping = {
      ...confirmed(table),
      columns: { account: 0, text: [1], day: 2, valueDay: 3, amount: 4, currency: 5 },
    };
    expect(await entriesOf(readCsv(textDocument(text), mapping, undefined))).toMatchObject([
      { line: 1, direction: 'credit' },
      { line: 2, direction: 'debit' },
    ]);
  });
});
