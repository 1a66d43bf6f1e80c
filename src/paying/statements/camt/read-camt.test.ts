import { describe, expect, it } from 'vitest';
import type { StatementPart } from '../statement.ts';
import type { StatementDocument } from '../statement-file.ts';
import { type CamtStyle, camtOf, camtVersions } from '../testing/camt.ts';
import { inventGermanIban } from '../testing/ibans.ts';
import { collect, eachOf, entriesOf, refusalOf, textDocument } from '../testing/read-all.ts';
import { ownIban, payment, statement } from '../testing/shapes.ts';
import { readCamt } from './read-camt.ts';

const readDocument = (of: StatementDocument) => eachOf(readCamt(of));
const read = (text: string) => readDocument(textDocument(text));
const camt053: CamtStyle = { kind: 'camt.053', version: '08' };

const mixed = statement([
  payment({ reference: 'RF18539007547034', endToEndId: 'E2E-1', bankReference: 'B1' }),
  payment({ direction: 'debit', minor: 300n, name: 'Rent & Co', text: 'line one' }),
  payment({ status: 'PDNG', minor: 77n }),
]);

describe('a statement of ISO 20022 says the same in every version', () => {
  const written = (style: CamtStyle) => camtOf([mixed], style).replace('Rent & Co', 'Rent &amp; Co');
  const styles = camtVersions.flatMap((version) =>
    (['camt.052', 'camt.053', 'camt.054'] as const).map((kind) => ({ kind, version })),
  );

  it.each(styles)('$kind version $version', async (style) => {
    const parts = await collect(read(written(style)));
    expect(parts[0]).toEqual({
      part: 'statement',
      statement: {
        kind: style.kind,
        number: 1,
        id: 'S1',
        page: null,
        account: { kind: 'iban', id: ownIban },
        currency: 'EUR',
      },
    });
    const entries = parts.flatMap((part) => (part.part === 'entry' ? [part.entry] : []));
    expect(entries).toMatchObject([
      {
        number: 1,
        amountMinor: 1_250n,
        currency: 'EUR',
        direction: 'credit',
        status: 'booked',
        isReversal: false,
        bookedOn: '2026-11-03',
        valueOn: '2026-11-03',
        counterparty: { name: 'Ann Example', iban: inventGermanIban(2) },
        references: ['RF18539007547034'],
        text: 'Invoice 17',
        endToEndId: 'E2E-1',
        bankReference: 'B1',
        transactionCode: 'PMNT/RCDT/ESCT',
        batch: 'none',
        parts: [],
      },
      {
        number: 2,
        amountMinor: 300n,
        direction: 'debit',
        counterparty: { name: 'Rent & Co' },
        endToEndId: null,
      },
      { number: 3, amountMinor: 77n, status: 'pending' },
    ]);
    expect(parts.at(-1)).toMatchObject({
      part: 'end',
      end: {
        entries: 3,
        opening: { amountMinor: 10_000n, currency: 'EUR', day: '2026-11-03' },
        closing: { amountMinor: 10_950n },
      },
    });
  });

  it('whatever its namespace, prefix, envelope and spaces are', async () => {
    const plain = await collect(read(written(camt053)));
    const prefixed = written({ ...camt053, prefix: 'ns2:', namespace: 'iso:20023', gap: '\r\n  ' });
    const enveloped = written(camt053).replace(
      /<Document[\s\S]*Document>/,
      '<Saa:DataPDU xmlns:Saa="x"><Saa:Body>$&</Saa:Body></Saa:DataPDU>',
    );
    const withoutLines = (parts: readonly StatementPart[]) =>
      parts.map((part) => (part.part === 'entry' ? { ...part.entry, line: 0 } : part));
    expect(withoutLines(await collect(read(prefixed)))).toEqual(withoutLines(plain));
    expect(await collect(read(enveloped))).toEqual(plain);
  });

  it('however its bytes are cut, also within a letter', async () => {
    const text = written(camt053).replaceAll('Ann', 'Änn €');
    const bytes = Buffer.from(text);
    const whole = await collect(read(text));
    const cut = await collect(
      readDocument({
        name: 'cut',
        async *open() {
          for (const byte of bytes) yield Uint8Array.of(byte);
        },
      }),
    );
    expect(cut).toEqual(whole);
  });

  it.each([
    ['iso-8859-1', 'latin1'],
    ['windows-1252', 'latin1'],
    ['UTF-16', 'utf16le'],
  ] as const)('in the encoding that it declares: %s', async (name, encoding) => {
    const text = written(camt053).replaceAll('Ann', 'Änn').replace('UTF-8', name);
    const bytes = Buffer.from(encoding === 'utf16le' ? `\ufeff${text}` : text, encoding);
    const [entry] = await entriesOf(
      readDocument({
        name,
        async *open() {
          yield bytes;
        },
      }),
    );
    expect(entry?.counterparty.name).toBe('Änn Example');
  });
});

/** One entry in a statement of version .08, from what stands in it. */
function document(entry: string, account = `<Acct><Id><IBAN>${ownIban}</IBAN></Id></Acct>`): string {
  return `<Document><BkToCstmrStmt><Stmt><Id>7</Id>${account}${entry}</Stmt></BkToCstmrStmt></Document>`;
}
const booked = '<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-03</Dt></BookgDt>';
const credit = `<Amt Ccy="EUR">59.98</Amt><CdtDbtInd>CRDT</CdtDbtInd>${booked}`;

describe('what banks leave out or write in their own way', () => {
  it('an account needs neither IBAN nor servicer', async () => {
    const [head] = await collect(read(document('', '<Acct><Id><Othr><Id>12 34 56</Id></Othr></Id></Acct>')));
    expect(head).toMatchObject({ statement: { account: { kind: 'other', id: '123456' }, currency: null } });
  });

  it('a payer without IBAN, or with one that was cut, is a payer without IBAN', async () => {
    const party = (iban: string) =>
      document(
        `<Ntry>${credit}<NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>Bo</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>${iban}</IBAN></Id></DbtrAcct></RltdPties></TxDtls></NtryDtls></Ntry>`,
      );
    const whole = inventGermanIban(5);
    expect(await entriesOf(read(party(whole)))).toMatchObject([
      { counterparty: { name: 'Bo', iban: whole } },
    ]);
    expect(await entriesOf(read(party(whole.slice(0, -2))))).toMatchObject([
      { counterparty: { name: 'Bo', iban: null } },
    ]);
  });

  it('an entry that has its words in AddtlNtryInf alone keeps them', async () => {
    const wise = `<Ntry>${credit}<AddtlNtryInf>Received money from Ann Example with reference RF18 5390 0754 7034</AddtlNtryInf></Ntry>`;
    expect(await entriesOf(read(document(wise)))).toMatchObject([
      {
        text: '',
        bankText: 'Received money from Ann Example with reference RF18 5390 0754 7034',
        batch: 'none',
      },
    ]);
  });

  it('lines of a text, additional text and references of documents are all kept', async () => {
    const [entry] = await entriesOf(
      read(
        document(
          `<Ntry>${credit}<NtryDtls><TxDtls><RmtInf><Ustrd>RF18 5390</Ustrd><Ustrd>0754 7034</Ustrd><Strd><RfrdDocInf><Nb>INV-9</Nb></RfrdDocInf><AddtlRmtInf>thanks</AddtlRmtInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>`,
        ),
      ),
    );
    expect(entry).toMatchObject({ references: ['INV-9'], text: 'RF18 5390\n0754 7034\nthanks' });
  });

  it('a time in another zone does not move the booking day', async () => {
    const late = `<Ntry><Amt Ccy="EUR">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>2026-12-31T23:59:59.9+14:00</DtTm></BookgDt></Ntry>`;
    expect(await entriesOf(read(document(late)))).toMatchObject([{ bookedOn: '2026-12-31' }]);
  });

  it('what was sent and what banks kept explain a credit that is smaller', async () => {
    const charges = (written: string) =>
      document(
        `<Ntry>${credit}<NtryDtls><TxDtls><AmtDtls><InstdAmt><Amt Ccy="USD">70.00</Amt></InstdAmt></AmtDtls>${written}</TxDtls></NtryDtls></Ntry>`,
      );
    const expected = [
      {
        instructed: { amountMinor: 7_000n, currency: 'USD' },
        charges: [{ amountMinor: 500n, currency: 'EUR' }],
      },
    ];
    const old = '<Chrgs><Amt Ccy="EUR">5.00</Amt></Chrgs>';
    const total = '<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">5.00</TtlChrgsAndTaxAmt></Chrgs>';
    const records = `<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">5.00</TtlChrgsAndTaxAmt><Rcrd><Amt Ccy="EUR">5</Amt></Rcrd></Chrgs>`;
    for (const each of [old, total, records])
      expect(await entriesOf(read(charges(each)))).toMatchObject(expected);
  });
});

describe('money that comes back', () => {
  const parties = (debtor: string, creditor: string) =>
    `<RltdPties><Dbtr><Pty><Nm>Payer</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>${debtor}</IBAN></Id></DbtrAcct><Cdtr><Pty><Nm>Payee</Nm></Pty></Cdtr><CdtrAcct><Id><IBAN>${creditor}</IBAN></Id></CdtrAcct></RltdPties>`;
  const back = (flag: string, inside: string) =>
    document(
      `<Ntry><Amt Ccy="EUR">5</Amt><CdtDbtInd>DBIT</CdtDbtInd>${flag}${booked}<NtryDtls><TxDtls>${inside}</TxDtls></NtryDtls></Ntry>`,
    );

  it('a reversed credit is a debit of the one who paid', async () => {
    for (const flag of ['<RvslInd>true</RvslInd>', '<RvslInd>1</RvslInd>']) {
      expect(
        await entriesOf(read(back(flag, '<RltdPties><Dbtr><Nm>Payer</Nm></Dbtr></RltdPties>'))),
      ).toMatchObject([{ direction: 'debit', isReversal: true, counterparty: { name: 'Payer' } }]);
    }
  });

  it('a return says why, and its parties stay those of the payment that comes back', async () => {
    const inside = `${parties(inventGermanIban(9), ownIban)}<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>`;
    expect(await entriesOf(read(back('', inside)))).toMatchObject([
      {
        direction: 'debit',
        returnReason: 'AC04',
        counterparty: { name: 'Payer', iban: inventGermanIban(9) },
      },
    ]);
  });

  it('the other side is whoever has another account, whichever way a bank turns the parties', async () => {
    const turned = parties(ownIban, inventGermanIban(9));
    expect(await entriesOf(read(back('<RvslInd>true</RvslInd>', turned)))).toMatchObject([
      { counterparty: { name: 'Payee', iban: inventGermanIban(9) } },
    ]);
  });
});

describe('an entry of several payments', () => {
  const parts = [payment({ minor: 1_000n, name: 'Ann' }), payment({ minor: 250n, name: 'Bo', text: 'B' })];

  it.each(camtVersions)('has its parts, which add up (version %s)', async (version) => {
    const [entry] = await entriesOf(
      read(camtOf([statement([payment({ minor: 1_250n, parts })])], { kind: 'camt.053', version })),
    );
    expect(entry).toMatchObject({ batch: 'complete', text: '', counterparty: { name: null, iban: null } });
    expect(entry?.parts).toMatchObject([
      { amountMinor: 1_000n, currency: 'EUR', direction: 'credit', counterparty: { name: 'Ann' } },
      { amountMinor: 250n, counterparty: { name: 'Bo' }, text: 'B' },
    ]);
  });

  it('may hold money that went the other way', async () => {
    const back = [...parts, payment({ minor: 50n, direction: 'debit' })];
    expect(
      await entriesOf(read(camtOf([statement([payment({ minor: 1_200n, parts: back })])], camt053))),
    ).toMatchObject([{ batch: 'complete' }]);
  });

  it('says when its parts are told elsewhere', async () => {
    const alone = camtOf([statement([payment({ parts, showParts: false })])], camt053);
    expect(await entriesOf(read(alone))).toMatchObject([{ batch: 'without_parts', parts: [] }]);
  });

  it('says when its parts do not add up', async () => {
    const wrong = camtOf([statement([payment({ minor: 1_251n, parts })])], camt053);
    expect(await entriesOf(read(wrong))).toMatchObject([{ batch: 'inconsistent' }]);
    const fewer = camtOf([statement([payment({ parts })])], camt053).replace('<NbOfTxs>2<', '<NbOfTxs>3<');
    expect(await entriesOf(read(fewer))).toMatchObject([{ batch: 'inconsistent' }]);
  });

  it('takes one description of all for none of them', async () => {
    const one = camtOf([statement([payment({ parts: parts.slice(0, 1), minor: 1_000n })])], camt053);
    expect(await entriesOf(read(one.replace('<NbOfTxs>1<', '<NbOfTxs>4<')))).toMatchObject([
      { batch: 'without_parts', parts: [] },
    ]);
  });
});

describe('balances', () => {
  const balance = (code: string, amount: string, sign = 'CRDT') =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Dt><Dt>2026-11-03</Dt></Dt></Bal>`;
  const endOf = async (text: string) => (await collect(read(text))).at(-1);

  it('what is owed to the bank is negative', async () => {
    expect(await endOf(document(balance('OPBD', '5', 'DBIT') + balance('CLBD', '1')))).toMatchObject({
      end: { opening: { amountMinor: -500n }, closing: { amountMinor: 100n } },
    });
  });

  it('and tell their page', async () => {
    const [head] = await collect(
      read(document('<StmtPgntn><PgNb>2</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>')),
    );
    expect(head).toMatchObject({ statement: { id: '7', page: '2' } });
  });

  it('pages of a statement go on from an interim balance', async () => {
    const first = balance('OPBD', '1') + balance('ITBD', '2');
    const middle = balance('ITBD', '2') + balance('ITBD', '3');
    const last = balance('ITBD', '3') + balance('CLBD', '4');
    for (const [page, [opening, closing]] of [
      [first, [100n, 200n]],
      [middle, [200n, 300n]],
      [last, [300n, 400n]],
    ] as const)
      expect(await endOf(document(page))).toMatchObject({
        end: { opening: { amountMinor: opening }, closing: { amountMinor: closing } },
      });
  });

  it('what is available says nothing of what is booked, and an interim balance of a day nothing of its report', async () => {
    const available = document(balance('OPAV', '1') + balance('CLAV', '2'));
    expect(await endOf(available)).toMatchObject({ end: { opening: null, closing: null } });
    const report = document(balance('OPBD', '1') + balance('ITBD', '2'))
      .replaceAll('Stmt>', 'Rpt>')
      .replaceAll('BkToCstmrRpt>', 'BkToCstmrAcctRpt>');
    expect(await endOf(report)).toMatchObject({ end: { opening: { amountMinor: 100n }, closing: null } });
  });
});

describe('what cannot be read is told with the place, and never skipped', () => {
  const amount = (written: string, currency = 'EUR') =>
    document(`<Ntry>${credit.replace('59.98', written).replace('"EUR"', `"${currency}"`)}</Ntry>`);

  it.each([
    ['amount_too_precise', amount('1.005')],
    ['amount_too_precise', amount('1.5', 'JPY')],
    ['amount_unreadable', amount('1,50')],
    ['amount_unreadable', amount('-1.50')],
    ['amount_unreadable', amount('1e3')],
    ['amount_unreadable', amount('.')],
    ['currency_unreadable', amount('1', 'eu')],
    ['direction_unreadable', amount('1').replace('CRDT', 'BOTH')],
    ['status_unreadable', amount('1').replace('BOOK', 'SOON')],
    ['day_unreadable', amount('1').replace('2026-11-03', '2026-02-30')],
    ['day_missing', amount('1').replace(/<BookgDt>.*<\/BookgDt>/, '')],
  ])('%s', async (code, text) => {
    expect(await refusalOf(read(text))).toMatchObject({ code, place: { statement: 1, entry: 1, line: 1 } });
  });

  it.each([
    ['1.50', 150n, 'EUR'],
    ['1.500', 150n, 'EUR'],
    ['+01.5', 150n, 'EUR'],
    ['.5', 50n, 'EUR'],
    ['5.', 500n, 'EUR'],
    ['0', 0n, 'EUR'],
    ['1.005', 1_005n, 'KWD'],
    ['150', 150n, 'JPY'],
    ['9007199254740993.01', 900_719_925_474_099_301n, 'EUR'],
  ])('while %s is %s minor units of %s', async (written, amountMinor, currency) => {
    expect(await entriesOf(read(amount(written, currency)))).toMatchObject([{ amountMinor, currency }]);
  });

  it('an account that nobody names', async () => {
    expect(await refusalOf(read(document('', '')))).toMatchObject({
      code: 'account_missing',
      place: { statement: 1 },
    });
  });

  it('another kind of document', async () => {
    expect(await refusalOf(read('<Document><CstmrCdtTrfInitn/></Document>'))).toMatchObject({
      code: 'not_a_statement',
    });
  });

  it('a document that ends too early, which is nowhere near its last entry', async () => {
    const text = camtOf([mixed], camt053).replace('Rent & Co', 'Rent');
    expect(await refusalOf(read(text.slice(0, -30)))).toMatchObject({ code: 'xml_malformed' });
    expect(await refusalOf(read(text.replace('</Ntry>', '')))).toMatchObject({ code: 'xml_malformed' });
  });

  it.each([
    '<!DOCTYPE Document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
    '<!DOCTYPE Document SYSTEM "file:///etc/passwd">',
  ])('a DOCTYPE, before anything of it is looked at: %s', async (doctype) => {
    expect(await refusalOf(read(doctype + document('')))).toMatchObject({ code: 'xml_with_doctype' });
  });

  it.each([
    ['too_deep', `${'<a>'.repeat(50)}`],
    ['too_deep', document(`<Ntry>${'<a>'.repeat(50)}`)],
    ['text_too_long', document(`<Ntry><AddtlNtryInf>${'x'.repeat(20_000)}</AddtlNtryInf></Ntry>`)],
    ['text_too_long', `<!--${'x'.repeat(2_000_000)}`],
    ['text_too_long', `<Document a="${'x'.repeat(2_000_000)}`],
    ['entry_too_large', document(`<Ntry>${'<Chrgs/>'.repeat(6_000)}</Ntry>`)],
    ['encoding_unknown', '<?xml version="1.0" encoding="EBCDIC"?><a/>'],
  ])('what is larger or stranger than a statement: %s', async (code, text) => {
    expect(await refusalOf(read(text))).toMatchObject({ code });
  });
});
