import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { cancel, payToChallenge, renew, startedCheckout, stateOf, switchOff } from '#test/support/paying.ts';
import { eventually, must, pay } from '#test/support/scenario.ts';

const lifeSeconds = 600;
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { CHECKOUT_TTL_SECONDS: String(lifeSeconds) } });
});
afterAll(() => app.stop());

const wait = (seconds: number) => app.clock.advance(seconds * 1000);
const secondsFromNow = (expiresAt: number) => expiresAt - app.clock.now().getTime() / 1000;

describe('POST /api/checkout/<token>/renew/', () => {
  it('200: a whole life from now, as the state says too', async () => {
    const { checkout } = await startedCheckout(app);
    expect(secondsFromNow(checkout.expires_at)).toBeGreaterThan(lifeSeconds - 10);
    wait(300);
    const renewed = must(200, await renew(app, checkout));
    expect(renewed).toMatchObject({ status: 'open', checkout_id: checkout.checkout_id });
    expect(Math.abs(secondsFromNow(renewed.expires_at) - lifeSeconds)).toBeLessThan(5);
    expect((await stateOf(app, checkout)).expires_at).toBe(renewed.expires_at);
    wait(500);
    expect(must(200, await pay(app, checkout.token)).status).toBe('paid');
  });

  it('409 checkout_not_open: never past twice its life after the start', async () => {
    const { checkout } = await startedCheckout(app);
    wait(530);
    must(200, await renew(app, checkout));
    wait(580);
    const last = must(200, await renew(app, checkout));
    expect(Math.abs(last.expires_at - (checkout.expires_at + lifeSeconds))).toBeLessThanOrEqual(1);
    expect(last.renewable).toBe(false);
    expect(await renew(app, checkout)).toMatchObject({ status: 409, body: { code: 'checkout_not_open' } });
    wait(100);
    expect(await pay(app, checkout.token)).toMatchObject({ status: 410, body: { code: 'checkout_expired' } });
  });

  it('409 at once after the start: there is nothing to add yet', async () => {
    const { checkout } = await startedCheckout(app);
    expect(await renew(app, checkout)).toMatchObject({ status: 409, body: { code: 'checkout_not_open' } });
  });

  it('409 once the time is over: an expired checkout stays expired', async () => {
    const { checkout } = await startedCheckout(app);
    wait(lifeSeconds);
    expect(await renew(app, checkout)).toMatchObject({ status: 409, body: { code: 'checkout_not_open' } });
    wait(10);
    await eventually(
      () => app.context.database.pool.query('select 1 from checkouts where due_at is not null'),
      ({ rows }) => rows.length === 0,
    );
    expect((await stateOf(app, checkout)).status).toBe('expired');
  });

  it('409 for a paid, a canceled and a challenged one, and one whose link is switched off', async () => {
    const paid = (await startedCheckout(app)).checkout;
    must(200, await pay(app, paid.token));
    const canceled = (await startedCheckout(app)).checkout;
    must(200, await cancel(app, canceled));
    const challenged = (await startedCheckout(app)).checkout;
    await payToChallenge(app, challenged);
    const off = await startedCheckout(app);
    must(200, await switchOff(off.merchant, off.link));
    wait(300);
    for (const checkout of [paid, canceled, challenged, off.checkout])
      expect(await renew(app, checkout)).toMatchObject({ status: 409, body: { code: 'checkout_not_open' } });
  });

  it('404: no such checkout', async () => {
    expect(await renew(app, { token: 'a.b.c' })).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});
