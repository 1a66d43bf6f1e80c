import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseId } from '#platform/kit/ids.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { closeDays } from '#reporting/figures/close-days.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import {
  buyer,
  cards,
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
  // Without jobs a payment stays undecided for as long as a test wants.
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const path = '/api/organization/dashboard/';
const hourMs = 3_600_000;
const read = async (merchant: Merchant, query = '') => must(200, await merchant.client.get(path + query));
const sell = async (link: Json) => must(200, await pay(app, (await startOpen(app, link.id)).token));

async function signInAgain(merchant: Merchant): Promise<Merchant> {
  const { email, password } = merchant;
  const { access_token: token } = must(200, await app.client().post('/api/auth/login/', { email, password }));
  return { ...merchant, client: app.client().withToken(token) };
}

async function cheapLink(merchant: Merchant, overrides: Record<string, unknown> = {}): Promise<Json> {
  const product = await makeProduct(merchant, { prices: { USD: '10.00', EUR: '9.00' } });
  return makeLink(merchant, { products: [{ product_id: product.id, quantity: 1 }], ...overrides }, product);
}

describe('GET /api/organization/dashboard/', () => {
  it('200: of a new organization everything is nothing', async () => {
    const merchant = await signUp(app);
    const { id, name, status, default_currency, time_zone } = merchant.organization;
    const zero = { USD: '0.00', EUR: '0.00' };
    const answer = await read(merchant, '?days=7');
    expect(answer).toMatchObject({
      organization: { id, name, status, default_currency, time_zone },
      mode: 'sandbox',
      wallet: {
        USD: { available: '0.00', pending: '0.00', reserved: '0.00' },
        EUR: { available: '0.00', pending: '0.00', reserved: '0.00' },
      },
      stats: {
        users: 1,
        transactions: 0,
        links: 0,
        paid_today: { count: 0, revenue: zero },
        paid_30_days: { count: 0, revenue: zero },
        paid_count: 0,
        revenue: zero,
        previous: { paid_count: 0, revenue: zero },
      },
      funnel: { views: 0, started: 0, paid: 0, conversion_rate: null },
      recent_activity: { transactions: [], link_changes: [] },
      attention: { undecided_payments: [], expiring_links: [], scarce_links: [], open_disputes: [] },
    });
    expect([answer.stats.series.length, answer.stats.previous.series.length]).toEqual([7, 7]);
    const days = [...answer.stats.previous.series, ...answer.stats.series].map((day: Json) => day.date);
    expect(days).toEqual([...new Set(days)].sort());
  });

  it('200: has thirty days by default, and the thirty before them', async () => {
    const { stats } = await read(await signUp(app));
    expect([stats.series.length, stats.previous.series.length]).toEqual([30, 30]);
  });

  it('200: tells periods apart, and the same whether or not days are summed', async () => {
    const merchant = await signUp(app);
    const link = await cheapLink(merchant);
    const deleted = await cheapLink(merchant, { name: 'Gone' });
    must(204, await merchant.client.delete(`/api/payment-links/${deleted.id}/`));
    await sell(link);
    app.clock.advance(24 * hourMs);
    await sell(link);
    await sell(link);
    await pay(app, (await startOpen(app, link.id)).token, cards.declined);
    app.clock.advance(24 * hourMs);
    await sell(link);
    const back = await signInAgain(merchant);
    const answer = await read(back, '?days=1');
    expect(answer.stats).toMatchObject({
      transactions: 5,
      links: 1,
      paid_today: { count: 1, revenue: { USD: '10.00', EUR: '0.00' } },
      paid_30_days: { count: 4, revenue: { USD: '40.00', EUR: '0.00' } },
      paid_count: 1,
      previous: { paid_count: 2, revenue: { USD: '20.00', EUR: '0.00' } },
    });
    expect(answer.stats.previous.series).toEqual([
      expect.objectContaining({ started: 3, paid: 2, revenue: { USD: '20.00', EUR: '0.00' } }),
    ]);
    expect(answer.wallet.USD.available).toBe('40.00');
    while ((await closeDays(app.context)) > 0);
    expect(await read(back, '?days=1')).toEqual(answer);
  });

  it('200: the wallet is what all postings of the ledger come to', async () => {
    const merchant = await signUp(app);
    const organizationId = parseId('org', merchant.organization.id) as string;
    await app.context.database.pool.query(
      'update organizations set fee_percent = 2900, fee_fixed_usd_minor = 30, reserve_percent = 10000, reserve_days = 7 where id = $1',
      [organizationId],
    );
    const link = await cheapLink(merchant);
    await sell(link);
    app.clock.advance(hourMs);
    while ((await closeDays(app.context)) > 0);
    await sell(link);
    const { wallet } = await read(merchant);
    const { rows } = await app.context.database.pool.query(
      `select account, sum(amount_minor)::bigint as sum from ledger_postings
        where organization_id = $1 and account in ('available', 'reserved') group by account order by account`,
      [organizationId],
    );
    expect(rows.map(({ sum }) => formatAmount(sum))).toEqual([wallet.USD.available, wallet.USD.reserved]);
    expect(wallet).toEqual({
      USD: { available: '16.94', pending: '0.00', reserved: '1.88' },
      EUR: { available: '0.00', pending: '0.00', reserved: '0.00' },
    });
  });

  it('200: the funnel leaves out what servers started, the figures do not', async () => {
    const merchant = await signUp(app);
    const product = await makeProduct(merchant);
    const { raw_key: key } = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
    must(
      201,
      await app
        .client()
        .withKey(key)
        .post('/api/checkout/create/', { ...buyer, products: [{ id: product.id, quantity: 1 }] }),
    );
    await startOpen(app, (await cheapLink(merchant)).id);
    const { funnel, stats } = await read(merchant, '?days=1');
    expect([funnel.started, stats.series[0].started]).toEqual([1, 2]);
  });

  it('200: shows the ten latest transactions and changes of links, with who made them', async () => {
    const merchant = await signUp(app);
    const link = await cheapLink(merchant, { name: 'First name' });
    must(200, await merchant.client.patch(`/api/payment-links/${link.id}/`, { name: 'Second name' }));
    for (let count = 0; count < 11; count++) await sell(link);
    const { recent_activity: recent } = await read(merchant);
    expect(recent.transactions).toHaveLength(10);
    const times = recent.transactions.map((row: Json) => row.created_at);
    expect(times).toEqual([...times].sort().reverse());
    expect(recent.transactions[0]).toMatchObject({
      status: 'paid',
      gross_amount: '10.00',
      currency: 'USD',
      payment_link_id: link.id,
      payer_email: buyer.billing_email,
    });
    const changedBy = { id: merchant.user.id, name: merchant.user.name };
    expect(recent.link_changes).toEqual([
      {
        payment_link_id: link.id,
        name: 'Second name',
        change: 'updated',
        fields: ['name'],
        changed_by: changedBy,
        created_at: expect.any(String),
      },
      expect.objectContaining({ change: 'created', fields: [], changed_by: changedBy }),
    ]);
  });

  it('200: asks for attention to payments undecided for ten minutes', async () => {
    const merchant = await signUp(app);
    const link = await cheapLink(merchant);
    const checkout = await startOpen(app, link.id);
    const paying = must(202, await pay(app, checkout.token, cards.late));
    const undecided = async () => (await read(merchant)).attention.undecided_payments;
    app.clock.advance(9 * 60_000);
    expect(await undecided()).toEqual([]);
    app.clock.advance(2 * 60_000);
    expect(await undecided()).toEqual([
      {
        transaction_id: paying.transaction_id,
        checkout_id: checkout.checkout_id,
        payment_link_id: link.id,
        gross_amount: '10.00',
        currency: 'USD',
        payer_email: buyer.billing_email,
        attempted_at: expect.any(String),
      },
    ]);
  });

  it('200: asks for no attention to transfers, which take days anyway', async () => {
    const merchant = await signUp(app);
    const settings = { iban: 'DE89370400440532013000', account_name: 'Nordlicht' };
    must(200, await merchant.client.put('/api/organization/providers/bank/', { mode: 'sandbox', settings }));
    const link = await cheapLink(merchant, { currency: 'EUR' });
    const { token } = await startOpen(app, link.id, { currency: 'EUR' });
    must(202, await app.client().post(`/api/checkout/${token}/pay/`, { way: 'bank' }));
    must(200, await app.client().post(`/api/checkout/${token}/transfer/sent/`));
    app.clock.advance(20 * 60_000);
    expect((await read(merchant)).attention.undecided_payments).toEqual([]);
  });

  it('200: asks for attention to money that was taken back, until that is settled', async () => {
    const merchant = await signUp(app);
    const { transaction_id } = await sell(await cheapLink(merchant));
    const { pool } = app.context.database;
    const dispute = { status: 'open', reason: 'fraudulent', dueBy: null, amountMinor: '1000' };
    const store = (status: string) =>
      pool.query('update transactions set dispute = $1 where id = $2', [
        JSON.stringify({ ...dispute, status }),
        parseId('TX', transaction_id),
      ]);
    await store('open');
    expect((await read(merchant)).attention.open_disputes).toEqual([
      {
        transaction_id,
        payer_email: buyer.billing_email,
        currency: 'USD',
        dispute: { status: 'open', reason: 'fraudulent', due_by: null, amount: '10.00' },
      },
    ]);
    await store('won');
    expect((await read(merchant)).attention.open_disputes).toEqual([]);
  });

  it('200: asks for attention to links that end within 48 hours, while they can be used', async () => {
    const merchant = await signUp(app);
    const inHours = (hours: number) => new Date(app.clock.now().getTime() + hours * hourMs).toISOString();
    const later = await cheapLink(merchant, { name: 'Later', expires_at: inHours(47) });
    const sooner = await cheapLink(merchant, { name: 'Sooner', expires_at: inHours(2) });
    await cheapLink(merchant, { name: 'In three days', expires_at: inHours(72) });
    const off = await cheapLink(merchant, { name: 'Switched off', expires_at: inHours(1) });
    must(200, await merchant.client.patch(`/api/payment-links/${off.id}/`, { is_active: false }));
    const soldOut = await cheapLink(merchant, { name: 'Sold out', expires_at: inHours(1), max_uses: 1 });
    await sell(soldOut);
    const expiring = async () => (await read(merchant)).attention.expiring_links;
    expect(await expiring()).toEqual([
      { payment_link_id: sooner.id, name: 'Sooner', expires_at: sooner.expires_at },
      { payment_link_id: later.id, name: 'Later', expires_at: later.expires_at },
    ]);
    app.clock.advance(3 * hourMs);
    expect((await expiring()).map((link: Json) => link.name)).toEqual(['Later']);
  });

  it('200: asks for attention to links of whose places a tenth or less is left', async () => {
    const merchant = await signUp(app);
    const scarce = await cheapLink(merchant, { name: 'Nine of ten', max_uses: 10 });
    const roomy = await cheapLink(merchant, { name: 'Eight of ten', max_uses: 10 });
    const soldOut = await cheapLink(merchant, { name: 'One of one', max_uses: 1 });
    for (const [link, count] of [
      [scarce, 9],
      [roomy, 8],
      [soldOut, 1],
    ] as const) {
      for (let paid = 0; paid < count; paid++) await sell(link);
    }
    await startOpen(app, scarce.id);
    expect((await read(merchant)).attention.scarce_links).toEqual([
      { payment_link_id: scarce.id, name: 'Nine of ten', max_uses: 10, uses: 9, held: 1 },
    ]);
  });

  it('200: asks for attention to small links whose last place is left or held, and counts what is held', async () => {
    const merchant = await signUp(app);
    const last = await cheapLink(merchant, { name: 'Last of three', max_uses: 3 });
    const only = await cheapLink(merchant, { name: 'Only one', max_uses: 1 });
    const held = await cheapLink(merchant, { name: 'Both held', max_uses: 2 });
    await cheapLink(merchant, { name: 'Two of two', max_uses: 2 });
    for (let paid = 0; paid < 2; paid++) await sell(last);
    for (let taken = 0; taken < 2; taken++) await startOpen(app, held.id);
    const shown = (await read(merchant)).attention.scarce_links;
    expect(shown).toEqual([
      { payment_link_id: held.id, name: 'Both held', max_uses: 2, uses: 0, held: 2 },
      { payment_link_id: only.id, name: 'Only one', max_uses: 1, uses: 0, held: 0 },
      { payment_link_id: last.id, name: 'Last of three', max_uses: 3, uses: 2, held: 0 },
    ]);
  });

  it('200: keeps modes and organizations apart', async () => {
    const [owner, stranger] = [await signUp(app), await signUp(app)];
    await sell(await cheapLink(owner));
    const empty = { transactions: 0, links: 0, paid_count: 0 };
    expect((await read(owner)).stats).toMatchObject({ transactions: 1, links: 1, paid_count: 1 });
    for (const answer of [await read(owner, '?mode=live'), await read(stranger)]) {
      expect(answer.stats).toMatchObject(empty);
      expect(answer.recent_activity).toEqual({ transactions: [], link_changes: [] });
      expect(answer.wallet.USD.available).toBe('0.00');
    }
  });

  it.each(['days=0', 'days=367', 'mode=both', 'colour=red'])('400: for ?%s', async (query) => {
    const { client } = await signUp(app);
    expect((await client.get(`${path}?${query}`)).status).toBe(400);
  });

  it('401: not without a session, nor for an API key', async () => {
    const merchant = await signUp(app);
    const { raw_key: key } = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
    expect((await app.client().get(path)).body.code).toBe('authentication_required');
    expect((await app.client().withKey(key).get(path)).body.code).toBe('dashboard_session_required');
  });
});
