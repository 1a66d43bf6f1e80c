import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveOnReturn } from '#paying/checkouts/resolve-attempt.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import {
  answer,
  chargesOf,
  payToChallenge,
  placesOf,
  startedCheckout,
  stateOf,
  storyOf,
} from '#test/support/paying.ts';
import { cards, eventually, must, pay } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

function until(checkout: Json, status: string): Promise<Json> {
  return eventually(
    () => stateOf(app, checkout),
    (state) => state.status === status,
  );
}

describe('POST /api/checkout/<token>/pay/ 202', () => {
  it('3-D Secure approved: paid when the buyer returns', async () => {
    const { link, checkout } = await startedCheckout(app, { max_uses: 1 });
    const reply = await pay(app, checkout.token, cards.challenge);
    expect(reply).toMatchObject({
      status: 202,
      body: { status: 'processing', receipt_url: null, next_action: { type: 'redirect' } },
    });
    const { url } = reply.body.next_action;
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'processing',
      next_action: { type: 'redirect', url },
      depositAttempts: [{ status: 'requires_action' }],
    });
    expect(await answer(app, url, 'approve')).toBe(`${app.url}/checkout/${checkout.token}/return`);
    await resolveOnReturn(app.context, checkout.token);
    expect(await stateOf(app, checkout)).toMatchObject({ status: 'paid', next_action: null });
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
    expect(await storyOf(app, checkout)).toEqual([
      '1 processing [processing]',
      '2 processing [requires_action]',
      '3 paid [succeeded]',
    ]);
  });

  it('3-D Secure approved by a buyer who never returns: paid by the notification', async () => {
    const { checkout } = await startedCheckout(app);
    await answer(app, await payToChallenge(app, checkout), 'approve');
    app.clock.advance(1_500);
    await until(checkout, 'paid');
    expect(await chargesOf(app, checkout)).toBe(1);
  });

  it.each([
    ['refuse', 'requires_payment_method', 'authentication_failed'],
    ['abandon', 'canceled', null],
  ] as const)('3-D Secure %s: open again with the attempt %s', async (outcome, status, errorCode) => {
    const { checkout } = await startedCheckout(app);
    await answer(app, await payToChallenge(app, checkout), outcome);
    await resolveOnReturn(app.context, checkout.token);
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'open',
      attempts_left: 4,
      depositAttempts: [{ status, errorCode }],
    });
    expect(must(200, await pay(app, checkout.token)).status).toBe('paid');
  });

  it('the first answer to a challenge counts', async () => {
    const { checkout } = await startedCheckout(app);
    const url = await payToChallenge(app, checkout);
    await answer(app, url, 'refuse');
    await answer(app, url, 'approve');
    await resolveOnReturn(app.context, checkout.token);
    expect((await stateOf(app, checkout)).status).toBe('open');
    expect(await chargesOf(app, checkout)).toBe(0);
  });

  it('another card while a challenge is open: the challenge is ended at the provider first, then one charge', async () => {
    const { checkout } = await startedCheckout(app);
    const url = await payToChallenge(app, checkout);
    expect(must(200, await pay(app, checkout.token)).status).toBe('paid');
    await answer(app, url, 'approve');
    await resolveOnReturn(app.context, checkout.token);
    expect(await chargesOf(app, checkout)).toBe(1);
    expect((await stateOf(app, checkout)).depositAttempts).toMatchObject([
      { status: 'succeeded', card: { last4: '4242' } },
      { status: 'canceled', card: { last4: '3220' } },
    ]);
  });

  it('another card while an approved challenge waits for its notification: already paid, charged once', async () => {
    const { checkout } = await startedCheckout(app);
    await answer(app, await payToChallenge(app, checkout), 'approve');
    expect(await pay(app, checkout.token)).toMatchObject({
      status: 409,
      body: { code: 'checkout_already_paid' },
    });
    expect(await chargesOf(app, checkout)).toBe(1);
    expect((await stateOf(app, checkout)).depositAttempts).toHaveLength(1);
  });

  it('a late notification: undecided for 5 seconds, then paid without anybody asking', async () => {
    const { link, checkout } = await startedCheckout(app, { max_uses: 1 });
    expect(await pay(app, checkout.token, cards.late)).toMatchObject({
      status: 202,
      body: { status: 'processing', next_action: null, receipt_url: null },
    });
    app.clock.advance(3_000);
    expect((await stateOf(app, checkout)).status).toBe('processing');
    app.clock.advance(2_500);
    await until(checkout, 'paid');
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
    expect(await storyOf(app, checkout)).toEqual(['1 processing [processing]', '2 paid [succeeded]']);
  });

  it('a notification that arrives before the buyer: paid when the buyer comes back, told once', async () => {
    const { checkout } = await startedCheckout(app);
    const reply = must(202, await pay(app, checkout.token, '4000000000000259'));
    expect(reply.next_action).toEqual({
      type: 'redirect',
      url: `${app.url}/checkout/${checkout.token}/return`,
    });
    app.clock.advance(1_000);
    await until(checkout, 'paid');
    await resolveOnReturn(app.context, checkout.token);
    expect((await storyOf(app, checkout)).filter((line) => line.includes('paid'))).toHaveLength(1);
    expect(await chargesOf(app, checkout)).toBe(1);
  });
});
describe('a challenge that was approved while nobody told us', () => {
  it.each([
    ['the time to pay is over', async (quiet: TestApp) => quiet.clock.advance(31 * 60_000)],
    [
      'the link is switched off',
      async (_: TestApp, { client }: Json, { id }: Json) =>
        must(200, await client.patch(`/api/payment-links/${id}/`, { is_active: false })),
    ],
  ])('409 checkout_already_paid and one charge, never "no money moved", when %s', async (_, close) => {
    // No job and no return of the buyer finds out before the next try to pay does.
    const quiet = await startApp({ env: { JOBS: 'off' } });
    const { merchant, link, checkout } = await startedCheckout(quiet);
    await answer(quiet, await payToChallenge(quiet, checkout), 'approve');
    await close(quiet, merchant, link);
    const reply = await pay(quiet, checkout.token);
    expect([reply.status, reply.body.code]).toEqual([409, 'checkout_already_paid']);
    expect(await chargesOf(quiet, checkout)).toBe(1);
    await quiet.stop();
  });
});
