import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaymentShape } from '#paying/statements/testing/shapes.ts';
import { verify } from '#reporting/verify/verify.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import {
  balancesOf,
  entriesOf,
  handInCamt,
  type Order,
  openShop,
  order,
  type Shop,
  transactionOf,
} from '#test/support/bank-shop.ts';
import type { Json } from '#test/support/client.ts';
import { must } from '#test/support/scenario.ts';

/** The same money, told by another file in other words. */
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const price = 1_000n;
const kinds = ['camt.052', 'camt.053', 'camt.054'] as const;
const paidBooks = { provider: '-1000', available: '1000' };
const act = (shop: Shop, entry: Json | undefined, verb: string, body?: Json) =>
  shop.merchant.client.post(`/api/organization/bank-entries/${entry?.id}/${verb}/`, body);

async function bought(): Promise<{ shop: Shop; sale: Order }> {
  const shop = await openShop(app);
  return { shop, sale: await order(app, shop) };
}

async function expectPaidOnce(shop: Shop, sale: Order): Promise<void> {
  expect(await transactionOf(shop, sale.transactionId)).toMatchObject({
    status: 'paid',
    received_amount: '10.00',
  });
  expect(await balancesOf(app, shop)).toEqual(paidBooks);
  expect((await verify(app.context)).findings).toEqual([]);
}

describe('an entry without details, and the same with details', () => {
  const bare = (sale: Order, changes: Partial<PaymentShape> = {}): Partial<PaymentShape> => ({
    ...{ minor: price, bankReference: 'W1', isBare: true, bankText: `Gutschrift ${sale.reference}` },
    ...changes,
  });
  const told = ({ reference }: Order): Partial<PaymentShape> => ({
    ...{ minor: price, bankReference: 'W1', text: reference },
  });

  it.each(['camt.053', 'camt.054'] as const)(
    'told by a %s: what was matched stays, and is told more',
    async (kind) => {
      const { shop, sale } = await bought();
      expect(await handInCamt(shop, [bare(sale)])).toMatchObject({ matched: 1 });
      const [first] = await entriesOf(shop);
      expect(await handInCamt(shop, [told(sale)], { kind, id: 'S2' })).toMatchObject({
        matched: 0,
        duplicates: 1,
      });
      expect(await entriesOf(shop)).toMatchObject([
        { id: first?.id, status: 'matched', counterparty: { name: 'Ann Example' }, text: sale.reference },
      ]);
      expect(await handInCamt(shop, [told(sale)], { kind, id: 'S2' })).toMatchObject({ duplicates: 1 });
      expect(await handInCamt(shop, [bare(sale)])).toMatchObject({ duplicates: 1 });
      await expectPaidOnce(shop, sale);
    },
  );

  it('the other way round, it is a duplicate', async () => {
    const { shop, sale } = await bought();
    await handInCamt(shop, [told(sale)]);
    expect(await handInCamt(shop, [bare(sale)], { id: 'S2' })).toMatchObject({ duplicates: 1 });
    await expectPaidOnce(shop, sale);
  });

  it('one that was matched with nothing gives its place away', async () => {
    const { shop, sale } = await bought();
    await handInCamt(shop, [bare(sale, { bankText: 'Gutschrift' })]);
    expect(await handInCamt(shop, [told(sale)], { id: 'S2' })).toMatchObject({ matched: 1, duplicates: 0 });
    expect(await entriesOf(shop)).toHaveLength(1);
    await expectPaidOnce(shop, sale);
  });

  it.each([
    ['matched by hand', 'match'],
    ['ignored', 'ignore'],
  ])('one that was %s stays what it is', async (_, verb) => {
    const { shop, sale } = await bought();
    await handInCamt(shop, [bare(sale, { bankText: 'Gutschrift' })]);
    const [first] = await entriesOf(shop);
    const body = verb === 'match' ? { transaction_id: sale.transactionId } : undefined;
    const { status } = must(200, await act(shop, first, verb, body));
    expect(await handInCamt(shop, [told(sale)], { id: 'S2' })).toMatchObject({ matched: 0, duplicates: 1 });
    expect(await entriesOf(shop)).toMatchObject([{ id: first?.id, status, text: sale.reference }]);
    if (verb === 'match') await expectPaidOnce(shop, sale);
    else expect(await balancesOf(app, shop)).toEqual({});
  });

  it('two of one amount and reference are told apart by the payments that they name', async () => {
    const { shop, sale } = await bought();
    const other = await order(app, shop);
    await handInCamt(shop, [bare(sale), bare(other)]);
    await handInCamt(shop, [told(other)], { id: 'S2' });
    await handInCamt(shop, [told(other), told(sale)], { id: 'S3' });
    expect((await entriesOf(shop)).map(({ text, matches }) => [text, matches[0].reference])).toEqual(
      [other, sale].map(({ reference }) => [reference, reference]),
    );
    expect(await balancesOf(app, shop)).toEqual({ provider: '-2000', available: '2000' });
  });

  it.each([true, false])(
    'other money of the same amount is no entry told again; bare: %s',
    async (isBare) => {
      const { shop, sale } = await bought();
      const other = await order(app, shop);
      await handInCamt(shop, [bare(sale)]);
      expect(await handInCamt(shop, [isBare ? bare(other) : told(other)], { id: 'S2' })).toMatchObject({
        matched: 1,
      });
      expect(await balancesOf(app, shop)).toEqual({ provider: '-2000', available: '2000' });
      expect((await verify(app.context)).findings).toEqual([]);
    },
  );
});

describe('an entry that other words tell again', () => {
  type Telling = (reference: string) => Partial<PaymentShape>;
  const same: Telling = (text) => ({ minor: price, bankReference: 'W1', text });
  it.each<[string, Telling, Telling]>([
    ['a longer text', same, (text) => ({ ...same(text), text: `${text} Thank you` })],
    ['another text', same, (text) => ({ ...same(text), text: `Order of Ann ${text}` })],
    ['no reference of the bank first', (text) => ({ ...same(text), bankReference: null }), same],
    ['no reference of the bank later', same, (text) => ({ ...same(text), bankReference: null })],
    ['the day after', same, (text) => ({ ...same(text), day: '2026-11-04' })],
    ['the day before', same, (text) => ({ ...same(text), day: '2026-11-02' })],
    ['no account of the payer', same, (text) => ({ ...same(text), iban: null })],
    [
      'another encoding',
      (text) => ({ ...same(`${text} Fran¦ois`), bankReference: null }),
      (text) => ({ ...same(`${text} FranŠois`), bankReference: null }),
    ],
    ['a text that was cut', same, () => same('Order')],
  ])('with %s waits for a person, and nothing is given back', async (_, one, other) => {
    const { shop, sale } = await bought();
    expect(await handInCamt(shop, [one(sale.reference)])).toMatchObject({ matched: 1 });
    const again = () => handInCamt(shop, [other(sale.reference)], { id: 'S2', kind: 'camt.052' });
    expect(await again()).toMatchObject({ matched: 0, unmatched: 1 });
    const [waiting] = await entriesOf(shop, '?status=unmatched');
    expect(waiting?.reasons).toMatchObject([
      { code: 'told_before', detail: expect.stringMatching(/looks like the transfer of 2026-11-03/) },
    ]);
    await expectPaidOnce(shop, sale);
    must(200, await act(shop, waiting, 'ignore'));
    expect(await again()).toMatchObject({ duplicates: 1 });
    must(200, await act(shop, waiting, 'undo'));
    const second = await order(app, shop);
    must(200, await act(shop, waiting, 'match', { transaction_id: second.transactionId }));
    expect((await transactionOf(shop, second.transactionId)).status).toBe('paid');
  });

  it.each<[string, Telling, Telling]>([
    ['other references of the bank', same, (text) => ({ ...same(text), bankReference: 'W2' })],
    ['another payer', same, (text) => ({ ...same(text), iban: 'DE02120300000000202051' })],
    ['two days between', same, (text) => ({ ...same(text), day: '2026-11-05' })],
    [
      'another day, and no reference of the bank',
      (text) => ({ ...same(text), bankReference: null }),
      (text) => ({ ...same(text), bankReference: null, day: '2026-11-04' }),
    ],
  ])('with %s is other money', async (_, one, other) => {
    const { shop, sale } = await bought();
    const half = (each: Partial<PaymentShape>) => ({ ...each, minor: price / 2n });
    await handInCamt(shop, [half(one(sale.reference))]);
    expect(await handInCamt(shop, [half(other(sale.reference))], { id: 'S2' })).toMatchObject({ matched: 1 });
    await expectPaidOnce(shop, sale);
  });

  it('under one reference of the bank, entries that one file tells are all money', async () => {
    const { shop, sale } = await bought();
    const half = (text: string) => ({ ...same(text), minor: price / 2n });
    const both = [half(`${sale.reference} first`), half(`second ${sale.reference}`)];
    await handInCamt(shop, both.slice(1));
    expect(await handInCamt(shop, both, { id: 'S2' })).toMatchObject({ matched: 1, duplicates: 1 });
    await expectPaidOnce(shop, sale);
  });

  it('one that waits without words gives way to one that names its payment', async () => {
    const { shop, sale } = await bought();
    await handInCamt(shop, [same('Order')]);
    expect(await handInCamt(shop, [same(sale.reference)], { id: 'S2' })).toMatchObject({ matched: 1 });
    expect(await entriesOf(shop, '?status=unmatched')).toMatchObject([
      { reasons: [{ code: 'told_before' }] },
    ]);
    await expectPaidOnce(shop, sale);
  });

  it('in any words, kinds and order of files, one transfer counts once by itself', async () => {
    const telling = fc.record({
      kind: fc.constantFrom(...kinds),
      isBare: fc.boolean(),
      bankReference: fc.constantFrom('W1', null),
      iban: fc.boolean(),
      text: fc.constantFrom('', ' Fran', ' Fran¦ois', ' FranŠois'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(telling, { minLength: 2, maxLength: 4 }), async (files) => {
        const { shop, sale } = await bought();
        for (const [at, { kind, iban, text, ...each }] of files.entries()) {
          const told = `${sale.reference}${text}`;
          const payment = { ...each, minor: price, text: told, bankText: each.isBare ? told : undefined };
          const shape = iban ? payment : { ...payment, iban: null };
          await handInCamt(shop, [shape as Partial<PaymentShape>], { kind, id: `S${at}` });
        }
        expect(await balancesOf(app, shop)).toEqual(paidBooks);
      }),
      { numRuns: 10, endOnFailure: true },
    );
    expect((await verify(app.context)).findings).toEqual([]);
  }, 120_000);
});
