import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetBuyer } from '#paying/buyers/forget-buyer.ts';
import { sendRefundsJob } from '#paying/refunds/jobs.ts';
import { payment } from '#paying/statements/testing/shapes.ts';
import { verify } from '#reporting/verify/verify.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import {
  balancesOf,
  camt,
  entriesOf,
  handIn,
  handInCamt,
  openShop,
  order,
  type Shop,
  transactionOf,
} from '#test/support/bank-shop.ts';
import type { Json } from '#test/support/client.ts';
import { must } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const price = 1_000n;
const act = (shop: Shop, entry: Json, verb: string, body?: Json) =>
  shop.merchant.client.post(`/api/organization/bank-entries/${entry.id}/${verb}/`, body);

async function auditOf(shop: Shop): Promise<string[]> {
  const { results } = must(200, await shop.merchant.client.get('/api/organization/audit-log/'));
  return results
    .map(({ action }: Json) => action as string)
    .filter((action: string) => action.startsWith('bank_'))
    .reverse();
}

async function withStranger(minor = price) {
  const shop = await openShop(app);
  const sale = await order(app, shop);
  await handInCamt(shop, [{ minor, text: 'Thanks' }]);
  const [entry] = await entriesOf(shop, '?status=unmatched');
  return { shop, sale, entry };
}

describe('an entry without a reference', () => {
  it('is matched by hand once, undone in the books by a counter-entry, and matched again', async () => {
    const { shop, sale, entry } = await withStranger();
    const body = { transaction_id: sale.transactionId };
    const matched = must(200, await act(shop, entry, 'match', body));
    expect(matched).toMatchObject({
      status: 'matched',
      decided_by: shop.merchant.user.id,
      suggestions: [],
      matches: [
        { transaction_id: sale.transactionId, amount: '10.00', by: shop.merchant.user.id, undoable: true },
      ],
    });
    expect((await transactionOf(shop, sale.transactionId)).status).toBe('paid');
    expect(must(200, await act(shop, entry, 'match', body)).matches).toHaveLength(1);
    expect((await act(shop, entry, 'ignore')).body.code).toBe('entry_already_decided');

    const undone = must(200, await act(shop, entry, 'undo'));
    expect(undone).toMatchObject({ status: 'unmatched', matches: [], reasons: [{ code: 'undone' }] });
    expect(await balancesOf(app, shop)).toEqual({});
    expect(await transactionOf(shop, sale.transactionId)).toMatchObject({
      dispute: { status: 'open', amount: '10.00' },
    });
    must(200, await act(shop, entry, 'undo'));
    expect(must(200, await act(shop, entry, 'match', body)).reasons).toMatchObject([
      { code: 'amount_equal' },
    ]);
    expect(await transactionOf(shop, sale.transactionId)).toMatchObject({ dispute: { status: 'won' } });
    expect(await balancesOf(app, shop)).toEqual({ provider: '-1000', available: '1000' });
    expect(await auditOf(shop)).toEqual([
      'bank_statement.imported',
      'bank_entry.matched',
      'bank_entry.undone',
      'bank_entry.matched',
    ]);
    const { rows } = await app.context.database.pool.query(
      `select kind from ledger_entries where organization_id = $1 and bank_match_id is not null order by id`,
      [shop.organizationId],
    );
    expect(rows.map(({ kind }: Json) => kind)).toEqual(['deposit', 'deposit_returned', 'deposit']);
    expect((await verify(app.context)).findings).toEqual([]);
  });

  it('is ignored, once, and can be taken back', async () => {
    const { shop, sale, entry } = await withStranger();
    expect((await act(shop, entry, 'undo')).body.code).toBe('nothing_to_undo');
    must(200, await act(shop, entry, 'ignore'));
    expect(must(200, await act(shop, entry, 'ignore'))).toMatchObject({
      status: 'ignored',
      reasons: [{ code: 'by_hand' }],
    });
    expect(await entriesOf(shop, '?status=unmatched')).toEqual([]);
    must(200, await act(shop, entry, 'undo'));
    expect(await entriesOf(shop, '?status=unmatched')).toHaveLength(1);
    must(200, await act(shop, entry, 'match', { transaction_id: sale.transactionId }));
    expect((await transactionOf(shop, sale.transactionId)).status).toBe('paid');
  });

  it('pays in part, and more than all of it, as a transfer under the reference would', async () => {
    const part = await withStranger(400n);
    const body = { transaction_id: part.sale.transactionId };
    expect(must(200, await act(part.shop, part.entry, 'match', body)).reasons).toMatchObject([
      { code: 'amount_short' },
    ]);
    expect(await transactionOf(part.shop, part.sale.transactionId)).toMatchObject({
      status: 'processing',
      received_amount: '4.00',
    });
    const more = await withStranger(1_500n);
    must(200, await act(more.shop, more.entry, 'match', { transaction_id: more.sale.transactionId }));
    expect(await balancesOf(app, more.shop)).toEqual({
      provider: '-1500',
      available: '1000',
      refunds: '500',
    });
  });

  it('400 for the payment of somebody else, 404 for an entry that is not there, 409 for one that was not to be paid by transfer', async () => {
    const { shop, entry } = await withStranger();
    const other = await withStranger();
    const foreign = await act(shop, entry, 'match', { transaction_id: other.sale.transactionId });
    expect(foreign).toMatchObject({
      status: 400,
      body: { code: 'invalid_value', errors: [{ field: 'transaction_id' }] },
    });
    const own = { transaction_id: other.sale.transactionId };
    expect((await act(other.shop, entry, 'match', own)).status).toBe(404);
    expect((await act(other.shop, entry, 'ignore')).status).toBe(404);
  });

  it('two people at once match it once', async () => {
    const { shop, sale, entry } = await withStranger();
    const second = await order(app, shop);
    const replies = await Promise.all(
      [sale, second].map(({ transactionId }) => act(shop, entry, 'match', { transaction_id: transactionId })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await balancesOf(app, shop)).toEqual({ provider: '-1000', available: '1000' });
  });
});

describe('a refund of a transfer', () => {
  async function refunded() {
    const shop = await openShop(app);
    const sale = await order(app, shop);
    await handInCamt(shop, [{ minor: price, text: sale.reference }]);
    const [entry] = await entriesOf(shop);
    const { raw_key } = must(201, await shop.merchant.client.post('/api/organization/api-keys/', {}));
    const server = app.client().withKey(raw_key);
    const made = must(
      201,
      await server.post(`/api/transactions/${sale.transactionId}/refund/`, { amount: '4.00' }),
    );
    return { shop, sale, entry, refund: made, server };
  }
  const fileOf = (shop: Shop, query = '') =>
    shop.merchant.client.get(`/api/organization/bank-refunds.xml${query}`);

  it('is pending, in one file only, and done when a statement shows the debit; the money under it stays', async () => {
    const { shop, sale, entry, refund, server } = await refunded();
    expect(refund.status).toBe('pending');
    const undone = await act(shop, entry, 'undo');
    expect([undone.status, undone.body.code]).toEqual([409, 'refund_rests_on_it']);
    expect((await entriesOf(shop))[0]?.matches[0]?.undoable).toBe(false);
    const file = await fileOf(shop);
    expect(file.status).toBe(200);
    expect(file.text).toContain('pain.001.001.09');
    // No bank takes it for an order, whoever hands it on.
    expect(file.text).toMatch(/<MsgId>TEST[0-9A-Z]{26}<\/MsgId>/);
    expect(file.headers.get('content-disposition')).toMatch(/filename="test-refunds-TEST[0-9A-Z]{26}\.xml"/);
    expect(file.text).toContain(`<EndToEndId>${refund.id}</EndToEndId>`);
    expect(file.text).toContain('<InstdAmt Ccy="EUR">4.00</InstdAmt>');
    expect((await fileOf(shop)).status).toBe(204);
    expect((await fileOf(shop, '?again=true')).text).toContain(refund.id);
    const list = async () =>
      must(200, await shop.merchant.client.get('/api/organization/bank-refunds/')).results;
    expect(await list()).toMatchObject([{ refund_id: refund.id, status: 'exported', name: 'Ann Example' }]);

    const debit = {
      minor: 400n,
      direction: 'debit' as const,
      endToEndId: refund.id,
      text: null,
      day: '2026-11-06',
    };
    expect(await handInCamt(shop, [debit])).toMatchObject({ matched: 1 });
    expect(must(200, await server.get(`/api/refunds/${refund.id}/`)).status).toBe('succeeded');
    expect(await list()).toMatchObject([{ status: 'sent' }]);
    expect(await transactionOf(shop, sale.transactionId)).toMatchObject({ status: 'partially_refunded' });
    expect(await balancesOf(app, shop)).toEqual({ provider: '-600', available: '600' });
    const [sent] = await entriesOf(shop);
    expect(sent).toMatchObject({ status: 'matched', refund_id: refund.id });
    expect((await act(shop, sent, 'undo')).body.code).toBe('refund_rests_on_it');

    const credit = { minor: 400n, text: `RETURN ${refund.id}`, returnReason: 'AC04', day: '2026-11-08' };
    await handInCamt(shop, [credit]);
    expect(await list()).toMatchObject([{ status: 'returned' }]);
    const { rows } = await app.context.database.pool.query(
      `select 1 from mails where organization_id = $1 and subject like '%Refunds came back%'`,
      [shop.organizationId],
    );
    expect(rows).toHaveLength(1);
    expect((await verify(app.context)).findings).toEqual([]);
  });

  it('fails when the transfer comes back before anybody saw it leave', async () => {
    const { shop, refund, server } = await refunded();
    await handInCamt(shop, [{ minor: 400n, text: refund.id, returnReason: 'AC04', day: '2026-11-08' }]);
    expect(must(200, await server.get(`/api/refunds/${refund.id}/`)).status).toBe('failed');
    expect(await balancesOf(app, shop)).toEqual({ provider: '-1000', available: '1000' });
  });

  it('of what was too much is owed by itself, and goes the same way', async () => {
    const shop = await openShop(app);
    const sale = await order(app, shop);
    await handInCamt(shop, [{ minor: price + 250n, text: sale.reference }]);
    await sendRefundsJob.runDue(app.context);
    expect((await fileOf(shop)).text).toContain('<InstdAmt Ccy="EUR">2.50</InstdAmt>');
  });

  it('is left out of the file where the statement does not say who paid, and says so', async () => {
    const shop = await openShop(app);
    const sale = await order(app, shop);
    await handInCamt(shop, [{ minor: price + 250n, text: sale.reference, iban: null }]);
    await sendRefundsJob.runDue(app.context);
    expect((await fileOf(shop)).status).toBe(204);
    const { results } = must(200, await shop.merchant.client.get('/api/organization/bank-refunds/'));
    expect(results).toMatchObject([{ status: 'pending', left_out: { code: 'account' } }]);
  });
});

describe('money that the bank took back', () => {
  const reversed = (minor: bigint, text: string, day = '2026-11-06') =>
    ({ minor, text, direction: 'debit', isReversal: true, day, returnReason: 'AC04' }) as const;
  const takeBack = async (shop: Shop, minor: bigint, text: string) =>
    must(
      201,
      await handIn(shop, camt([reversed(minor, text)], { opening: 100_000n, closing: 100_000n - minor })),
    );
  const fileOf = (shop: Shop, query = '') =>
    shop.merchant.client.get(`/api/organization/bank-refunds.xml${query}`);
  const refunds = async (shop: Shop) =>
    must(200, await shop.merchant.client.get('/api/organization/bank-refunds/')).results;
  const serverOf = async (shop: Shop) =>
    app
      .client()
      .withKey(must(201, await shop.merchant.client.post('/api/organization/api-keys/', {})).raw_key);

  it.each([
    ['what was too much', [price + 250n], price + 250n],
    ['a second transfer', [price, price + 1n], price + 1n],
  ])('is not sent out once more: %s', async (_, credits, gone) => {
    const shop = await openShop(app);
    const sale = await order(app, shop);
    for (const [index, minor] of credits.entries())
      await handInCamt(shop, [{ minor, text: sale.reference, day: `2026-11-0${index + 2}` }]);
    await sendRefundsJob.runDue(app.context);
    expect(await refunds(shop)).toMatchObject([{ status: 'pending', left_out: null }]);
    await takeBack(shop, gone, sale.reference);
    expect(await refunds(shop)).toMatchObject([{ left_out: { code: 'taken_back' } }]);
    expect((await fileOf(shop)).status).toBe(204);
    expect((await fileOf(shop, '?again=true')).status).toBe(204);
  });

  it('without a reference is suggested with the payment that it came for, the surest first', async () => {
    const shop = await openShop(app);
    const [sale, other, third] = [await order(app, shop), await order(app, shop), await order(app, shop)];
    const [iban, second] = ['DE75512108001245126199', 'FR7630006000011234567890189'];
    await handInCamt(shop, [
      { minor: price, text: sale.reference, iban, endToEndId: 'E-1' },
      { minor: price, text: other.reference, iban: second, endToEndId: 'E-2' },
      { minor: price - 1n, text: third.reference, iban, endToEndId: 'E-3' },
    ]);
    await order(app, shop);
    const back = { ...reversed(price, 'Return'), iban, endToEndId: 'E-1' };
    const file = camt([back], { opening: 100_000n, closing: 100_000n - price });
    must(201, await handIn(shop, file));
    const [entry] = await entriesOf(shop, '?status=unmatched');
    expect(
      entry?.suggestions.map(({ transaction_id, because }: Json) => [
        transaction_id,
        because.map(({ code }: Json) => code),
      ]),
    ).toEqual([
      [sale.transactionId, ['credit_counted', 'same_account', 'same_end_to_end_id']],
      [other.transactionId, ['credit_counted']],
    ]);
    must(200, await act(shop, entry as Json, 'match', { transaction_id: sale.transactionId }));
    expect(await transactionOf(shop, sale.transactionId)).toMatchObject({ dispute: { status: 'lost' } });
    expect((await verify(app.context)).findings).toEqual([]);
  });

  it('is not sent out by a refund that was asked for before, nor by one that is asked for now', async () => {
    const shop = await openShop(app);
    const sale = await order(app, shop);
    const server = await serverOf(shop);
    const refund = (amount: string) =>
      server.post(`/api/transactions/${sale.transactionId}/refund/`, { amount });
    await handInCamt(shop, [{ minor: price, text: sale.reference }]);
    must(201, await refund('4.00'));
    await takeBack(shop, price, sale.reference);
    expect(await refunds(shop)).toMatchObject([{ left_out: { code: 'taken_back' } }]);
    expect((await fileOf(shop)).status).toBe(204);
    const reply = await refund('5.00');
    expect([reply.status, reply.body.code, reply.body.remaining]).toEqual([
      409,
      'refund_exceeds_payment',
      '0.00',
    ]);
    const code = await shop.merchant.client.post(`/api/transactions/${sale.transactionId}/refund/code/`, {});
    expect([code.status, code.body.code]).toEqual([409, 'refund_exceeds_payment']);
  });
});

it('a refund sent twice is told, and not counted twice', async () => {
  const shop = await openShop(app);
  const sale = await order(app, shop);
  await handInCamt(shop, [{ minor: price + 250n, text: sale.reference }]);
  await sendRefundsJob.runDue(app.context);
  const { results } = must(200, await shop.merchant.client.get('/api/organization/bank-refunds/'));
  const debit = { minor: 250n, direction: 'debit' as const, endToEndId: results[0].refund_id, text: null };
  await handInCamt(shop, [
    { ...debit, day: '2026-11-06' },
    { ...debit, day: '2026-11-07' },
  ]);
  expect(await entriesOf(shop, '?status=unmatched')).toMatchObject([
    { reasons: [{ code: 'refund_sent_before' }, {}] },
  ]);
  expect((await verify(app.context)).findings).toEqual([]);
});

it('a buyer who is forgotten is gone from the entries of the bank, and the money stays', async () => {
  const shop = await openShop(app);
  const email = `gone-${shop.organizationId}@example.com`;
  const sale = await order(app, shop, { billing_email: email });
  await handInCamt(shop, [{ minor: price, text: `${sale.reference} from Maja`, name: 'Maja Lindqvist' }]);
  const before = await balancesOf(app, shop);
  const forgotten = await forgetBuyer(app.context, { email, redactsReceipts: false });
  expect(forgotten).toMatchObject({ checkouts: 1, bankEntries: 1 });
  expect(await entriesOf(shop)).toMatchObject([
    { status: 'matched', amount: '10.00', counterparty: { name: null, iban: null }, text: '' },
  ]);
  const { rows } = await app.context.database.pool.query(
    'select details::text, reasons::text from bank_entries where organization_id = $1',
    [shop.organizationId],
  );
  expect(JSON.stringify(rows)).not.toMatch(/Maja|Lindqvist/);
  expect(await balancesOf(app, shop)).toEqual(before);
  expect(
    await handInCamt(shop, [{ minor: price, text: `${sale.reference} from Maja`, name: 'Maja Lindqvist' }]),
  ).toMatchObject({
    duplicates: 1,
  });
});

it('a reference with one wrong digit, and money of another currency, are told as what they are', async () => {
  const shop = await openShop(app);
  const sale = await order(app, shop);
  const last = Number(sale.reference.at(-1));
  const wrong = `${sale.reference.slice(0, -1)}${(last + 1) % 10}`;
  await handInCamt(shop, [{ minor: price, text: wrong }]);
  const [entry] = await entriesOf(shop, '?status=unmatched');
  expect(entry?.suggestions[0].because.map(({ code }: Json) => code)).toContain('reference_differs');
  await handInCamt(shop, [{ minor: price, text: sale.reference }], { currency: 'USD', id: 'S2' });
  const [dollars] = await entriesOf(shop, '?status=unmatched');
  expect(dollars).toMatchObject({ currency: 'USD', reasons: [{ code: 'other_currency' }], suggestions: [] });
});

it('a batch whose parts do not add up says so, and counts none of them', async () => {
  const shop = await openShop(app);
  const sale = await order(app, shop);
  const parts = [400n, 500n].map((minor) => payment({ minor, text: sale.reference }));
  const told = await handInCamt(shop, [
    { minor: 300n, text: 'Something before it' },
    { minor: price, text: null, parts },
  ]);
  expect(told).toMatchObject({
    unmatched: 2,
    problems: [{ code: 'batch_differs', line: expect.any(Number) }],
  });
  expect(told.problems[0].detail).toContain(
    'Entry 2 is a batch of 10.00 EUR, and its 2 parts add up to 9.00 EUR',
  );
  const { results } = must(200, await shop.merchant.client.get('/api/organization/bank-statements/'));
  expect(results[0].problems).toEqual(told.problems);
  expect(await entriesOf(shop)).toMatchObject([
    { reasons: [{ code: 'batch_differs' }] },
    { reasons: [{ code: 'no_reference' }] },
  ]);
  expect(await balancesOf(app, shop)).toEqual({});
});
