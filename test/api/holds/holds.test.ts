import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import {
  answer,
  cancel,
  eventsOf,
  payToChallenge,
  placesOf,
  query,
  renew,
  stateOf,
} from '#test/support/paying.ts';
import { cards, type Merchant, makeLink, must, pay, signUp, start } from '#test/support/scenario.ts';
import { chosenTransfer, saySent, transferOf } from '#test/support/transfers.ts';

/** No job runs: what happens here happens by the clock and the statements alone. */
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { RATE_LIMIT: 'on', TRUST_PROXY: '1', JOBS: 'off' } });
});
afterAll(() => app.stop());

const from = (address: string) => ({ 'x-forwarded-for': address });
const hold = async (link: Json, address: string, email = 'maja@example.com') =>
  must(201, await start(app, link.id, { billing_email: email }, from(address)));
const holdsOf = async ({ client }: Merchant, link: Json): Promise<Json[]> =>
  must(200, await client.get(`/api/payment-links/${link.id}/holds/`)).results;
const release = ({ client }: Merchant, link: Json, checkout: Json) =>
  client.post(`/api/payment-links/${link.id}/holds/${checkout.checkout_id}/release/`);
const auditOf = async ({ client }: Merchant): Promise<Json[]> =>
  must(200, await client.get('/api/organization/audit-log/?action=payment_link.place_released')).results;

async function open(places: number | null) {
  const merchant = await signUp(app);
  return { merchant, link: await makeLink(merchant, { max_uses: places }) };
}

describe('a place that a transfer keeps', () => {
  const dayMs = 86_400_000;

  it('is told with the end of its time, also once its buyer says that it was sent, and stays then', async () => {
    const { merchant, link, checkout } = await chosenTransfer(app, { link: { max_uses: 2 } });
    const { deadline_at } = await transferOf(app, checkout);
    const told = async () => (await holdsOf(merchant, link))[0] as Json;
    const held = await told();
    expect(held).toMatchObject({ status: 'processing', is_transfer: true, is_renewed: false });
    const lasts = Date.parse(held.expires_at) - Date.parse(deadline_at);
    expect(lasts).toBeGreaterThanOrEqual(0);
    expect(lasts).toBeLessThan(60_000);
    expect(Date.parse(held.expires_at) - app.clock.now().getTime()).toBeGreaterThan(4.9 * dayMs);
    must(200, await saySent(app, checkout));
    expect(await told()).toEqual(held);
    const refused = await release(merchant, link, held);
    expect(refused).toMatchObject({ status: 409, body: { code: 'payment_in_progress' } });
    expect(refused.body.detail).toContain('The buyer said that a bank transfer was sent');
  });

  it('is released like any other while nobody says that it was sent', async () => {
    const { merchant, link } = await chosenTransfer(app, { link: { max_uses: 2 } });
    const [held] = await holdsOf(merchant, link);
    must(204, await release(merchant, link, held as Json));
    expect(await placesOf(app, link)).toMatchObject({ held: 0 });
  });
});

describe('the held places of a link', () => {
  it('are those of open and undecided checkouts, newest first, with email, age, end, and who keeps several', async () => {
    const { merchant, link } = await open(5);
    const first = await hold(link, '203.0.113.1', 'first@example.com');
    const paid = await hold(link, '203.0.113.2');
    const gone = await hold(link, '203.0.113.2');
    app.clock.advance(60_000);
    const second = await hold(link, '203.0.113.1', 'second@example.com');
    const third = await hold(link, '203.0.113.3', 'third@example.com');
    must(200, await pay(app, paid.token));
    must(200, await cancel(app, gone));
    must(202, await pay(app, third.token, cards.late));
    must(200, await renew(app, first));
    const holds = await holdsOf(merchant, link);
    expect(holds).toMatchObject([
      {
        checkout_id: third.checkout_id,
        status: 'processing',
        payer_email: 'third@example.com',
        expires_at: null,
      },
      {
        checkout_id: second.checkout_id,
        status: 'open',
        payer_email: 'second@example.com',
        is_renewed: false,
      },
      { checkout_id: first.checkout_id, status: 'open', payer_email: 'first@example.com', is_renewed: true },
    ]);
    const [three, two, one] = holds as [Json, Json, Json];
    expect(two.address_hash).toMatch(/^[0-9a-f]{8}$/);
    expect(one.address_hash).toBe(two.address_hash);
    expect(three.address_hash).not.toBe(two.address_hash);
    expect(Date.parse(two.held_since) - Date.parse(one.held_since)).toBeGreaterThanOrEqual(60_000);
    // The place comes back a moment after its checkout expired.
    expect(Math.abs(Date.parse(two.expires_at) / 1_000 - second.expires_at - 5)).toBeLessThanOrEqual(1);
  });

  it('tell how often an address let places of this link lapse, and name it otherwise at every other link', async () => {
    const { merchant, link } = await open(5);
    await hold(link, '203.0.113.4');
    app.clock.advance(1_806_000);
    expect(await holdsOf(merchant, link)).toEqual([]);
    await hold(link, '203.0.113.4');
    const other = await makeLink(merchant, { max_uses: 5 });
    await hold(other, '203.0.113.4');
    const [here] = await holdsOf(merchant, link);
    const [there] = await holdsOf(merchant, other);
    expect([here?.lapses, there?.lapses]).toEqual([1, 0]);
    expect(here?.address_hash).not.toBe(there?.address_hash);
    const [row] = await query(app, 'select address_hash from checkouts where payment_link_id = $1', [
      link.id,
    ]);
    expect(row.address_hash).not.toContain(here?.address_hash);
  });

  it('are none for a link without a limit, and pages for many', async () => {
    const unlimited = await open(null);
    await hold(unlimited.link, '203.0.113.5');
    expect(await holdsOf(unlimited.merchant, unlimited.link)).toEqual([]);
    const { merchant, link } = await open(5);
    const made = [
      await hold(link, '203.0.113.5'),
      await hold(link, '203.0.113.5'),
      await hold(link, '203.0.113.5'),
    ];
    const path = `/api/payment-links/${link.id}/holds/?limit=2`;
    const page = must(200, await merchant.client.get(path));
    const rest = must(200, await merchant.client.get(page.next.slice(app.url.length)));
    expect([...page.results, ...rest.results].map((each: Json) => each.checkout_id)).toEqual(
      made.map((each) => each.checkout_id).reverse(),
    );
  });
});

describe('releasing a held place', () => {
  it('cancels the checkout, gives the place to the next at once, and tells the buyer and the log', async () => {
    const { merchant, link } = await open(1);
    const checkout = await hold(link, '203.0.113.6');
    expect((await start(app, link.id, {}, from('203.0.113.7'))).body.code).toBe('link_fully_held');
    must(204, await release(merchant, link, checkout));
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 0 });
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'canceled',
      cancel_reason: 'place_released',
      transaction_id: null,
    });
    expect(await pay(app, checkout.token)).toMatchObject({
      status: 410,
      body: { code: 'checkout_canceled' },
    });
    const page = await fetch(`${app.url}/checkout/${checkout.token}`);
    const html = await page.text();
    expect(page.status).toBe(410);
    expect(html).toContain('The seller gave your place to others');
    expect(html).toContain('You were not charged');
    expect(await auditOf(merchant)).toMatchObject([
      { target: { type: 'payment_link', id: link.id }, details: { checkout_id: checkout.checkout_id } },
    ]);
    await hold(link, '203.0.113.7');
  });

  it('twice is once: one entry in the log, and the same answer', async () => {
    const { merchant, link } = await open(2);
    const checkout = await hold(link, '203.0.113.8');
    must(204, await release(merchant, link, checkout));
    must(204, await release(merchant, link, checkout));
    expect(await auditOf(merchant)).toHaveLength(1);
    expect(await placesOf(app, link)).toEqual({ max_uses: 2, used: 0, held: 0 });
  });

  it('ends a challenge at the provider first: no payment can follow, and its transaction is told as canceled', async () => {
    const { merchant, link } = await open(1);
    const checkout = await hold(link, '203.0.113.9');
    const challenge = await payToChallenge(app, checkout);
    must(204, await release(merchant, link, checkout));
    await answer(app, challenge, 'approve').catch(() => undefined);
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'canceled',
      cancel_reason: 'place_released',
    });
    expect((await eventsOf(app, checkout)).at(-1)).toMatchObject({ status: 'canceled' });
    const [{ status }] = await query(
      app,
      'select p.status from sandbox_payments p join attempts a on a.id = p.idempotency_key where a.checkout_id in (select id from checkouts where payment_link_id = $1)',
      [link.id],
    );
    expect(status).toBe('canceled');
  });

  it('409 payment_in_progress while a payment is not decided: nothing changes', async () => {
    const { merchant, link } = await open(1);
    const checkout = await hold(link, '203.0.113.10');
    must(202, await pay(app, checkout.token, cards.late));
    expect(await release(merchant, link, checkout)).toMatchObject({
      status: 409,
      body: { code: 'payment_in_progress' },
    });
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
    expect(await auditOf(merchant)).toEqual([]);
  });

  it('409 checkout_not_open for what keeps no place any more, 404 for what is no checkout of this link', async () => {
    const { merchant, link } = await open(3);
    const paid = await hold(link, '203.0.113.11');
    must(200, await pay(app, paid.token));
    const canceled = await hold(link, '203.0.113.11');
    must(200, await cancel(app, canceled));
    const lapsed = await hold(link, '203.0.113.12');
    app.clock.advance(1_806_000);
    for (const checkout of [paid, canceled, lapsed])
      expect(await release(merchant, link, checkout)).toMatchObject({
        status: 409,
        body: { code: 'checkout_not_open' },
      });
    const other = await makeLink(merchant, { max_uses: 3 });
    const elsewhere = await hold(other, '203.0.113.13');
    expect((await release(merchant, link, elsewhere)).status).toBe(404);
    expect((await release(await signUp(app), other, elsewhere)).status).toBe(404);
    expect((await release(merchant, other, { checkout_id: 'chk_nothing' })).status).toBe(404);
    expect(await placesOf(app, other)).toEqual({ max_uses: 3, used: 0, held: 1 });
  });

  it('counts for the address that kept it like a lapse of that time', async () => {
    const { merchant, link } = await open(1);
    for (let count = 0; count < 3; count++) {
      const checkout = await hold(link, '203.0.113.14');
      app.clock.advance(1_799_000);
      must(204, await release(merchant, link, checkout));
    }
    const reply = await start(app, link.id, {}, from('203.0.113.14'));
    expect(reply.body.code).toBe('place_kept_for_others');
  });
});
