import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeLinkCheckoutsJob, expireCheckoutsJob } from '#paying/checkouts/jobs.ts';
import { resolveOnReturn } from '#paying/checkouts/resolve-attempt.ts';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import {
  answer,
  chargesOf,
  payToChallenge,
  placesOf,
  query,
  startedCheckout,
  stateOf,
  storyOf,
} from '#test/support/paying.ts';
import { cards, eventually, type Merchant, must, pay, start, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const closings: [string, (merchant: Merchant, link: Json) => Promise<unknown>][] = [
  [
    'switched off',
    async ({ client }, link) =>
      must(200, await client.patch(`/api/payment-links/${link.id}/`, { is_active: false })),
  ],
  ['deleted', async ({ client }, link) => must(204, await client.delete(`/api/payment-links/${link.id}/`))],
];

function until(checkout: Json, status: string): Promise<Json> {
  return eventually(
    () => stateOf(app, checkout),
    (state) => state.status === status,
  );
}

/** Until closing a link cannot be taken back any more. */
const grace = () => app.clock.advance(10_000);

describe.each(closings)('a link that is %s', (how, close) => {
  const undo = async ({ client }: Merchant, link: Json) =>
    how === 'deleted'
      ? must(200, await client.post(`/api/payment-links/${link.id}/restore/`))
      : must(200, await client.patch(`/api/payment-links/${link.id}/`, { is_active: true }));

  describe('and taken back within ten seconds', () => {
    let quiet: TestApp;
    beforeAll(async () => {
      quiet = await startApp({ env: { JOBS: 'off' } });
    });
    afterAll(() => quiet.stop());
    const runJob = () => closeLinkCheckoutsJob.runDue(quiet.context);

    it('leaves whoever is paying as they were: open, declined, and at a challenge', async () => {
      const { merchant, link, checkout } = await startedCheckout(quiet, { max_uses: 3 });
      const declined = await startOpen(quiet, link.id);
      const challenged = await startOpen(quiet, link.id);
      const url = await payToChallenge(quiet, challenged);
      await close(merchant, link);
      quiet.clock.advance(9_000);
      await runJob();
      expect((await start(quiet, link.id)).status).toBe(410);
      await undo(merchant, link);
      quiet.clock.advance(60_000);
      await runJob();
      expect(await placesOf(quiet, link)).toEqual({ max_uses: 3, used: 0, held: 3 });
      await pay(quiet, declined.token, cards.declined);
      await answer(quiet, url, 'approve');
      await resolveOnReturn(quiet.context, challenged.token);
      for (const each of [checkout, declined]) must(200, await pay(quiet, each.token));
      for (const each of [checkout, declined, challenged])
        expect((await stateOf(quiet, each)).status).toBe('paid');
    });

    it('a decline meanwhile opens the checkout again, and only the end of the time cancels it', async () => {
      const { merchant, link, checkout } = await startedCheckout(quiet, { max_uses: 1 });
      const url = await payToChallenge(quiet, checkout);
      await close(merchant, link);
      await answer(quiet, url, 'refuse');
      await resolveOnReturn(quiet.context, checkout.token);
      expect(await stateOf(quiet, checkout)).toMatchObject({ status: 'open', cancel_reason: null });
      expect((await pay(quiet, checkout.token)).body.code).toBe('checkout_canceled');
      await undo(merchant, link);
      must(200, await pay(quiet, checkout.token));
    });

    it('and closed once more begins the time anew', async () => {
      const { merchant, link, checkout } = await startedCheckout(quiet);
      await close(merchant, link);
      quiet.clock.advance(4_000);
      await undo(merchant, link);
      quiet.clock.advance(4_000);
      await close(merchant, link);
      quiet.clock.advance(3_000);
      await runJob();
      expect((await stateOf(quiet, checkout)).status).toBe('open');
      quiet.clock.advance(7_000);
      await runJob();
      expect(await stateOf(quiet, checkout)).toMatchObject({
        status: 'canceled',
        cancel_reason: 'link_closed',
      });
    });

    it('an edit of the closed link, or its deletion, does not begin it anew', async () => {
      const { merchant, link, checkout } = await startedCheckout(quiet);
      await close(merchant, link);
      quiet.clock.advance(6_000);
      if (how === 'switched off') {
        must(200, await merchant.client.patch(`/api/payment-links/${link.id}/`, { name: 'Autumn' }));
        must(204, await merchant.client.delete(`/api/payment-links/${link.id}/`));
      }
      quiet.clock.advance(4_000);
      await runJob();
      expect((await stateOf(quiet, checkout)).status).toBe('canceled');
    });
  });

  it('says on the page that the seller closed the sale, before and after its end', async () => {
    const { merchant, link, checkout } = await startedCheckout(app);
    await close(merchant, link);
    const paying = await app
      .client()
      .request(
        'POST',
        `/checkout/${checkout.token}/pay`,
        new URLSearchParams({ number: cards.pays, expiry: '12 / 40', cvc: '123', name: 'M B' }).toString(),
        { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      );
    expect(paying.status).toBe(410);
    grace();
    await until(checkout, 'canceled');
    const page = await app.client().get(`/checkout/${checkout.token}`, { accept: 'text/html' });
    expect(page.status).toBe(410);
    for (const { text } of [paying, page]) expect(text).toContain('The seller closed this sale');
  });

  it('cancels its open checkouts, frees their places, and leaves no transaction without an attempt', async () => {
    const { merchant, link, checkout } = await startedCheckout(app, { max_uses: 3 });
    const declined = await startOpen(app, link.id);
    await pay(app, declined.token, cards.declined);
    await close(merchant, link);
    grace();
    await until(checkout, 'canceled');
    await until(declined, 'canceled');
    expect(await placesOf(app, link)).toEqual({ max_uses: 3, used: 0, held: 0 });
    expect(await stateOf(app, checkout)).toMatchObject({ transaction_id: null, transaction_status: null });
    expect(await storyOf(app, checkout)).toEqual([]);
    expect((await storyOf(app, declined)).at(-1)).toBe('3 canceled [requires_payment_method]');
  });

  it('refuses pay at once, before any job has run', async () => {
    const own = await startApp({ env: { JOBS: 'off' } });
    try {
      const { merchant, link, checkout } = await startedCheckout(own);
      const challenged = await startOpen(own, link.id);
      await payToChallenge(own, challenged);
      await close(merchant, link);
      for (const each of [checkout, challenged])
        expect(await pay(own, each.token)).toMatchObject({
          status: 410,
          body: { code: 'checkout_canceled' },
        });
    } finally {
      await own.stop();
    }
  });

  it('ends a payment at a challenge at the provider first, and only then cancels', async () => {
    const { merchant, link, checkout } = await startedCheckout(app, { max_uses: 1 });
    const url = await payToChallenge(app, checkout);
    await close(merchant, link);
    grace();
    await until(checkout, 'canceled');
    await answer(app, url, 'approve');
    await resolveOnReturn(app.context, checkout.token);
    expect(await chargesOf(app, checkout)).toBe(0);
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'canceled',
      transaction_status: 'canceled',
      depositAttempts: [{ status: 'canceled' }],
    });
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 0 });
    expect((await storyOf(app, checkout)).at(-1)).toBe('3 canceled [canceled]');
  });

  it('lets a challenge that was approved already win: paid', async () => {
    const { merchant, link, checkout } = await startedCheckout(app, { max_uses: 1 });
    await answer(app, await payToChallenge(app, checkout), 'approve');
    await close(merchant, link);
    grace();
    await until(checkout, 'paid');
    expect(await chargesOf(app, checkout)).toBe(1);
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
  });

  it('waits for a submitted payment: it succeeds and stays paid', async () => {
    const { merchant, link, checkout } = await startedCheckout(app);
    must(202, await pay(app, checkout.token, cards.late));
    await close(merchant, link);
    grace();
    await until(checkout, 'paid');
  });

  it('leaves what is paid as it is', async () => {
    const { merchant, link, checkout } = await startedCheckout(app);
    must(200, await pay(app, checkout.token));
    await close(merchant, link);
    grace();
    await eventually(
      () => query(app, 'select 1 from tasks where subject_id = $1', [link.id]),
      (tasks) => tasks.length === 0,
    );
    expect((await stateOf(app, checkout)).status).toBe('paid');
  });
});

describe('more open checkouts than one page of the job', () => {
  it('are all canceled', async () => {
    const { merchant, link } = await startedCheckout(app);
    const checkouts = await Promise.all(Array.from({ length: 110 }, () => startOpen(app, link.id)));
    must(200, await merchant.client.patch(`/api/payment-links/${link.id}/`, { is_active: false }));
    grace();
    await eventually(
      () =>
        query(app, `select 1 from checkouts where payment_link_id = $1 and status <> 'canceled'`, [link.id]),
      (left) => left.length === 0,
    );
    expect(checkouts).toHaveLength(110);
  });

  it('are canceled although a whole page before them waits for the bank', async () => {
    const { merchant, link } = await startedCheckout(app);
    const undecided = await Promise.all(Array.from({ length: 51 }, () => startOpen(app, link.id)));
    for (const reply of await Promise.all(undecided.map(({ token }) => pay(app, token, cards.late))))
      must(202, reply);
    const last = await startOpen(app, link.id);
    must(200, await merchant.client.patch(`/api/payment-links/${link.id}/`, { is_active: false }));
    grace();
    await until(last, 'canceled');
  });
});

describe('expiry', () => {
  const expire = (own: TestApp) => expireCheckoutsJob.runDue(own.context);
  let quiet: TestApp;
  beforeAll(async () => {
    quiet = await startApp({ env: { JOBS: 'off' } });
  });
  afterAll(() => quiet.stop());

  it('of an open checkout frees its place and leaves no transaction', async () => {
    const { link, checkout } = await startedCheckout(quiet, { max_uses: 1 });
    quiet.clock.advance(1_804_000);
    await expire(quiet);
    expect(await placesOf(quiet, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
    quiet.clock.advance(2_000);
    await expire(quiet);
    expect(await placesOf(quiet, link)).toEqual({ max_uses: 1, used: 0, held: 0 });
    expect(await stateOf(quiet, checkout)).toMatchObject({ status: 'expired', transaction_id: null });
    expect(await storyOf(quiet, checkout)).toEqual([]);
  });

  it('with only declined attempts fails the transaction, told once, also when a start took the place before the job', async () => {
    const { link, checkout } = await startedCheckout(quiet, { max_uses: 1 });
    await pay(quiet, checkout.token, cards.declined);
    quiet.clock.advance(1_806_000);
    await startOpen(quiet, link.id);
    expect(await stateOf(quiet, checkout)).toMatchObject({
      status: 'expired',
      transaction_status: 'processing',
    });
    await expire(quiet);
    await expire(quiet);
    expect(await stateOf(quiet, checkout)).toMatchObject({ status: 'expired', transaction_status: 'failed' });
    expect((await storyOf(quiet, checkout)).at(-1)).toBe('3 failed [requires_payment_method]');
    expect(await placesOf(quiet, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
  });

  it('at a challenge ends it at the provider first; the place is free only then', async () => {
    const { link, checkout } = await startedCheckout(quiet, { max_uses: 1 });
    const url = await payToChallenge(quiet, checkout);
    quiet.clock.advance(1_806_000);
    expect(await placesOf(quiet, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
    await expire(quiet);
    expect(await placesOf(quiet, link)).toEqual({ max_uses: 1, used: 0, held: 0 });
    await answer(quiet, url, 'approve');
    expect(await chargesOf(quiet, checkout)).toBe(0);
    expect(await stateOf(quiet, checkout)).toMatchObject({ status: 'failed', transaction_status: 'failed' });
  });

  it('at a challenge that was approved in time: paid wins', async () => {
    const { link, checkout } = await startedCheckout(quiet, { max_uses: 1 });
    await answer(quiet, await payToChallenge(quiet, checkout), 'approve');
    quiet.clock.advance(1_806_000);
    await expire(quiet);
    expect((await stateOf(quiet, checkout)).status).toBe('paid');
    expect(await placesOf(quiet, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
  });

  it('only stops new attempts while a submitted payment is undecided', async () => {
    const { link, checkout } = await startedCheckout(quiet, { max_uses: 1 });
    must(202, await pay(quiet, checkout.token, cards.late));
    await query(
      quiet,
      `update sandbox_payments set decides_at = decides_at + interval '1 day', notify_at = null
      where idempotency_key in (select id from attempts where checkout_id = $1)`,
      [parseId('chk', checkout.checkout_id)],
    );
    quiet.clock.advance(1_806_000);
    await expire(quiet);
    expect((await stateOf(quiet, checkout)).status).toBe('processing');
    expect(await placesOf(quiet, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
    expect((await pay(quiet, checkout.token)).body.code).toBe('payment_in_progress');
  });
});
