import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '#platform/kit/days.ts';
import { checkFigures } from '#reporting/figures/check-figures.ts';
import { closeDays } from '#reporting/figures/close-days.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import {
  cards,
  eventually,
  type Merchant,
  makeLink,
  makeProduct,
  must,
  pay,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';

let app: TestApp;
const begin = async () => {
  app = await startApp();
};
const end = () => app.stop();

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const hourMs = 3_600_000;

/** Puts the clock there; only ever forward, as time goes. */
function goTo(instant: string): void {
  app.clock.advance(Date.parse(instant) - app.clock.now().getTime());
}

async function seller(timeZone: string): Promise<{ merchant: Merchant; link: Json }> {
  const merchant = await signUp(app);
  must(200, await merchant.client.patch('/api/organization/', { time_zone: timeZone }));
  const product = await makeProduct(merchant, { prices: { USD: '10.00', EUR: '9.00' } });
  const link = await makeLink(merchant, { products: [{ product_id: product.id, quantity: 1 }] }, product);
  return { merchant, link };
}

async function statsOf(merchant: Merchant, link: Json, query = ''): Promise<Json> {
  return must(200, await merchant.client.get(`/api/payment-links/${link.id}/${query}`)).stats;
}

async function sell(link: Json, overrides: Record<string, unknown> = {}): Promise<string> {
  const { token } = await startOpen(app, link.id, overrides);
  return must(200, await pay(app, token)).transaction_id;
}

/** Sums everything that is over, as the job does now and then. */
async function sumUp(): Promise<void> {
  while ((await closeDays(app.context)) > 0);
}

async function giveBack(merchant: Merchant, transactionId: string, body: Json = {}): Promise<void> {
  const { raw_key: key } = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
  must(201, await app.client().withKey(key).post(`/api/transactions/${transactionId}/refund/`, body));
}

const view = (link: Json, headers: Record<string, string> = {}, method = 'GET') =>
  app.client().request(method, `/pay/${link.id}`, undefined, { 'user-agent': firefox, ...headers });

describe('GET /api/payment-links/<uuid>/', () => {
  beforeAll(begin);
  afterAll(end);

  it('200: counts pages that people saw about a second later, and nobody else', async () => {
    const { merchant, link } = await seller('UTC');
    await view(link, {}, 'HEAD');
    await view(link, { 'sec-purpose': 'prefetch' });
    await view(link, { 'user-agent': 'WhatsApp/2.23.20.0 A' });
    await view(link, {
      'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    });
    must(200, await app.client().get(`/api/payment-links/public/${link.id}/`, { 'user-agent': firefox }));
    const pages = await Promise.all(Array.from({ length: 3 }, () => view(link)));
    expect(pages.map((page) => [page.status, page.headers.get('set-cookie')])).toEqual(
      Array.from({ length: 3 }, () => [200, null]),
    );
    const stats = await eventually(
      () => statsOf(merchant, link, '?days=2'),
      ({ views }) => views > 0,
    );
    expect([stats.views, stats.conversion_rate]).toEqual([3, 0]);
    expect(stats.series.map((day: Json) => day.views)).toEqual([0, 3]);
  });

  it('200: tells what was viewed, started, paid and given back', async () => {
    const { merchant, link } = await seller('UTC');
    for (let count = 0; count < 3; count++) await view(link);
    const usd = await sell(link);
    await sell(link, { currency: 'EUR' });
    await pay(app, (await startOpen(app, link.id)).token, cards.declined);
    await giveBack(merchant, usd, { amount: '2.50' });
    const stats = await eventually(
      () => statsOf(merchant, link, '?days=1'),
      ({ views }) => views > 0,
    );
    expect(stats).toEqual({
      views: 3,
      checkouts_started: 3,
      paid_count: 2,
      refunded_count: 1,
      conversion_rate: 0.6667,
      revenue: { USD: '7.50', EUR: '9.00' },
      refunded: { USD: '2.50', EUR: '0.00' },
      last_paid_at: expect.stringMatching(/Z$/),
      series: [
        {
          date: app.clock.now().toISOString().slice(0, 10),
          views: 3,
          started: 3,
          paid: 2,
          revenue: { USD: '7.50', EUR: '9.00' },
        },
      ],
    });
  });

  it('200: has thirty days by default, and no rate without a view', async () => {
    const { merchant, link } = await seller('UTC');
    const stats = await statsOf(merchant, link);
    expect([stats.series.length, stats.conversion_rate, stats.last_paid_at]).toEqual([30, null, null]);
    expect((await statsOf(merchant, link, '?days=366')).series).toHaveLength(366);
  });

  it.each(['0', '367', '1.5', 'week'])('400: for ?days=%s', async (days) => {
    const { merchant, link } = await seller('UTC');
    const reply = await merchant.client.get(`/api/payment-links/${link.id}/?days=${days}`);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it('401: not for an API key', async () => {
    const { merchant, link } = await seller('UTC');
    const { raw_key: key } = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
    const reply = await app.client().withKey(key).get(`/api/payment-links/${link.id}/`);
    expect([reply.status, reply.body.code]).toEqual([401, 'dashboard_session_required']);
  });
});

describe('a day of the series is a day of the organization', () => {
  // A server for each: the organizations of the others would be summed up for every day that this one goes forward.
  beforeEach(begin);
  afterEach(end);

  it.each([
    ['America/New_York', '2027-03-14', 23, '2027-03-14T05:00:00Z'],
    ['Europe/Berlin', '2027-03-28', 23, '2027-03-27T23:00:00Z'],
    ['Europe/Berlin', '2027-10-31', 25, '2027-10-30T22:00:00Z'],
    ['America/New_York', '2027-11-07', 25, '2027-11-07T04:00:00Z'],
    ['Europe/Berlin', '2028-02-29', 24, '2028-02-28T23:00:00Z'],
    ['America/New_York', '2028-02-29', 24, '2028-02-29T05:00:00Z'],
  ])('%s, %s: %i hours, its first and last minute and its neighbours', async (zone, day, hours, start) => {
    const endMs = Date.parse(start) + hours * hourMs;
    goTo(new Date(Date.parse(start) - 60_000).toISOString());
    const { merchant, link } = await seller(zone);
    await sell(link);
    goTo(new Date(Date.parse(start) + 1_000).toISOString());
    await view(link);
    await sell(link);
    await sell(link);
    goTo(new Date(endMs - 60_000).toISOString());
    await view(link);
    await sell(link);
    // The session of the first day has ended by now.
    const back = { email: merchant.email, password: merchant.password };
    goTo(new Date(endMs + 1_000).toISOString());
    const { access_token: token } = must(200, await app.client().post('/api/auth/login/', back));
    const again = { ...merchant, client: app.client().withToken(token) };
    await sell(link);
    const read = () => statsOf(again, link, '?days=3');
    const live = await eventually(read, ({ views }) => views === 2);
    const shown = live.series.map((point: Json) => [point.date, point.views, point.paid, point.revenue.USD]);
    expect(shown).toEqual([
      [addDays(day, -1), 0, 1, '10.00'],
      [day, 2, 3, '30.00'],
      [addDays(day, 1), 0, 1, '10.00'],
    ]);
    await sumUp();
    expect(await read()).toEqual(live);
    expect(await checkFigures(app.context)).toEqual([]);
  });
});

describe('sums that are kept', () => {
  beforeEach(begin);
  afterEach(end);

  it('change no answer, wherever the last slice ended, and a refund counts on its own day', async () => {
    const { merchant, link } = await seller('Europe/Berlin');
    const { raw_key: key } = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
    const transactionId = await sell(link);
    goTo(new Date(app.clock.now().getTime() + 10 * 60_000).toISOString());
    await sumUp();
    await sell(link);
    const before = await statsOf(merchant, link, '?days=2');
    expect([before.checkouts_started, before.series[1].paid, before.series[1].revenue.USD]).toEqual([
      2,
      2,
      '20.00',
    ]);
    app.clock.advance(24 * hourMs);
    await sumUp();
    must(201, await app.client().withKey(key).post(`/api/transactions/${transactionId}/refund/`, {}));
    const login = { email: merchant.email, password: merchant.password };
    const { access_token: token } = must(200, await app.client().post('/api/auth/login/', login));
    const again = { ...merchant, client: app.client().withToken(token) };
    const after = await statsOf(again, link, '?days=2');
    expect(after.series.map((day: Json) => [day.paid, day.revenue.USD])).toEqual([
      [2, '20.00'],
      [0, '-10.00'],
    ]);
    expect([after.revenue.USD, after.refunded.USD, after.refunded_count]).toEqual(['10.00', '10.00', 1]);
    app.clock.advance(hourMs);
    await sumUp();
    expect(await statsOf(again, link, '?days=2')).toEqual(after);
    expect(await checkFigures(app.context)).toEqual([]);
  });

  it('are counted anew for another time zone, and answers are right meanwhile', async () => {
    goTo('2028-07-01T23:30:00Z');
    const { merchant, link } = await seller('UTC');
    await sell(link);
    app.clock.advance(hourMs);
    await sumUp();
    expect((await statsOf(merchant, link, '?days=2')).series.map((day: Json) => day.paid)).toEqual([1, 0]);
    must(200, await merchant.client.patch('/api/organization/', { time_zone: 'Europe/Berlin' }));
    const moved = await statsOf(merchant, link, '?days=2');
    expect(moved.series.map((day: Json) => [day.date, day.paid])).toEqual([
      ['2028-07-01', 0],
      ['2028-07-02', 1],
    ]);
    await sumUp();
    expect(await statsOf(merchant, link, '?days=2')).toEqual(moved);
    expect(await checkFigures(app.context)).toEqual([]);
  });

  it('keep the views of a day that has not begun in the new time zone', async () => {
    const { merchant, link } = await seller('Pacific/Kiritimati');
    await view(link);
    const viewsBy = async () => {
      const { series } = await statsOf(merchant, link, '?days=2');
      const { stats } = must(200, await merchant.client.get('/api/organization/dashboard/?days=2'));
      return [series, stats.series].map((days) => days.map((day: Json) => day.views));
    };
    await eventually(viewsBy, ([link]) => link[1] > 0);
    must(200, await merchant.client.patch('/api/organization/', { time_zone: 'Pacific/Pago_Pago' }));
    expect(await viewsBy()).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  it('are proven: a sum that somebody changed is named', async () => {
    const { merchant, link } = await seller('UTC');
    await sell(link);
    app.clock.advance(hourMs);
    await sumUp();
    const change = (by: number) =>
      app.context.database.pool.query(
        'update daily_link_figures set paid = paid + $2 where payment_link_id = $1',
        [link.id, by],
      );
    await change(1);
    const mistakes = await checkFigures(app.context);
    expect(mistakes).toEqual([expect.stringContaining(link.id)]);
    expect(mistakes[0]).toContain(merchant.organization.id);
    await change(-1);
    expect(await checkFigures(app.context)).toEqual([]);
  });
});
