import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { answer, chargesOf, query, startedCheckout, stateOf, storyOf } from '#test/support/paying.ts';
import { card, cards, must, pay, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
let other: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off', CHECKOUT_TTL_SECONDS: '86400' } });
  other = await startApp({ env: { JOBS: 'off' }, database: app.database, clock: app.clock });
});
afterAll(async () => {
  await other.stop();
  await app.stop();
});

let count = 0;
function freshKey(): { 'idempotency-key': string } {
  count += 1;
  return { 'idempotency-key': `pay-key-number-${count}-` };
}
const isReplay = (reply: { headers: Headers }) => reply.headers.get('idempotent-replayed') === 'true';

describe('Idempotency-Key at pay', () => {
  it('a repeated key gives the receipt again, at any server, and charges once', async () => {
    const { checkout } = await startedCheckout(app);
    const key = freshKey();
    const first = await pay(app, checkout.token, undefined, key);
    expect(isReplay(first)).toBe(false);
    const again = await pay(app, checkout.token, undefined, key);
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(isReplay(again)).toBe(true);
    const elsewhere = await pay(other, checkout.token, undefined, key);
    expect(elsewhere).toMatchObject({ status: 200, body: { transaction_id: first.body.transaction_id } });
    expect(await chargesOf(app, checkout)).toBe(1);
    expect(await storyOf(app, checkout)).toHaveLength(2);
  });

  it('a decline is given again without a second attempt, with the attempts that were left', async () => {
    const { checkout } = await startedCheckout(app);
    const key = freshKey();
    const first = await pay(app, checkout.token, cards.noFunds, key);
    expect(first).toMatchObject({ status: 402, body: { code: 'insufficient_funds', attempts_left: 4 } });
    const again = await pay(app, checkout.token, cards.noFunds, key);
    expect(again).toMatchObject({ status: 402, body: { code: 'insufficient_funds', attempts_left: 4 } });
    expect(isReplay(again)).toBe(true);
    expect((await stateOf(app, checkout)).attempts_left).toBe(4);
  });

  it('a challenge is given again with the same address', async () => {
    const { checkout } = await startedCheckout(app);
    const key = freshKey();
    const first = must(202, await pay(app, checkout.token, cards.challenge, key));
    const again = await pay(app, checkout.token, cards.challenge, key);
    expect(again).toMatchObject({ status: 202, body: first });
    expect(isReplay(again)).toBe(true);
    await answer(app, first.next_action.url, 'approve');
    expect(await chargesOf(app, checkout)).toBe(1);
  });

  it.each([
    ['a decline', cards.declined, 402, cards.pays],
    ['a decline with another way to decline', cards.declined, 402, cards.noFunds],
    ['a payment', cards.pays, 200, '5555555555554444'],
    ['a challenge', cards.challenge, 202, cards.pays],
  ])(
    'another card under the key of %s is another request, never the answer of the first',
    async (_, first, status, second) => {
      const { checkout } = await startedCheckout(app);
      const key = freshKey();
      expect((await pay(app, checkout.token, first, key)).status).toBe(status);
      const reply = await pay(app, checkout.token, second, key);
      expect(reply).toMatchObject({ status: 422, body: { code: 'idempotency_key_reuse' } });
      expect(reply.body.detail).toMatch(/another card.*new key/);
      expect(isReplay(reply)).toBe(false);
      expect((await stateOf(app, checkout)).depositAttempts).toHaveLength(1);
    },
  );

  it('a declined buyer pays with another card and a key of its own', async () => {
    const { checkout } = await startedCheckout(app);
    const key = freshKey();
    expect((await pay(app, checkout.token, cards.declined, key)).status).toBe(402);
    must(200, await pay(app, checkout.token, cards.pays, freshKey()));
    expect((await pay(app, checkout.token, cards.declined, key)).body.code).toBe('card_declined');
  });

  it('what the sandbox does not keep of a card is no part of what is compared', async () => {
    const { checkout } = await startedCheckout(app);
    const key = freshKey();
    const first = must(200, await pay(app, checkout.token, cards.pays, key));
    const { payment_method: method } = card();
    const again = await app
      .client()
      .post(
        `/api/checkout/${checkout.token}/pay/`,
        { payment_method: { ...method, number: '4242 4242 4242 4242', cvc: '999', exp_year: 2041 } },
        key,
      );
    expect(again).toMatchObject({ status: 200, body: first });
  });

  it('keys of two checkouts are two keys', async () => {
    const { link, checkout } = await startedCheckout(app);
    const second = await startOpen(app, link.id);
    const key = freshKey();
    const first = must(200, await pay(app, checkout.token, undefined, key));
    const reply = await pay(app, second.token, undefined, key);
    expect(reply.status).toBe(200);
    expect(reply.body.transaction_id).not.toBe(first.transaction_id);
    expect(isReplay(reply)).toBe(false);
  });

  it('two at once with one key are one charge: the other waits its turn or gets the same answer', async () => {
    for (let round = 0; round < 5; round++) {
      const { checkout } = await startedCheckout(app);
      const key = freshKey();
      const replies = await Promise.all(
        [app, other, app, other].map((at) => pay(at, checkout.token, undefined, key)),
      );
      expect(replies.filter((reply) => reply.status === 200 && !isReplay(reply))).toHaveLength(1);
      for (const reply of replies) {
        if (reply.status === 200) continue;
        expect(reply).toMatchObject({ status: 409, body: { code: 'idempotency_in_progress' } });
        expect(reply.headers.get('retry-after')).toBe('2');
      }
      expect(await chargesOf(app, checkout)).toBe(1);
    }
  });

  it('a refusal frees the key: it works once the reason is gone', async () => {
    const { checkout } = await startedCheckout(app);
    const key = freshKey();
    expect((await pay(app, checkout.token, '4111111111111111', key)).status).toBe(400);
    must(202, await pay(app, checkout.token, cards.late));
    expect((await pay(app, checkout.token, undefined, key)).body.code).toBe('payment_in_progress');
    expect(await query(app, 'select 1 from idempotency_keys where answer is null')).toEqual([]);
  });

  it('400 invalid_idempotency_key: a key that could be guessed', async () => {
    const { checkout } = await startedCheckout(app);
    const reply = await pay(app, checkout.token, undefined, { 'idempotency-key': 'short' });
    expect(reply).toMatchObject({ status: 400, body: { code: 'invalid_idempotency_key' } });
    expect((await stateOf(app, checkout)).attempts_left).toBe(5);
  });

  it('is forgotten after 24 hours by the clock: a paid checkout then says so', async () => {
    const { checkout } = await startedCheckout(app);
    const key = freshKey();
    must(200, await pay(app, checkout.token, undefined, key));
    app.clock.advance(24 * 3_600_000 + 1_000);
    expect(await pay(app, checkout.token, undefined, key)).toMatchObject({
      status: 409,
      body: { code: 'checkout_already_paid' },
    });
    expect(await chargesOf(app, checkout)).toBe(1);
  });
});
