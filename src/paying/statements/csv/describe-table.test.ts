import { describe, expect, it } from 'vitest';
import { textDocument } from '../testing/read-all.ts';
import { UnreadableStatement } from '../unreadable.ts';
import { describeTable } from './describe-table.ts';

const describeText = (text: string) => describeTable(textDocument(text), undefined);

describe('a table that nobody named the columns of yet', () => {
  it('is shown from its line of names, with what it seems to be', async () => {
    const text = [
      'Konto;"00 / 1234"',
      'Kontostand vom 04.11.2026:;1.000,00 EUR',
      '',
      'Buchungstag;Wertstellung;Name Zahlungsbeteiligter;IBAN Zahlungsbeteiligter;Verwendungszweck;Betrag;Waehrung;Sonstiges',
      '03.11.2026;03.11.2026;Ann;;Invoice;12,50;EUR;',
      '13.11.2026;13.11.2026;Bo;;Invoice;1.012,50;EUR;',
    ].join('\r\n');
    expect(await describeText(text)).toMatchObject({
      separator: ';',
      line: 4,
      names: expect.arrayContaining(['Buchungstag', 'Sonstiges']),
      rows: [expect.arrayContaining(['12,50']), expect.arrayContaining(['1.012,50'])],
      suggestion: {
        columns: ['day', 'valueDay', 'name', 'iban', 'text', 'amount', 'currency', null],
        decimalSign: ',',
        dayOrder: 'dmy',
      },
    });
  });

  it.each([
    [
      'en',
      'Date,Payee,Account number,Description,Money in,Money out',
      ['day', 'name', 'account', 'text', 'credit', 'debit'],
    ],
    [
      'en',
      'Booking Date,Partner IBAN,Payment Reference,Amount (EUR)',
      ['day', 'iban', 'reference', 'amount'],
    ],
    [
      'de',
      'Buchungsdatum;Wertstellung;Status;Zahlungspflichtige*r;Verwendungszweck;Betrag (€);Gläubiger-ID',
      ['day', 'valueDay', 'status', 'name', 'text', 'amount', null],
    ],
    [
      'nl',
      'Datum;Naam / Omschrijving;Rekening;Tegenrekening;Af Bij;Bedrag (EUR);Mededelingen',
      ['day', 'name', 'account', 'iban', 'direction', 'amount', 'text'],
    ],
    [
      'fr',
      'Date;Date de valeur;Libellé;Débit;Crédit;Devise',
      ['day', 'valueDay', 'text', 'debit', 'credit', 'currency'],
    ],
    ['es', 'Fecha;Fecha valor;Concepto;Importe;Divisa', ['day', 'valueDay', 'text', 'amount', 'currency']],
    ['it', 'Data contabile;Data valuta;Descrizione;Importo', ['day', 'valueDay', 'text', 'amount']],
    [
      'pl',
      'Data operacji;Data waluty;Nadawca / Odbiorca;Tytuł;Kwota;Waluta',
      ['day', 'valueDay', 'name', 'text', 'amount', 'currency'],
    ],
  ])('is known by names in %s: %s', async (_, header, columns) => {
    expect((await describeText(`${header}\n`)).suggestion.columns).toEqual(columns);
  });

  it('leaves open what its rows do not prove', async () => {
    const open = { decimalSign: null, dayOrder: null };
    const suggestion = async (...rows: readonly string[]) =>
      (await describeText(['Date;Amount', ...rows].join('\n'))).suggestion;
    expect(await suggestion('03/04/2026;1,234')).toMatchObject(open);
    expect(await suggestion('03/04/2026;1.50', '05/06/2026;2,50')).toMatchObject(open);
    expect(await suggestion()).toMatchObject(open);
    expect(await suggestion('03/04/2026;1.50', '13/04/2026;3')).toMatchObject({
      decimalSign: '.',
      dayOrder: 'dmy',
    });
    expect(await suggestion('03/14/2026;1')).toMatchObject({ dayOrder: 'mdy' });
  });

  it('is none where no line names a day and an amount', async () => {
    await expect(describeText('a;b;c\n1;2;3')).rejects.toThrow(UnreadableStatement);
    await expect(describeText('Dear customer,\n"we wrote')).rejects.toMatchObject({ code: 'header_missing' });
  });
});
