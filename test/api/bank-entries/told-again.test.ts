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
