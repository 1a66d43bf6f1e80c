import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatId, uuidv7 } from '#platform/kit/ids.ts';
import { formatAmount, money } from '#platform/kit/money.ts';
import { decideMatch } from './decide-match.ts';
import type { PendingTransfer, RefundFileTerms } from './pending-transfer.ts';
import { makeRefundFile } from './refund-file.ts';
import { brokenRules, nodesNamed, parseFile } from './testing/credit-transfer-rules.ts';

const now = new Date('2026-03-02T09:30:00.123Z');
const terms: RefundFileTerms = {
  messageId: 'REFUNDS-20260302-1',
  now,
  executionDay: '2026-03-03',
  characters: 'latin',
};
const shop = {
  account: { iban: 'DE89370400440532013000', country: 'DE' },
  bic: 'COBADEFFXXX',
  name: 'Müller & Söhne GmbH',
};
const otherShop = { account: { iban: 'NL91ABNA0417164300', country: 'NL' }, bic: null, name: 'Second Shop' };

const newId = () => formatId('RF', uuidv7(now));

function transfer(parts: Partial<PendingTransfer> = {}): PendingTransfer {
  return {
    endToEndId: newId(),
    amount: money('EUR', 2_000n),
    account: { iban: 'PL61109010140000071219812874', country: 'PL' },
    bic: null,
    name: 'Łukasz Żółć',
    text: 'Refund of order 1234',
    from: shop,
    ...parts,
  };
}

function treeOf(transfers: readonly PendingTransfer[], parts: Partial<RefundFileTerms> = {}) {
  const file = makeRefundFile(transfers, { ...terms, ...parts });
  return parseFile(file.xml ?? '');
}

const texts = (node: ReturnType<typeof treeOf>, name: string) =>
  nodesNamed(node, name).map(({ text }) => text);

describe('a name is written as banks of its country spell it, because they compare it', () => {
  const german = { iban: 'DE02120300000000202051', country: 'DE' };
  const finnish = { iban: 'FI2112345600000785', country: 'FI' };
  it.each([
    ['Jürgen Müller', german, 'Juergen Mueller'],
    ['Größe Übermut ÄRZTE GmbH', german, 'Groesse Uebermut AERZTE GmbH'],
    ['BÄCKEREI MÜ', german, 'BAECKEREI MUE'],
    ['Mäkelä Öljy', finnish, 'Makela Oljy'],
  ])('%s', (name, account, written) => {
    expect(texts(treeOf([transfer({ name, account })]), 'Nm')).toContain(written);
  });
});

describe('a file of refunds', () => {
  it('is what pain.001.001.09 asks for, element by element', () => {
    const one = transfer({ endToEndId: 'RF01KB6Z8Q4T7V9W2X3Y4Z5A6B7C' });
    expect(makeRefundFile([one], terms).xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
  <CstmrCdtTrfInitn>
    <GrpHdr>
      <MsgId>REFUNDS-20260302-1</MsgId>
      <CreDtTm>2026-03-02T09:30:00Z</CreDtTm>
      <NbOfTxs>1</NbOfTxs>
      <CtrlSum>20.00</CtrlSum>
      <InitgPty>
        <Nm>Mueller + Soehne GmbH</Nm>
      </InitgPty>
    </GrpHdr>
    <PmtInf>
      <PmtInfId>REFUNDS-20260302-1-1</PmtInfId>
      <PmtMtd>TRF</PmtMtd>
      <BtchBookg>false</BtchBookg>
      <NbOfTxs>1</NbOfTxs>
      <CtrlSum>20.00</CtrlSum>
      <PmtTpInf>
        <SvcLvl>
          <Cd>SEPA</Cd>
        </SvcLvl>
      </PmtTpInf>
      <ReqdExctnDt>
        <Dt>2026-03-03</Dt>
      </ReqdExctnDt>
      <Dbtr>
        <Nm>Mueller + Soehne GmbH</Nm>
      </Dbtr>
      <DbtrAcct>
        <Id>
          <IBAN>DE89370400440532013000</IBAN>
        </Id>
      </DbtrAcct>
      <DbtrAgt>
        <FinInstnId>
          <BICFI>COBADEFFXXX</BICFI>
        </FinInstnId>
      </DbtrAgt>
      <ChrgBr>SLEV</ChrgBr>
      <CdtTrfTxInf>
        <PmtId>
          <EndToEndId>RF01KB6Z8Q4T7V9W2X3Y4Z5A6B7C</EndToEndId>
        </PmtId>
        <Amt>
          <InstdAmt Ccy="EUR">20.00</InstdAmt>
        </Amt>
        <Cdtr>
          <Nm>Lukasz Zolc</Nm>
        </Cdtr>
        <CdtrAcct>
          <Id>
            <IBAN>PL61109010140000071219812874</IBAN>
          </Id>
        </CdtrAcct>
        <RmtInf>
          <Ustrd>Refund of order 1234</Ustrd>
        </RmtInf>
      </CdtTrfTxInf>
    </PmtInf>
  </CstmrCdtTrfInitn>
</Document>
`);
  });

  it('has a batch for each account that pays, each with its own count and sum', () => {
    const document = treeOf([
      transfer({ amount: money('EUR', 1n) }),
      transfer({ from: otherShop, amount: money('EUR', 999_999_999n) }),
      transfer({ amount: money('EUR', 10n) }),
    ]);
    expect(brokenRules(document)).toEqual([]);
    expect(texts(document, 'NbOfTxs')).toEqual(['3', '2', '1']);
    expect(texts(document, 'CtrlSum')).toEqual(['10000000.10', '0.11', '9999999.99']);
    expect(texts(document, 'PmtInfId')).toEqual(['REFUNDS-20260302-1-1', 'REFUNDS-20260302-1-2']);
    expect(
      texts(document, 'Id')
        .map((text) => text.trim())
        .filter(Boolean),
    ).toEqual(['NOTPROVIDED']);
  });

  it('holds no address of anybody', () => {
    expect(makeRefundFile([transfer()], terms).xml).not.toMatch(/PstlAdr|AdrLine/);
  });

  it('names people as they are where the bank takes that', () => {
    const document = treeOf([transfer({ name: 'شركة <الاختبار> & ☕', text: 'Größe\nXL' })], {
      characters: 'unicode',
    });
    expect(brokenRules(document)).toEqual([]);
    expect(texts(document, 'Nm')).toEqual([
      'Müller & Söhne GmbH',
      'Müller & Söhne GmbH',
      'شركة <الاختبار> & ☕',
    ]);
    expect(texts(document, 'Ustrd')).toEqual(['Größe XL']);
  });

  it('goes without a text that cannot be written, and never without a name', () => {
    const file = makeRefundFile(
      [transfer({ text: '返金' }), transfer({ endToEndId: 'second', name: '株式会社' })],
      terms,
    );
    expect(parseFile(file.xml ?? '') && texts(parseFile(file.xml ?? ''), 'Ustrd')).toEqual([]);
    expect(file.leftOut).toEqual([{ endToEndId: 'second', why: 'name' }]);
  });

  it.each<[string, Partial<PendingTransfer>, string]>([
    ['outside SEPA', { account: { iban: 'TR330006100519786457841326', country: 'TR' } }, 'outside_sepa'],
    ['in dollars', { amount: money('USD', 1n) }, 'currency'],
    ['of nothing', { amount: money('EUR', 0n) }, 'amount'],
    ['to nobody', { name: ' ' }, 'name'],
    ['to a sign', { name: '☕ -' }, 'name'],
    ['from an account without a name', { from: { ...shop, name: '' } }, 'name'],
    ['with an id that banks refuse', { endToEndId: 'x'.repeat(36) }, 'id'],
  ])('leaves out what goes %s, and says why', (_, parts, why) => {
    const good = transfer();
    const file = makeRefundFile([transfer(parts), good], terms);
    expect(file.leftOut).toMatchObject([{ why }]);
    expect(file.included).toEqual([good.endToEndId]);
    expect(file.total).toEqual(money('EUR', 2_000n));
  });

  it('never has the same refund twice', () => {
    const twice = transfer();
    const file = makeRefundFile([twice, twice], terms);
    expect(file.included).toEqual([twice.endToEndId]);
    expect(file.leftOut).toEqual([{ endToEndId: twice.endToEndId, why: 'id' }]);
  });

  it('is none when there is nothing to send', () => {
    expect(makeRefundFile([], terms)).toEqual({
      xml: null,
      included: [],
      leftOut: [],
      total: money('EUR', 0n),
    });
  });

  it('refuses a message id that no bank takes', () => {
    expect(() => makeRefundFile([transfer()], { ...terms, messageId: 'a//b' })).toThrow('message id');
    expect(() => makeRefundFile([transfer()], { ...terms, messageId: 'x'.repeat(31) })).toThrow('message id');
  });
});

it('whatever the names, texts and amounts: every rule of the message holds, and the sums are exact', () => {
  const word = fc.string({ unit: fc.constantFrom(...'aÄß&<>"\'/ŁЩé ☕\n\u0000]'), maxLength: 150 });
  const anyTransfer = fc.record({
    name: word,
    text: word,
    amount: fc.bigInt({ min: 1n, max: 999_999_999n }).map((minor) => money('EUR', minor)),
    from: fc.constantFrom(shop, otherShop),
    bic: fc.constantFrom(null, 'BREXPLPWMBK'),
  });
  fc.assert(
    fc.property(
      fc.array(anyTransfer, { maxLength: 8 }),
      fc.constantFrom('latin' as const, 'unicode' as const),
      (list, characters) => {
        const transfers = list.map((parts) => transfer(parts));
        const file = makeRefundFile(transfers, { ...terms, characters });
        expect([...file.included, ...file.leftOut.map(({ endToEndId }) => endToEndId)].sort()).toEqual(
          transfers.map(({ endToEndId }) => endToEndId).sort(),
        );
        if (file.xml === null) return;
        const document = parseFile(file.xml);
        expect(brokenRules(document)).toEqual([]);
        const sum = transfers
          .filter(({ endToEndId }) => file.included.includes(endToEndId))
          .reduce((total, { amount }) => total + amount.minor, 0n);
        expect(texts(document, 'CtrlSum')[0]).toBe(formatAmount(sum));
        expect(texts(document, 'NbOfTxs')[0]).toBe(String(file.included.length));
        expect(texts(document, 'EndToEndId').sort()).toEqual([...file.included].sort());
      },
    ),
    { numRuns: 60 },
  );
});

it('its debit on a later statement is told by the id, however the bank folds it', () => {
  const { endToEndId } = transfer();
  const decision = decideMatch(
    {
      direction: 'debit',
      status: 'booked',
      isReversal: false,
      amountMinor: 2_000n,
      currency: 'EUR',
      references: [],
      text: `EREF+${endToEndId.slice(0, 22)}\n${endToEndId.slice(22)}SVWZ+Refund`,
      bankText: '',
      endToEndId: null,
      counterparty: { name: null },
      returnReason: null,
      charges: [],
    },
    { transfers: [], refunds: [{ endToEndId, currency: 'EUR', amountMinor: 2_000n, state: 'sent' }] },
  );
  expect(decision).toMatchObject({ outcome: 'refund_sent', endToEndId });
});
