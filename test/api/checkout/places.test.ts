import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json, Reply } from '#test/support/client.ts';
import { cancel, chargesOf, placesOf, query, renew, startedCheckout, stateOf } from '#test/support/paying.ts';
import {
  cards,
  eventually,
  type Merchant,
  makeLink,
  must,
  pay,
  signUp,
  start,
  startOpen,
} from '#test/support/scenario.ts';

/** No job runs: what happens here happens by the clock and the statements alone. */
let app: TestApp;
/** A second server on the same database, with the same clock and its jobs running. */
let other: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
  other = await startApp({ database: app.database, clock: app.clock });
});
afterAll(async () => {
  await other.stop();
  await app.stop();
});

const times = <T>(count: number, run: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)));
const withStatus = (replies: readonly Reply<Json>[], status: number) =>
  replies.filter((reply) => reply.status === status);
const bodies = (replies: readonly Reply<Json>[]): Json[] => replies.map((reply) => reply.body);

async function change(merchant: Merchant, link: Json, patch: Record<string, unknown>): Promise<Json> {
  return must(200, await merchant.client.patch(`/api/payment-links/${link.id}/`, patch));
}

describe('never oversold, never burnt', () => {
  it('500 parallel starts on 7 places give exactly 7; the 493 are told that all are held, and when one comes back', async () => {
    const link = await makeLink(await signUp(app), { max_uses: 7 });
    const replies = await times(500, () => start(app, link.id));
    expect(withStatus(replies, 201)).toHaveLength(7);
    const refused = withStatus(replies, 409);
    expect(refused).toHaveLength(493);
    for (const reply of refused) {
      expect(reply.body.code).toBe('link_fully_held');
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(1_700);
      expect(Date.parse(reply.body.release_at)).toBeGreaterThan(app.clock.now().getTime());
    }
    expect(await placesOf(app, link)).toEqual({ max_uses: 7, used: 0, held: 7 });
  });

  it('7 checkouts, each paid from two tabs at once, give 7 payments and 7 charges', async () => {
    const link = await makeLink(await signUp(app), { max_uses: 7 });
    const checkouts = await times(7, () => startOpen(app, link.id));
    const replies = (
      await Promise.all(
        checkouts.map((checkout) =>
          Promise.all([pay(app, checkout.token), pay(other, checkout.token), pay(app, checkout.token)]),
        ),
      )
    ).flat();
    expect(withStatus(replies, 200)).toHaveLength(7);
    for (const reply of withStatus(replies, 409))
      expect(['payment_in_progress', 'checkout_already_paid']).toContain(reply.body.code);
    expect(withStatus(replies, 409)).toHaveLength(14);
    for (const checkout of checkouts) expect(await chargesOf(app, checkout)).toBe(1);
    expect(await placesOf(app, link)).toEqual({ max_uses: 7, used: 7, held: 0 });
    const [{ paid }] = await query(
      app,
      'select sum(paid_count)::integer as paid from payment_link_counters where payment_link_id = $1',
      [link.id],
    );
    expect(paid).toBe(7);
    const after = await times(20, () => start(app, link.id));
    expect(new Set(bodies(after).map(({ code }) => code))).toEqual(new Set(['link_used_up']));
    expect(withStatus(after, 410)).toHaveLength(20);
  });

  it('two servers on one database stay exact', async () => {
    const link = await makeLink(await signUp(app), { max_uses: 11 });
    const replies = await times(200, (index) => start(index % 2 ? app : other, link.id));
    expect(withStatus(replies, 201)).toHaveLength(11);
    expect(withStatus(replies, 409)).toHaveLength(189);
    const paid = await Promise.all(
      bodies(withStatus(replies, 201)).flatMap(({ token }) => [pay(app, token), pay(other, token)]),
    );
    expect(withStatus(paid, 200)).toHaveLength(11);
    expect(await placesOf(app, link)).toEqual({ max_uses: 11, used: 11, held: 0 });
  });

  it('a buyer who cancels makes room for the next at once', async () => {
    const { link, checkout } = await startedCheckout(app, { max_uses: 1 });
    expect((await start(app, link.id)).body.code).toBe('link_fully_held');
    must(200, await cancel(app, checkout));
    await startOpen(app, link.id);
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
  });

  it('contention is never told as exhaustion: while one place is unpaid nobody hears "used up"', async () => {
    const link = await makeLink(await signUp(app), { max_uses: 3 });
    const checkouts = await times(3, () => startOpen(app, link.id));
    must(200, await pay(app, checkouts[0]?.token));
    must(200, await pay(app, checkouts[1]?.token));
    const replies = await times(30, () => start(app, link.id));
    expect(new Set(bodies(replies).map(({ code }) => code))).toEqual(new Set(['link_fully_held']));
    must(200, await pay(app, checkouts[2]?.token));
    expect((await start(app, link.id)).body.code).toBe('link_used_up');
  });
});

describe('a place comes back by the clock', () => {
  let alone: TestApp;
  beforeAll(async () => {
    alone = await startApp({ env: { JOBS: 'off' } });
  });
  afterAll(() => alone.stop());

  it('with no job running: after the holds lapsed, 7 more can start and exactly 7', async () => {
    const link = await makeLink(await signUp(alone), { max_uses: 7 });
    const first = await times(7, () => startOpen(alone, link.id));
    alone.clock.advance(1_800_000 + 4_000);
    const early = await times(10, () => start(alone, link.id));
    expect(withStatus(early, 201)).toHaveLength(0);
    alone.clock.advance(2_000);
    const replies = await times(40, () => start(alone, link.id));
    expect(withStatus(replies, 201)).toHaveLength(7);
    expect(new Set(bodies(withStatus(replies, 409)).map(({ code }) => code))).toEqual(
      new Set(['link_fully_held']),
    );
    expect(await placesOf(alone, link)).toEqual({ max_uses: 7, used: 0, held: 7 });
    for (const checkout of first) {
      expect(await pay(alone, checkout.token)).toMatchObject({
        status: 410,
        body: { code: 'checkout_expired' },
      });
      expect((await stateOf(alone, checkout)).status).toBe('expired');
    }
  });

  it('gives back only as much as lapsed: paid and undecided places stay', async () => {
    const link = await makeLink(await signUp(alone), { max_uses: 3 });
    const [paid, undecided] = await times(3, () => startOpen(alone, link.id));
    must(200, await pay(alone, paid?.token));
    must(202, await pay(alone, undecided?.token, cards.challenge));
    alone.clock.advance(1_806_000);
    const replies = await times(10, () => start(alone, link.id));
    expect(withStatus(replies, 201)).toHaveLength(1);
    expect(await placesOf(alone, link)).toEqual({ max_uses: 3, used: 1, held: 2 });
  });

  it('also for a checkout without a place that is paid when every place of the new limit has lapsed', async () => {
    const merchant = await signUp(alone);
    const link = await makeLink(merchant);
    const early = await startOpen(alone, link.id);
    await change(merchant, link, { max_uses: 1 });
    const holder = await startOpen(alone, link.id);
    alone.clock.advance(900_000);
    must(200, await renew(alone, early));
    alone.clock.advance(906_000);
    expect(must(200, await pay(alone, early.token)).status).toBe('paid');
    expect((await pay(alone, holder.token)).body.code).toBe('checkout_expired');
    expect(await placesOf(alone, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
  });

  it('a renewed checkout keeps its place', async () => {
    const { link, checkout } = await startedCheckout(alone, { max_uses: 1 });
    alone.clock.advance(1_000_000);
    must(200, await renew(alone, checkout));
    alone.clock.advance(806_000);
    expect((await start(alone, link.id)).body.code).toBe('link_fully_held');
    expect(must(200, await pay(alone, checkout.token)).status).toBe('paid');
  });
});

describe('a limit that changes while checkouts are open', () => {
  it('set: what is paid counts, an open checkout takes its place when it is paid, 409 and then 410 for the others', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    const [paid, second, third] = await times(3, () => startOpen(app, link.id));
    must(200, await pay(app, paid?.token));
    await change(merchant, link, { max_uses: 2 });
    expect(await placesOf(app, link)).toEqual({ max_uses: 2, used: 1, held: 0 });
    must(202, await pay(app, second?.token, cards.late));
    expect(await placesOf(app, link)).toEqual({ max_uses: 2, used: 1, held: 1 });
    const held = await pay(app, third?.token);
    expect(held).toMatchObject({ status: 409, body: { code: 'link_fully_held', release_at: null } });
    expect(held.headers.get('retry-after')).toBe('30');
    app.clock.advance(6_000);
    await eventually(
      () => stateOf(app, second),
      ({ status }) => status === 'paid',
    );
    expect(await pay(app, third?.token)).toMatchObject({ status: 410, body: { code: 'link_used_up' } });
    expect((await stateOf(app, third)).attempts_left).toBe(5);
    expect(await placesOf(app, link)).toEqual({ max_uses: 2, used: 2, held: 0 });
  });

  it('set: 409 at pay says when an open checkout gives its place back', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    const early = await startOpen(app, link.id);
    await change(merchant, link, { max_uses: 1 });
    const holder = await startOpen(app, link.id);
    const reply = await pay(app, early.token);
    expect(reply).toMatchObject({ status: 409, body: { code: 'link_fully_held' } });
    expect(Math.abs(Date.parse(reply.body.release_at) / 1000 - holder.expires_at - 5)).toBeLessThanOrEqual(1);
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(1_700);
  });

  it('set: the last place taken in pay by two checkouts at once goes to one', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    const checkouts = await times(6, () => startOpen(app, link.id));
    await change(merchant, link, { max_uses: 1 });
    const replies = await Promise.all(
      checkouts.map((checkout, index) => pay(index % 2 ? app : other, checkout.token)),
    );
    expect(withStatus(replies, 200)).toHaveLength(1);
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
  });

  it('set while buyers pay: never more payments than the limit, and the counter tells the truth', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    const checkouts = await times(20, () => startOpen(app, link.id));
    const [limited, ...replies] = await Promise.all([
      merchant.client.patch(`/api/payment-links/${link.id}/`, { max_uses: 8 }),
      ...checkouts.map((checkout, index) => pay(index % 2 ? app : other, checkout.token)),
    ]);
    const paid = withStatus(replies, 200).length;
    if (limited?.status === 200) {
      expect(paid).toBe(8);
      expect(await placesOf(app, link)).toEqual({ max_uses: 8, used: 8, held: 0 });
    } else {
      expect(limited).toMatchObject({ status: 400, body: { code: 'max_uses_below_uses' } });
      expect(paid).toBe(20);
    }
  });

  it('cleared while a start waits for its place: the start goes on without one', async () => {
    const { link } = await startedCheckout(app, { max_uses: 1 });
    const merchantsHand = await app.context.database.pool.connect();
    await merchantsHand.query('begin');
    await merchantsHand.query('delete from payment_link_places where payment_link_id = $1', [link.id]);
    const waiting = start(app, link.id);
    await eventually(
      () =>
        query(
          app,
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        ),
      (found) => found.length > 0,
    );
    await merchantsHand.query('commit');
    merchantsHand.release();
    expect((await waiting).status).toBe(201);
  });

  it('raised: room at once', async () => {
    const { merchant, link } = await startedCheckout(app, { max_uses: 1 });
    expect((await start(app, link.id)).status).toBe(409);
    await change(merchant, link, { max_uses: 2 });
    await startOpen(app, link.id);
    expect((await start(app, link.id)).status).toBe(409);
  });

  it('cleared: the places go, and open checkouts are paid without one', async () => {
    const { merchant, link, checkout } = await startedCheckout(app, { max_uses: 1 });
    await change(merchant, link, { max_uses: null });
    expect(await placesOf(app, link)).toBeUndefined();
    expect((await stateOf(app, checkout)).has_place).toBe(false);
    const another = await startOpen(app, link.id);
    must(200, await pay(app, checkout.token));
    must(200, await pay(app, another.token));
    const detail = must(200, await merchant.client.get(`/api/payment-links/${link.id}/`));
    expect(detail).toMatchObject({ uses: 2, max_uses: null, remaining_uses: null });
  });

  it('cleared and set again: an undecided payment that then finds no place is given back', async () => {
    const { merchant, link, checkout } = await startedCheckout(app, { max_uses: 1 });
    must(202, await pay(app, checkout.token, cards.late));
    await change(merchant, link, { max_uses: null });
    const quick = await startOpen(app, link.id);
    must(200, await pay(app, quick.token));
    await change(merchant, link, { max_uses: 1 });
    app.clock.advance(6_000);
    const state = await eventually(
      () => stateOf(app, checkout),
      ({ status }) => status !== 'processing',
    );
    expect(state).toMatchObject({
      status: 'failed',
      transaction_status: expect.stringMatching(/^(refund_pending|refunded)$/),
      receipt_url: null,
    });
    const refunds = await query(
      app,
      `select r.reason, r.amount_minor::text as amount from refunds r
        join transactions t on t.organization_id = r.organization_id and t.id = r.transaction_id where t.checkout_id = $1`,
      [parseId('chk', checkout.checkout_id)],
    );
    expect(refunds).toEqual([{ reason: 'late_payment', amount: '5998' }]);
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
    const detail = must(200, await merchant.client.get(`/api/payment-links/${link.id}/`));
    expect(detail.paid_count).toBe(1);
  });

  it('lowered below what is taken is refused and changes nothing', async () => {
    const link = await makeLink(await signUp(app), { max_uses: 2 });
    expect(link.max_uses).toBe(2);
    const merchant = await signUp(app);
    const mine = await makeLink(merchant, { max_uses: 3 });
    await times(2, () => startOpen(app, mine.id));
    const reply = await merchant.client.patch(`/api/payment-links/${mine.id}/`, { max_uses: 1 });
    expect(reply).toMatchObject({ status: 400, body: { code: 'max_uses_below_uses' } });
    expect(await placesOf(app, mine)).toEqual({ max_uses: 3, used: 0, held: 2 });
  });
});
