import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { inventGermanIban } from '#paying/statements/testing/ibans.ts';
import { collect } from '#paying/statements/testing/read-all.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import {
  balancesOf,
  camt,
  entriesOf,
  handIn,
  handInCamt,
  type Order,
  openShop,
  order,
  pageOf,
  type Shop,
  transactionOf,
} from '#test/support/bank-shop.ts';
import type { Json } from '#test/support/client.ts';
import { must } from '#test/support/scenario.ts';

/** What goes wrong in practice with transfers, each as merchants told of it. */
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const price = 1_000n;
const paidBooks = { provider: '-1000', available: '1000' };
const statusOf = async (shop: Shop, { transactionId }: Order) =>
  (await transactionOf(shop, transactionId)).status;

async function bought(): Promise<{ shop: Shop; sale: Order }> {
  const shop = await openShop(app);
  return { shop, sale: await order(app, shop) };
}

/** One statement with one credit of the price; what it says. */
async function paidWith(write: (reference: string) => string) {
  const { shop, sale } = await bought();
  const statement = await handInCamt(shop, [{ minor: price, text: write(sale.reference) }]);
  return { shop, sale, statement };
}

describe('1: the reference with spaces, folded, in small letters, with dashes or without its prefix', () => {
  const grouped = (reference: string) => reference.replace(/(.{4})(?=.)/g, '$1 ');
  it.each<[string, (reference: string) => string]>([
    ['as it is', (reference) => reference],
    [
      'in groups and small letters, with words around',
      (reference) => `re ${grouped(reference).toLowerCase()} thanks`,
    ],
    ['folded over two lines', (reference) => `${reference.slice(0, 9)}\n${reference.slice(9)}`],
    ['with dashes', (reference) => grouped(reference).replaceAll(' ', '-')],
    ['without its prefix', (reference) => `Ref: ${reference.slice(2)}`],
  ])('%s', async (_, write) => {
    const { shop, sale, statement } = await paidWith(write);
    expect(statement).toMatchObject({ entries: 1, matched: 1, unmatched: 0, problems: [] });
    expect(await statusOf(shop, sale)).toBe('paid');
    expect(await balancesOf(app, shop)).toEqual(paidBooks);
    expect(await pageOf(app, sale)).toMatchObject({ status: 'arrived', received_amount: '10.00' });
  });
});

it('2: leading zeros that a bank added in front of the body do no harm', async () => {
  const { shop, sale } = await paidWith((reference) => `${reference.slice(0, 4)}000${reference.slice(4)}`);
  expect(await statusOf(shop, sale)).toBe('paid');
});

it('3: a reference that was cut to a few characters is suggested, and never matched', async () => {
  const { shop, sale, statement } = await paidWith((reference) => reference.slice(0, 12));
  expect(statement).toMatchObject({ matched: 0, unmatched: 1 });
  const [entry] = await entriesOf(shop, '?status=unmatched');
  expect(entry?.reasons.map(({ code }: Json) => code)).toEqual(['no_reference']);
  expect(entry?.suggestions).toMatchObject([
    { transaction_id: sale.transactionId, reference: sale.reference, missing_amount: '10.00' },
  ]);
  expect(await statusOf(shop, sale)).toBe('processing');
  expect(await balancesOf(app, shop)).toEqual({});
});

it('4: the reference in its own field, as forms of the Netherlands and Finland have it', async () => {
  const { shop, sale } = await bought();
  await handInCamt(shop, [{ minor: price, text: null, reference: sale.reference }]);
  expect(await statusOf(shop, sale)).toBe('paid');
});

describe('5: one transfer for two orders', () => {
  it('pays both where the sum fits to the cent', async () => {
    const shop = await openShop(app);
    const [one, two] = [await order(app, shop), await order(app, shop)];
    await handInCamt(shop, [{ minor: 2n * price, text: `${one.reference} ${two.reference}` }]);
    expect([await statusOf(shop, one), await statusOf(shop, two)]).toEqual(['paid', 'paid']);
    const [entry] = await entriesOf(shop);
    expect(entry?.matches.map(({ amount }: Json) => amount)).toEqual(['10.00', '10.00']);
    expect(await balancesOf(app, shop)).toEqual({ provider: '-2000', available: '2000' });
  });

  it('waits for a person where it does not', async () => {
    const shop = await openShop(app);
    const [one, two] = [await order(app, shop), await order(app, shop)];
    await handInCamt(shop, [{ minor: 1_999n, text: `${one.reference} ${two.reference}` }]);
    const [entry] = await entriesOf(shop);
    expect(entry).toMatchObject({ status: 'unmatched', reasons: [{ code: 'several_references' }] });
    expect(await balancesOf(app, shop)).toEqual({});
  });
});

describe('6: two transfers for one order', () => {
  it('add up', async () => {
    const { shop, sale } = await bought();
    await handInCamt(shop, [{ minor: 400n, text: sale.reference }]);
    expect(await statusOf(shop, sale)).toBe('processing');
    expect(await transactionOf(shop, sale.transactionId)).toMatchObject({ received_amount: '4.00' });
    expect(await pageOf(app, sale)).toMatchObject({ status: 'part', missing_amount: '6.00' });
    expect(await balancesOf(app, shop)).toEqual({ provider: '-400', deposits: '400' });
    await handInCamt(shop, [{ minor: 600n, text: sale.reference, day: '2026-11-04' }]);
    expect(await statusOf(shop, sale)).toBe('paid');
    expect(await balancesOf(app, shop)).toEqual(paidBooks);
  });

  it('and a second full payment is an excess that goes back', async () => {
    const { shop, sale } = await bought();
    await handInCamt(shop, [
      { minor: price, text: sale.reference },
      { minor: price, text: sale.reference, day: '2026-11-04' },
    ]);
    expect(await statusOf(shop, sale)).toBe('paid');
    expect(await balancesOf(app, shop)).toEqual({ provider: '-2000', available: '1000', refunds: '1000' });
    const refunds = must(200, await shop.merchant.client.get('/api/organization/bank-refunds/')).results;
    expect(refunds).toMatchObject([
      { amount: '10.00', status: 'pending', name: 'Ann Example', left_out: null },
    ]);
  });
});

describe('7: a cent too little, or too much', () => {
  it('too little leaves it open, and says what is missing', async () => {
    const { shop, sale } = await bought();
    await handInCamt(shop, [{ minor: price - 1n, text: sale.reference }]);
    expect(await statusOf(shop, sale)).toBe('processing');
    expect(await pageOf(app, sale)).toMatchObject({ status: 'part', missing_amount: '0.01' });
    const [entry] = await entriesOf(shop);
    expect(entry?.reasons.map(({ code }: Json) => code)).toEqual([
      'reference_found',
      'amount_short',
      'other_payer',
    ]);
  });

  it('8: too much pays, and the rest is given back', async () => {
    const { shop, sale } = await bought();
    await handInCamt(shop, [{ minor: price + 1n, text: sale.reference }]);
    expect(await statusOf(shop, sale)).toBe('paid');
    expect(await balancesOf(app, shop)).toEqual({ provider: '-1001', available: '1000', refunds: '1' });
  });
});

it('9: what is booked is what arrived, and what counts towards the price is no more than that', async () => {
  const { shop, sale } = await bought();
  await handInCamt(shop, [{ minor: 2_500n, text: sale.reference }]);
  expect(await balancesOf(app, shop)).toEqual({ provider: '-2500', available: '1000', refunds: '1500' });
  expect(await transactionOf(shop, sale.transactionId)).toMatchObject({ gross_amount: '10.00' });
});

describe('10: the same file twice, and files that overlap', () => {
  it('count nothing twice', async () => {
    const { shop, sale } = await bought();
    const first = { minor: price, text: sale.reference };
    await handInCamt(shop, [first]);
    expect(await handInCamt(shop, [first])).toMatchObject({ entries: 1, matched: 0, duplicates: 1 });
    const more = { minor: 300n, text: 'Rent', day: '2026-11-04' };
    expect(await handInCamt(shop, [first, more], { id: 'S2' })).toMatchObject({
      entries: 2,
      duplicates: 1,
      unmatched: 1,
    });
    expect(await handInCamt(shop, [first], { id: 'N1', kind: 'camt.054' })).toMatchObject({ duplicates: 1 });
    expect(await balancesOf(app, shop)).toEqual(paidBooks);
    expect(await entriesOf(shop)).toHaveLength(2);
  });
});

it('11: several entries under one reference of the bank are several', async () => {
  const shop = await openShop(app);
  const [one, two] = [await order(app, shop), await order(app, shop)];
  const bankReference = 'COLLECTIVE-1';
  await handInCamt(shop, [
    { minor: price, text: one.reference, bankReference },
    { minor: price, text: two.reference, bankReference },
  ]);
  expect([await statusOf(shop, one), await statusOf(shop, two)]).toEqual(['paid', 'paid']);
});

it('12: two honest equal payments of one day are two', async () => {
  const { shop, sale } = await bought();
  const half = { minor: 500n, text: sale.reference };
  await handInCamt(shop, [half, half]);
  expect(await statusOf(shop, sale)).toBe('paid');
  expect(await handInCamt(shop, [half, half])).toMatchObject({ duplicates: 2 });
  expect(await balancesOf(app, shop)).toEqual(paidBooks);
});

it('13: pending is on its way, and booked is money, once', async () => {
  const { shop, sale } = await bought();
  const announced = { minor: price, text: sale.reference, status: 'PDNG' as const };
  expect(await handInCamt(shop, [announced], { kind: 'camt.052' })).toMatchObject({
    on_its_way: 1,
    matched: 0,
  });
  expect(await pageOf(app, sale)).toMatchObject({ on_its_way_amount: '10.00', received_amount: '0.00' });
  expect(await balancesOf(app, shop)).toEqual({});
  await handInCamt(shop, [announced], { kind: 'camt.052' });
  expect(await entriesOf(shop, '?status=on_its_way')).toHaveLength(1);
  await handInCamt(shop, [{ ...announced, status: 'BOOK' }]);
  expect(await entriesOf(shop, '?status=on_its_way')).toEqual([]);
  expect(await statusOf(shop, sale)).toBe('paid');
  expect(await pageOf(app, sale)).toMatchObject({ on_its_way_amount: '0.00' });
});

it('14: a reversal after it was paid takes the money back, marks a dispute and tells the merchant', async () => {
  const { shop, sale } = await bought();
  const credit = { minor: price, text: sale.reference };
  await handInCamt(shop, [credit]);
  const reversal = {
    ...credit,
    direction: 'debit' as const,
    isReversal: true,
    day: '2026-11-05',
    returnReason: 'AC04',
  };
  expect(await handInCamt(shop, [reversal], { opening: 11_000n, closing: 10_000n })).toMatchObject({
    matched: 1,
  });
  expect(await transactionOf(shop, sale.transactionId)).toMatchObject({
    dispute: { status: 'lost', amount: '10.00', reason: expect.stringContaining('AC04') },
  });
  expect(await balancesOf(app, shop)).toEqual({});
  const { rows } = await app.context.database.pool.query(
    `select recipient, subject from mails where subject like '%took money of buyers back%' and organization_id = $1`,
    [shop.organizationId],
  );
  expect(rows).toMatchObject([{ recipient: shop.merchant.email }]);
  await handInCamt(shop, [reversal], { opening: 11_000n, closing: 10_000n });
  expect(await balancesOf(app, shop)).toEqual({});
});

it('15: a transfer after the checkout was canceled follows the rule for late success', async () => {
  const { shop, sale } = await bought();
  must(200, await app.client().post(`/api/checkout/${sale.token}/cancel/`));
  await handInCamt(shop, [{ minor: price, text: sale.reference }]);
  const [entry] = await entriesOf(shop);
  expect(entry?.reasons.map(({ code }: Json) => code)).toContain('closed_before');
  const { status } = await transactionOf(shop, sale.transactionId);
  const books = await balancesOf(app, shop);
  expect([
    ['paid', paidBooks],
    ['refund_pending', { provider: '-1000', refunds: '1000' }],
  ]).toContainEqual([status, books]);
});

it('16: a company that pays for a buyer is told as another payer, and counts', async () => {
  const { shop, sale } = await bought();
  await handInCamt(shop, [{ minor: price, text: sale.reference, name: 'Accounting Ltd' }]);
  expect(await statusOf(shop, sale)).toBe('paid');
  const [entry] = await entriesOf(shop);
  expect(entry?.reasons.map(({ code }: Json) => code)).toContain('other_payer');
});

it('17: another currency waits for a person, who cannot take it for the payment', async () => {
  const { shop, sale } = await bought();
  await handInCamt(shop, [{ minor: price, text: sale.reference }], { currency: 'USD' });
  const [entry] = await entriesOf(shop);
  expect(entry).toMatchObject({
    status: 'unmatched',
    currency: 'USD',
    reasons: [{ code: 'other_currency' }],
  });
  const matched = await shop.merchant.client.post(`/api/organization/bank-entries/${entry?.id}/match/`, {
    transaction_id: sale.transactionId,
  });
  expect([matched.status, matched.body.code]).toEqual([409, 'match_impossible']);
  expect(await balancesOf(app, shop)).toEqual({});
});

it('18: an account number that was cut counts nothing before somebody says so, and is told', async () => {
  const { shop, sale } = await bought();
  const iban = inventGermanIban(1).slice(0, -2);
  const statement = await handInCamt(shop, [{ minor: price, text: sale.reference }], { iban });
  expect(statement.problems).toMatchObject([
    { code: 'unknown_account', detail: expect.stringContaining(iban) },
  ]);
  expect(await statusOf(shop, sale)).toBe('processing');
  const [entry] = await entriesOf(shop, '?status=unmatched');
  expect(entry?.reasons).toMatchObject([{ code: 'account_unsure', detail: expect.stringContaining(iban) }]);
  const told = await handInCamt(shop, [{ minor: price, text: sale.reference }]);
  expect(told).toMatchObject({ matched: 1 });
  const [waiting] = await entriesOf(shop, '?status=unmatched');
  expect(waiting?.reasons).toMatchObject([{ code: 'told_before' }]);
  expect(await statusOf(shop, sale)).toBe('paid');
  expect(await balancesOf(app, shop)).toEqual(paidBooks);
});

it('18: one that was cut, and counted by a person, is known again under the whole number', async () => {
  const { shop, sale } = await bought();
  const iban = inventGermanIban(1).slice(0, -2);
  await handInCamt(shop, [{ minor: price, text: sale.reference }], { iban });
  const [entry] = await entriesOf(shop, '?status=unmatched');
  const path = `/api/organization/bank-entries/${entry?.id}/match/`;
  must(200, await shop.merchant.client.post(path, { transaction_id: sale.transactionId }));
  expect(await handInCamt(shop, [{ minor: price, text: sale.reference }])).toMatchObject({
    matched: 0,
    unmatched: 1,
  });
  expect(await balancesOf(app, shop)).toEqual(paidBooks);
});

describe('19: a ZIP with several days', () => {
  async function zipOf(files: Record<string, string>): Promise<Buffer> {
    const zip = new ZipFile();
    for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name);
    zip.end();
    return Buffer.concat((await collect(zip.outputStream as AsyncIterable<Uint8Array>)) as Uint8Array[]);
  }

  it('counts each day once', async () => {
    const shop = await openShop(app);
    const [one, two] = [await order(app, shop), await order(app, shop)];
    const days = {
      'monday.xml': camt([{ minor: price, text: one.reference }]),
      'tuesday.xml': camt([{ minor: price, text: two.reference, day: '2026-11-04' }], { id: 'S2' }),
      'monday again.xml': camt([{ minor: price, text: one.reference }]),
    };
    const statement = must(201, await handIn(shop, await zipOf(days), '?file_name=days.zip'));
    expect(statement).toMatchObject({ file_name: 'days.zip', entries: 3, matched: 2, duplicates: 1 });
    expect(await balancesOf(app, shop)).toEqual({ provider: '-2000', available: '2000' });
  });

  it('keeps nothing of it where one day does not add up, and says which', async () => {
    const { shop, sale } = await bought();
    const days = {
      'monday.xml': camt([{ minor: price, text: sale.reference }]),
      'tuesday.xml': camt([{ minor: price, day: '2026-11-04' }], { closing: 1n }),
    };
    const reply = await handIn(shop, await zipOf(days), '?file_name=days.zip');
    expect(reply).toMatchObject({
      status: 422,
      body: {
        code: 'statement_unreadable',
        detail: expect.stringContaining('days.zip/tuesday.xml'),
        problems: [{ code: 'balance_mismatch', file: 'days.zip/tuesday.xml' }],
      },
    });
    expect(await entriesOf(shop)).toEqual([]);
    expect(await statusOf(shop, sale)).toBe('processing');
  });
});

it('20: a place of a limited link is kept for as long as the transfer may take', async () => {
  const shop = await openShop(app, { linkFields: { max_uses: 1 } });
  const sale = await order(app, shop);
  app.clock.advance(3 * 86_400_000);
  const other = await app.client().post(`/api/payment-links/public/${shop.link.id}/start/`, {
    billing_country: 'DE',
    billing_postal_code: '20359',
    billing_first_name: 'Ann',
    billing_last_name: 'Example',
    billing_email: 'ann@example.com',
  });
  expect(other.status).toBe(409);
  const { email, password } = shop.merchant;
  const { access_token } = must(200, await app.client().post('/api/auth/login/', { email, password }));
  const later = { ...shop, merchant: { ...shop.merchant, client: app.client().withToken(access_token) } };
  await handInCamt(later, [{ minor: price, text: sale.reference }]);
  expect(await statusOf(later, sale)).toBe('paid');
});
