import { describe, expect, it } from 'vitest';
import { createBalanceCheck } from '../check-balances.ts';
import { inventGermanIban, inventIban } from '../testing/ibans.ts';
import { collect, entriesOf, refusalOf, textDocument } from '../testing/read-all.ts';
import { ownIban } from '../testing/shapes.ts';
import { readMt940 } from './read-mt940.ts';

const read = (text: string) => readMt940(textDocument(text), undefined);

type Changes = { readonly account?: string; readonly opening?: string; readonly closing?: string };

/** A message around movements, each with its field 86. */
function message(movements: string, { account = ownIban, ...balances }: Changes = {}): string {
  const { opening = 'C261102EUR100,00', closing = 'C261103EUR112,50' } = balances;
  return `:20:STARTUMS\n:25:${account}\n:28C:00007/001\n:60F:${opening}\n${movements}\n:62F:${closing}\n-`;
}
const credit = ':61:2611031103C12,50NTRFNONREF//B1';
const one = async (movements: string, changes?: Changes) =>
  (await entriesOf(read(message(movements, changes))))[0];

describe('an MT940', () => {
  it('tells account, number, balances and movements', async () => {
    const parts = await collect(read(message(`${credit}\n:86:Invoice 17`)));
    const head = {
      kind: 'mt940',
      number: 1,
      id: '00007',
      page: '001',
      account: { kind: 'iban', id: ownIban },
      currency: 'EUR',
    };
    expect(parts).toMatchObject([
      { part: 'statement', statement: head },
      {
        part: 'entry',
        entry: {
          number: 1,
          line: 5,
          amountMinor: 1_250n,
          currency: 'EUR',
          direction: 'credit',
          status: 'booked',
          isReversal: false,
          valueOn: '2026-11-03',
          bookedOn: '2026-11-03',
          text: 'Invoice 17',
          references: [],
          bankReference: 'B1',
          transactionCode: 'NTRF',
          batch: 'none',
        },
      },
      {
        part: 'end',
        end: {
          entries: 1,
          opening: { amountMinor: 10_000n, day: '2026-11-02' },
          closing: { amountMinor: 11_250n },
        },
      },
    ]);
  });

  it('says the same with both ends of lines and with the blocks of SWIFT around it', async () => {
    const text = message(`${credit}\n:86:Invoice 17`);
    const plain = await collect(read(text));
    expect(await collect(read(text.replaceAll('\n', '\r\n')))).toEqual(plain);
    const block = '{1:F01XXXXDEXXAXXX0000000000}{2:I940XXXXDEXXXXXXN}{4:';
    const wrapped = `${block}\n${text.replace(/-$/, '-}')}{5:{CHK:0}}`;
    const tight = `${block}${text.replace(/-$/, '-}')}`;
    const entries = (parts: Awaited<typeof plain>) =>
      parts.map((part) => (part.part === 'entry' ? { ...part.entry, line: 0 } : part));
    expect(entries(await collect(read(wrapped)))).toEqual(entries(plain));
    expect(entries(await collect(read(`${tight}\n${tight}`))).length).toBe(6);
    expect(entries(await collect(read(`BANKXX\n940\nBANKXX\n${text}`)))).toEqual(entries(plain));
  });

  it('may hold several statements, ended or not, each with its own balances', async () => {
    const next = message(':61:2611041104D2,50NMSCNONREF', {
      opening: 'C261103EUR112,50',
      closing: 'C261104EUR110,00',
    });
    const check = createBalanceCheck();
    for (const text of [`${message(credit)}\n${next}`, `${message(credit).replace(/-$/, '')}${next}`]) {
      const parts = await collect(read(text));
      expect(parts.flatMap((part) => (part.part === 'end' ? [part.end.statement.number] : []))).toEqual([
        1, 2,
      ]);
      expect(parts.flatMap((part) => check(part) ?? [])).toEqual([
        { verdict: 'balanced' },
        { verdict: 'balanced' },
      ]);
    }
  });

  it.each([
    [`${ownIban}EUR`, { kind: 'iban', id: ownIban }],
    ['00000000/1234567EUR', { kind: 'other', id: '00000000/1234567' }],
    ['00000000/0001234567', { kind: 'other', id: '00000000/0001234567' }],
  ])('names its account as %s', async (account, expected) => {
    expect((await collect(read(message(credit, { account }))))[0]).toMatchObject({
      statement: { account: expected },
    });
  });
});

describe('field 61', () => {
  it.each([
    ['C12,5', 'credit', false, 1_250n],
    ['CR12,50', 'credit', false, 1_250n],
    ['D12,', 'debit', false, 1_200n],
    ['DR12,50', 'debit', false, 1_250n],
    ['CD12,50', 'credit', false, 1_250n],
    ['RC12,50', 'debit', true, 1_250n],
    ['RD12,50', 'credit', true, 1_250n],
    ['RCR12,50', 'debit', true, 1_250n],
    ['RDR12,50', 'credit', true, 1_250n],
  ])('%s is a %s (taken back: %s)', async (written, direction, isReversal, amountMinor) => {
    expect(await one(`:61:261103${written}NTRFNONREF`)).toMatchObject({
      direction,
      isReversal,
      amountMinor,
      status: 'booked',
      bookedOn: '2026-11-03',
    });
  });

  it('does not count what is merely expected', async () => {
    expect(await one(':61:261103EC5,00NTRFNONREF')).toMatchObject({ status: 'pending', direction: 'credit' });
  });

  it.each([
    ['2601021231', '2025-12-31', '2026-01-02'],
    ['2512310102', '2026-01-02', '2025-12-31'],
    ['2403010229', '2024-02-29', '2024-03-01'],
    ['2611031103', '2026-11-03', '2026-11-03'],
    ['9912310103', '2000-01-03', '1999-12-31'],
  ])('%s was booked on %s, with the value of %s', async (days, bookedOn, valueOn) => {
    expect(await one(`:61:${days}C1,00NTRFNONREF`)).toMatchObject({ bookedOn, valueOn });
  });

  it('takes a customer reference of any length, and both references apart', async () => {
    const long = 'ORDER-2026-11-03-000000000017';
    expect(await one(`:61:2611031103C1,00NTRF${long}//2026110300001`)).toMatchObject({
      references: [long],
      bankReference: '2026110300001',
    });
  });

  it('takes the IBAN from the line below, as in the Netherlands', async () => {
    const iban = inventIban('NL', 'XXXX0000000001');
    expect(await one(`:61:261103C1,00N541EREF\n${iban}\n:86:/REMI/Thanks`)).toMatchObject({
      counterparty: { iban },
      references: [],
      transactionCode: 'N541',
    });
  });

  it('takes what was sent and kept from the line below, as in Germany', async () => {
    expect(await one(':61:261103C1,00NTRFNONREF\n/OCMT/USD2,20/CHGS/EUR0,10/')).toMatchObject({
      instructed: { amountMinor: 220n, currency: 'USD' },
      charges: [{ amountMinor: 10n, currency: 'EUR' }],
    });
  });
});

describe('field 86', () => {
  const iban = inventGermanIban(5);

  it('with numbered parts: words that a line cut come together, parts with a label come apart', async () => {
    const field = [
      ':86:166?00GUTSCHRIFT?109310?20EREF+E2E-2026-11-03-0000017?21KREF+NONREF?22SVWZ+RF18 5390 0754 7034 In',
      'voice?23 and more?30XXXXDEXXXXX?31',
      `${iban}?32ANN EXAMPLE AND COMPANY OF ?33BERLIN`,
    ].join('\n');
    expect(await one(`${credit}\n${field}`)).toMatchObject({
      counterparty: { name: 'ANN EXAMPLE AND COMPANY OF BERLIN', iban },
      text: 'RF18 5390 0754 7034 Invoice and more',
      endToEndId: 'E2E-2026-11-03-0000017',
      references: [],
      bankText: 'GUTSCHRIFT',
      transactionCode: 'NTRF/166',
    });
  });

  it('with numbered parts that are full: nothing comes between them', async () => {
    const field = `:86:166?20SVWZ+ABCDEFGHIJKLMNOPQRSTUV?21WXYZ?31${iban}`;
    expect(await one(`${credit}\n${field}`)).toMatchObject({ text: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' });
  });

  it('with numbered parts behind another sign, and an IBAN of its own part', async () => {
    expect(await one(`${credit}\n:86:020~00PRZELEW~20Faktura 17~32Jan Nowak~38${iban}`)).toMatchObject({
      counterparty: { name: 'Jan Nowak', iban },
      text: 'Faktura 17',
    });
  });

  it('tells why money came back', async () => {
    expect(await one(':61:261103RC1,00NRTINONREF\n:86:159?00RUECKBUCHUNG?20SVWZ+RETURN?34901')).toMatchObject(
      {
        direction: 'debit',
        isReversal: true,
        returnReason: '901',
      },
    );
  });

  it('with words between strokes, where strokes of the payer stay his', async () => {
    const nl = inventIban('NL', 'XXXX0000000002');
    const field = `:86:/TRTP/SEPA OVERBOEKING/IBAN/${nl}/BIC/XXXXNL2A/NAME/A. EXAM\nPLE/REMI/a/b and RF18539007547034/EREF/NOTPROVIDED`;
    expect(await one(`${credit}\n${field}`)).toMatchObject({
      counterparty: { name: 'A. EXAMPLE', iban: nl },
      text: 'a/b and RF18539007547034',
      endToEndId: null,
      bankText: 'SEPA OVERBOEKING',
    });
  });

  it('with words between strokes, the other side in one of them and a structured reference', async () => {
    const nl = inventIban('NL', 'XXXX0000000003');
    const field = `:86:/EREF/E2E-1//CNTP/${nl}/XXXXNL2A/Ann Example///REMI/STRD/ISO/RF18539007547034/`;
    expect(await one(`${credit}\n${field}`)).toMatchObject({
      counterparty: { name: 'Ann Example', iban: nl },
      references: ['RF18539007547034'],
      text: '',
      endToEndId: 'E2E-1',
    });
    expect(await one(`${credit}\n:86:/RTRN/AC04//REMI/USTD//Order 9/`)).toMatchObject({
      returnReason: 'AC04',
      text: 'Order 9',
    });
  });

  it('as free text, line by line, and with what stands in field NS', async () => {
    expect(await one(`${credit}\n:86:Ann Example\nRF18 5390 0754 7034`)).toMatchObject({
      text: 'Ann Example\nRF18 5390 0754 7034',
      counterparty: { name: null, iban: null },
    });
    expect(await one(`${credit}\n:NS:01Invoice\n02number 17\n15Ann\n16Example\n17TRANSFER`)).toMatchObject({
      text: 'Invoice\nnumber 17',
      counterparty: { name: 'Ann Example' },
      bankText: 'TRANSFER',
    });
  });

  it('behind the closing balance belongs to no movement', async () => {
    const text = message(credit).replace(/-$/, ':86:We wish you a good year\n-');
    expect(await entriesOf(read(text))).toMatchObject([{ text: '' }]);
  });
});

describe('what cannot be read is told with the place', () => {
  it.each([
    ['movement_unreadable', message(':61:261303C1,00NTRFNONREF')],
    ['movement_unreadable', message(':61:261103X1,00NTRFNONREF')],
    ['amount_unreadable', message(':61:261103C1.000,00NTRFNONREF')],
    ['amount_unreadable', message(':61:261103C1.00NTRFNONREF')],
    ['amount_too_precise', message(':61:261103C1,005NTRFNONREF')],
    ['balance_unreadable', message(credit, { opening: '100,00' })],
    ['balance_missing', message(credit).replace(/:60F:.*\n/, '')],
    ['balance_missing', message(credit).replace(/:62F:.*\n/, '')],
    ['account_missing', message(credit).replace(/:25:.*\n/, '')],
    ['text_too_long', message(`${credit}\n:86:${'x\n'.repeat(20_000)}`)],
  ])('%s', async (code, text) => {
    const refusal = await refusalOf(read(text));
    expect(refusal).toMatchObject({ code });
    expect(refusal.place.line).toBeGreaterThan(0);
  });

  it('an interim report, for what it is', async () => {
    const text = `:20:STARTDISPE\n:25:${ownIban}\n:28C:0\n:34F:EURD0,00\n:13D:2611301030+0100\n${credit}\n:86:Invoice 17\n:90D:0EUR0,00\n:90C:1EUR12,50\n-`;
    const refusal = await refusalOf(read(text));
    expect(refusal).toMatchObject({ code: 'interim_report' });
    expect(refusal.message).toContain('This is an interim report (MT942)');
  });

  it('a file of something else', async () => {
    expect(await refusalOf(read('Dear customer,\nhello'))).toMatchObject({ code: 'not_a_statement' });
  });
});
