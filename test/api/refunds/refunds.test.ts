import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Client, Json } from '#test/support/client.ts';
import {
  type Merchant,
  makeLink,
  makeProduct,
  must,
  pay,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

type Sale = { merchant: Merchant; server: Client; link: Json; transactionId: string };

/** A paid payment of 100.00 with 19 % tax inside, and a key that may refund. */
async function sell(price = '100.00'): Promise<Sale> {
  const merchant = await signUp(app);
  const product = await makeProduct(merchant, { prices: { EUR: price }, tax_rate: '19' });
  const link = await makeLink(
    merchant,
    { currency: 'EUR', products: [{ product_id: product.id, quantity: 1 }] },
    product,
  );
  const { token } = await startOpen(app, link.id);
  const paid = must(200, await pay(app, token));
  const key = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
  return { merchant, server: app.client().withKey(key.raw_key), link, transactionId: paid.transaction_id };
}

const refund = (sale: Sale, body: Json = {}, headers: Record<string, string> = {}) =>
  sale.server.post(`/api/transactions/${sale.transactionId}/refund/`, body, headers);
const transaction = async (sale: Sale) =>
  must(200, await sale.server.get(`/api/transactions/${sale.transactionId}/`));

async function balances(sale: Sale): Promise<Record<string, string>> {
  const { rows } = await app.context.database.pool.query(
    'select account, sum(amount_minor)::text as sum from ledger_postings where organization_id = (select organization_id from payment_links where id = $1) group by account',
    [sale.link.id],
  );
  return Object.fromEntries(rows.map((row: { account: string; sum: string }) => [row.account, row.sum]));
}

describe('POST /api/transactions/<id>/refund/ with an API key', () => {
  test('201: all that remains by default; the ledger shows it and sums to zero', async () => {
    const sale = await sell();
    expect(await balances(sale)).toEqual({ provider: '-10000', available: '10000' });
    const made = must(201, await refund(sale, { reason: 'Changed my mind' }));
    expect(made).toMatchObject({
      amount: '100.00',
      tax_amount: '15.97',
      status: 'succeeded',
      reason: 'Changed my mind',
    });
    expect(await transaction(sale)).toMatchObject({
      status: 'refunded',
      refunded_amount: '100.00',
      net_amount: '100.00',
    });
    expect(await balances(sale)).toEqual({ provider: '0', available: '0', refunds: '0' });
    const link = must(200, await sale.merchant.client.get(`/api/payment-links/${sale.link.id}/`));
    expect(link).toMatchObject({ uses: 1, paid_count: 1, revenue: { EUR: '0.00' } });
  });

  test('201 in parts: partially_refunded, then refunded, taxes adding up to the cent', async () => {
    const sale = await sell('1.01');
    expect((await refund(sale, { amount: '1.02' })).status).toBe(409);
    const taxes: string[] = [];
    for (const amount of ['0.34', '0.33', '0.34'])
      taxes.push(must(201, await refund(sale, { amount })).tax_amount);
    expect((await transaction(sale)).status).toBe('refunded');
    const { tax_amount: tax } = await transaction(sale);
    expect(taxes.reduce((sum, part) => sum + Math.round(Number(part) * 100), 0)).toBe(
      Math.round(Number(tax) * 100),
    );
  });

  test('two concurrent refunds of 60 on a payment of 100: one succeeds', async () => {
    const sale = await sell();
    const replies = await Promise.all([refund(sale, { amount: '60' }), refund(sale, { amount: '60' })]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 409]);
    expect(replies.find((reply) => reply.status === 409)?.body).toMatchObject({
      code: 'refund_exceeds_payment',
      remaining: '40.00',
    });
    expect(await transaction(sale)).toMatchObject({ status: 'partially_refunded', refunded_amount: '60.00' });
  });

  test('the same Idempotency-Key refunds once, also at once; another amount is 422', async () => {
    const sale = await sell();
    const headers = { 'idempotency-key': 'refund-1' };
    const replies = await Promise.all([1, 2, 3].map(() => refund(sale, { amount: '10' }, headers)));
    expect(new Set(replies.map((reply) => must(201, reply).id)).size).toBe(1);
    expect((await refund(sale, { amount: '11' }, headers)).body.code).toBe('idempotency_key_reuse');
    expect(await transaction(sale)).toMatchObject({ refunded_amount: '10.00' });
  });

  test.each([
    ['zero', { amount: '0' }, 400, 'invalid_amount'],
    ['three decimals', { amount: '1.005' }, 400, 'invalid_amount'],
    ['more than was paid', { amount: '100.01' }, 409, 'refund_exceeds_payment'],
  ])('refuses %s', async (_, body, status, code) => {
    const sale = await sell();
    const reply = await refund(sale, body);
    expect([reply.status, reply.body.code]).toEqual([status, code]);
    expect(await transaction(sale)).toMatchObject({ status: 'paid', refunded_amount: '0.00' });
  });

  test('409 transaction_not_paid for one that is still processing; 404 for another organization’s', async () => {
    const sale = await sell();
    const other = await sell();
    expect((await other.server.post(`/api/transactions/${sale.transactionId}/refund/`, {})).status).toBe(404);
    const { token } = await startOpen(app, sale.link.id);
    const pending = await pay(app, token, '4000000000000077');
    const reply = await sale.server.post(`/api/transactions/${pending.body.transaction_id}/refund/`, {});
    expect([reply.status, reply.body.code]).toEqual([409, 'transaction_not_paid']);
  });

  test('events: one about each refund’s steps, and gapless ones about the transaction', async () => {
    const sale = await sell();
    must(201, await refund(sale, { amount: '25' }));
    const { rows } = await app.context.database.pool.query(
      `select type, sequence, body from events where transaction_id is not null and payment_link_id = $1 order by id`,
      [sale.link.id],
    );
    const told = rows.map((row: Json) => ({ type: row.type, ...JSON.parse(row.body) }));
    expect(
      told.filter((event: Json) => event.type === 'refund.status_changed').map((event: Json) => event.status),
    ).toEqual(['pending', 'succeeded']);
    const aboutTransaction = told.filter((event: Json) => event.type === 'transaction.status_changed');
    expect(aboutTransaction.map((event: Json) => event.sequence)).toEqual([1, 2, 3, 4]);
    expect(aboutTransaction.map((event: Json) => event.status)).toEqual([
      'processing',
      'paid',
      'refund_pending',
      'partially_refunded',
    ]);
  });

  test('lists and shows refunds, by key scope and by session', async () => {
    const sale = await sell();
    const made = must(201, await refund(sale, { amount: '5' }));
    expect(must(200, await sale.server.get('/api/refunds/')).results).toHaveLength(1);
    expect(must(200, await sale.merchant.client.get(`/api/refunds/${made.id}/`))).toEqual(made);
    expect((await sale.server.get('/api/refunds/RF00000000000000000000000000/')).status).toBe(404);
  });
});

describe('from the dashboard', () => {
  async function mailedCode(merchant: Merchant): Promise<string> {
    const mails = must(200, await merchant.client.get('/api/development/mailbox/'));
    const mail = mails.results.find((candidate: Json) => candidate.kind === 'refund_code');
    return /\b(\d{6})\b/.exec(mail.text)?.[1] ?? '';
  }

  test('a mailed code is asked, bound to the amount, and good once', async () => {
    const sale = await sell();
    const path = `/api/transactions/${sale.transactionId}/refund/`;
    const { client } = sale.merchant;
    expect((await client.post(path, { amount: '10' })).body.code).toBe('refund_code_required');
    must(202, await client.post(`${path}code/`, { amount: '10' }));
    const code = await mailedCode(sale.merchant);
    expect((await client.post(path, { amount: '20', code })).body.code).toBe('refund_code_invalid');
    must(201, await client.post(path, { amount: '10', code }));
    expect((await client.post(path, { amount: '10', code })).body.code).toBe('refund_code_invalid');
    expect(await transaction(sale)).toMatchObject({ refunded_amount: '10.00' });
  });

  test('five wrong tries end the code, and so do ten minutes', async () => {
    const sale = await sell();
    const path = `/api/transactions/${sale.transactionId}/refund/`;
    const { client } = sale.merchant;
    must(202, await client.post(`${path}code/`, { amount: '10' }));
    const code = await mailedCode(sale.merchant);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let count = 0; count < 5; count++)
      expect((await client.post(path, { amount: '10', code: wrong })).status).toBe(400);
    expect((await client.post(path, { amount: '10', code })).body.code).toBe('refund_code_invalid');
    must(202, await client.post(`${path}code/`, { amount: '10' }));
    const second = await mailedCode(sale.merchant);
    app.clock.advance(601_000);
    expect((await client.post(path, { amount: '10', code: second })).body.code).toBe('refund_code_invalid');
  });
});
