import { describe, expect, it } from 'vitest';
import { readCamt } from './camt/read-camt.ts';
import { type CamtStyle, camtOf } from './testing/camt.ts';
import { inventGermanIban } from './testing/ibans.ts';
import { createKeptBook } from './testing/kept-book.ts';
import { eachOf, textDocument } from './testing/read-all.ts';
import { type PaymentShape, payment, statement } from './testing/shapes.ts';

const camt053: CamtStyle = { kind: 'camt.053', version: '08' };
const camt054: CamtStyle = { kind: 'camt.054', version: '02' };
type File = readonly [payments: readonly PaymentShape[], style?: CamtStyle];

/** What is counted after files were taken one after the other, and the verdicts on each. */
async function count(...files: readonly File[]) {
  const book = createKeptBook();
  const verdicts = [];
  for (const [payments, style = camt053] of files)
    verdicts.push(await book.take(eachOf(readCamt(textDocument(camtOf([statement(payments)], style))))));
  return { kept: book.kept.length, verdicts, book };
}

describe('an entry is counted once', () => {
  it('however often its file is handed in, and whatever overlaps it', async () => {
    const other = payment({ text: 'Invoice 18' });
    expect(await count([[payment()]], [[payment()]], [[other, payment()]])).toMatchObject({
      kept: 2,
      verdicts: [['new'], ['duplicate'], ['new', 'duplicate']],
    });
  });

  it('while two honest payments of one day that are alike are two, once somebody tells of both', async () => {
    expect((await count([[payment(), payment()]], [[payment()]])).kept).toBe(2);
    expect((await count([[payment()]], [[payment(), payment()]])).kept).toBe(2);
  });

  it('while several entries under one reference of the bank are several', async () => {
    const under = (text: string) => payment({ bankReference: 'B1', text });
    expect((await count([[under('a'), under('b')]], [[under('c')]])).kept).toBe(3);
  });

  it.each([
    ['amount', { minor: 1_251n }],
    ['direction', { direction: 'debit' }],
    ['day', { day: '2026-11-04' }],
    ['IBAN of the other side', { iban: inventGermanIban(3) }],
    ['text', { text: 'Invoice 18' }],
    ['structured reference', { reference: 'RF18539007547034' }],
    ['end-to-end id', { endToEndId: 'E2' }],
    ['reference of the bank', { bankReference: 'B2' }],
  ] as const)('while another %s makes it another entry', async (_, change) => {
    expect((await count([[payment()]], [[payment(change)]])).kept).toBe(2);
  });

  it('whatever a bank does to spaces, capitals and ends of lines of its text', async () => {
    const folded = payment({ text: 'in voice\n17' });
    expect((await count([[payment()]], [[folded]])).verdicts).toEqual([['new'], ['duplicate']]);
  });

  it('when it is booked, and not while it is pending', async () => {
    const pending = payment({ status: 'PDNG' });
    expect(await count([[pending, payment({ status: 'INFO' })]], [[payment(), pending]])).toMatchObject({
      kept: 1,
      verdicts: [[], ['new']],
    });
  });

  it('when a notification tells it beside the statement', async () => {
    expect((await count([[payment()]], [[payment()], camt054])).kept).toBe(1);
  });

  it('when it is the sum of a batch whose parts come elsewhere, and then has them, in either order', async () => {
    const parts = [payment({ minor: 1_000n }), payment({ minor: 250n, text: 'b' })];
    const batch = payment({ bankReference: 'B1', parts });
    const sum = { ...batch, showParts: false };
    const first = await count([[sum]], [[batch], camt054], [[sum]]);
    expect(first.verdicts).toEqual([['new'], ['completes'], ['duplicate']]);
    expect((await count([[batch], camt054], [[sum]])).verdicts).toEqual([['new'], ['duplicate']]);
    expect(first.book.kept.map(({ entry }) => entry.parts.length)).toEqual([2]);
  });

  it('when a file holds the same statement twice', async () => {
    const book = createKeptBook();
    const twice = statement([payment(), payment()]);
    await book.take(eachOf(readCamt(textDocument(camtOf([twice, twice], camt053)))));
    expect(book.kept.length).toBe(2);
    const pages = createKeptBook();
    const other = { ...twice, id: 'S2' };
    await pages.take(eachOf(readCamt(textDocument(camtOf([twice, other], camt053)))));
    expect(pages.kept.length).toBe(4);
  });

  it('per account', async () => {
    const book = createKeptBook();
    const another = statement([payment()], { iban: inventGermanIban(4) });
    await book.take(eachOf(readCamt(textDocument(camtOf([statement([payment()]), another], camt053)))));
    expect(book.kept.length).toBe(2);
  });
});
