import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { cancel, placesOf, renew, stateOf } from '#test/support/paying.ts';
import { makeLink, must, pay, signUp, start } from '#test/support/scenario.ts';

/** No job runs: what happens here happens by the clock and the statements alone. */
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { RATE_LIMIT: 'on', TRUST_PROXY: '1', JOBS: 'off' } });
});
afterAll(() => app.stop());

const lifeSeconds = 1_800;
const keeper = '203.0.113.1';
const other = '203.0.113.2';
const from = (address: string) => ({ 'x-forwarded-for': address });
const startFrom = (address: string, link: Json) => start(app, link.id, {}, from(address));
const wait = (seconds: number) => app.clock.advance(seconds * 1_000);
const minutes = (count: number) => count * 60;

async function makePlaces(count: number): Promise<Json> {
  return makeLink(await signUp(app), { max_uses: count });
}

/** Takes a place and lets its time go by; the place is free afterwards. */
async function letLapse(address: string, link: Json): Promise<void> {
  must(201, await startFrom(address, link));
  wait(lifeSeconds + 6);
}

async function expectToWait(address: string, link: Json, seconds: number): Promise<void> {
  const reply = await startFrom(address, link);
  expect(reply).toMatchObject({ status: 409, body: { code: 'place_kept_for_others' } });
  const left = Number(reply.headers.get('retry-after'));
  expect(left).toBeLessThanOrEqual(seconds);
  // The grace of a lapsed checkout has gone by already.
  expect(left).toBeGreaterThan(seconds - 15);
  expect(Date.parse(reply.body.release_at) - app.clock.now().getTime()).toBeLessThanOrEqual(seconds * 1_000);
}

describe('whoever lets places lapse', () => {
  it('comes back at once after the first time, and then waits longer each time, up to a day', async () => {
    const link = await makePlaces(1);
    await letLapse(keeper, link);
    await letLapse(keeper, link);
    for (const waitMinutes of [1, 5, 15, 60, 240, 1_440]) {
      await expectToWait(keeper, link, minutes(waitMinutes));
      wait(minutes(waitMinutes));
      await letLapse(keeper, link);
    }
    must(201, await startFrom(other, link));
  });

  it('holds nobody else up: the place is there for every other address meanwhile', async () => {
    const link = await makePlaces(1);
    await letLapse(keeper, link);
    await letLapse(keeper, link);
    const [waits, buys] = await Promise.all([startFrom(keeper, link), startFrom(other, link)]);
    expect([waits.status, buys.status]).toEqual([409, 201]);
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
    must(200, await pay(app, buys.body.token));
    expect((await startFrom(keeper, link)).body.code).toBe('link_used_up');
  });

  it('waits no less for canceling just before the end, however often', async () => {
    const link = await makePlaces(1);
    for (let count = 0; count < 3; count++) {
      const checkout = must(201, await startFrom(keeper, link));
      wait(minutes(25));
      must(200, await cancel(app, checkout));
    }
    await expectToWait(keeper, link, minutes(1));
  });

  it('is forgiven with a payment, and after a day', async () => {
    const link = await makePlaces(3);
    await letLapse(keeper, link);
    await letLapse(keeper, link);
    await expectToWait(keeper, link, minutes(1));
    wait(minutes(1));
    must(200, await pay(app, must(201, await startFrom(keeper, link)).token));
    await letLapse(keeper, link);
    await letLapse(keeper, link);
    await expectToWait(keeper, link, minutes(1));
    wait(minutes(24 * 60));
    must(201, await startFrom(keeper, link));
  });

  it('does not wait while there are places for everybody, nor at another link', async () => {
    const roomy = await makePlaces(50);
    await letLapse(keeper, roomy);
    await letLapse(keeper, roomy);
    await letLapse(keeper, roomy);
    must(201, await startFrom(keeper, roomy));
    must(201, await startFrom(keeper, await makePlaces(1)));
  });

  it('counts once for several that lapse at one time: an office is not five times as patient', async () => {
    const link = await makePlaces(5);
    for (let count = 0; count < 5; count++) must(201, await startFrom(keeper, link));
    wait(lifeSeconds + 6);
    must(201, await startFrom(keeper, link));
  });
});

describe('a place that comes back', () => {
  it('goes to others first when somebody was refused one meanwhile, also after the first lapse', async () => {
    const link = await makePlaces(1);
    must(201, await startFrom(keeper, link));
    expect((await startFrom(other, link)).body.code).toBe('link_fully_held');
    wait(lifeSeconds + 6);
    await expectToWait(keeper, link, minutes(1));
    must(201, await startFrom(other, link));
  });

  it('goes to its keeper again when nobody but the keeper asked', async () => {
    const link = await makePlaces(1);
    must(201, await startFrom(keeper, link));
    expect((await startFrom(keeper, link)).body.code).toBe('link_fully_held');
    wait(lifeSeconds + 6);
    must(201, await startFrom(keeper, link));
  });

  it('is there for whoever was refused at the time that they were told, also when it was given back before', async () => {
    const link = await makePlaces(1);
    const checkout = must(201, await startFrom(keeper, link));
    const refused = await startFrom(other, link);
    const told = Number(refused.headers.get('retry-after'));
    wait(minutes(20));
    must(200, await cancel(app, checkout));
    await expectToWait(keeper, link, told - minutes(20) + minutes(1));
    wait(told - minutes(20));
    expect((await startFrom(keeper, link)).body.code).toBe('place_kept_for_others');
    must(201, await startFrom(other, link));
  });

  it('is kept for a minute longer only: then it is free for whoever asks', async () => {
    const link = await makePlaces(1);
    const checkout = must(201, await startFrom(keeper, link));
    const told = Number((await startFrom(other, link)).headers.get('retry-after'));
    must(200, await cancel(app, checkout));
    wait(told + minutes(1));
    must(201, await startFrom(keeper, link));
  });
});

describe('more time', () => {
  it('is given to whoever keeps a place for the first time, also while all are held', async () => {
    const link = await makePlaces(1);
    const checkout = must(201, await startFrom(keeper, link));
    expect((await startFrom(other, link)).status).toBe(409);
    wait(minutes(20));
    expect((await stateOf(app, checkout)).renewable).toBe(true);
    must(200, await renew(app, checkout));
  });

  it('is not given to whoever let places lapse, while all are held; once there is room it is', async () => {
    const link = await makePlaces(2);
    await letLapse(keeper, link);
    const checkout = must(201, await startFrom(keeper, link));
    const last = must(201, await startFrom(other, link));
    wait(minutes(20));
    expect((await stateOf(app, checkout)).renewable).toBe(false);
    expect(await renew(app, checkout)).toMatchObject({
      status: 409,
      body: { code: 'place_kept_for_others' },
    });
    expect((await stateOf(app, checkout)).expires_at).toBe(checkout.expires_at);
    must(200, await cancel(app, last));
    expect((await stateOf(app, checkout)).renewable).toBe(true);
    must(200, await renew(app, checkout));
  });
});

describe('one address that wants the last place for ever', () => {
  it('keeps it from everybody else for less than a third of a day', async () => {
    const link = await makePlaces(1);
    const stepMinutes = 15;
    let heldMinutes = 0;
    let checkout: Json = {};
    for (let minute = 0; minute < 24 * 60; minute += stepMinutes) {
      if (checkout.token) await renew(app, checkout);
      const reply = await startFrom(keeper, link);
      if (reply.status === 201) checkout = reply.body;
      const asked = await startFrom(other, link);
      if (asked.status === 201) must(200, await cancel(app, asked.body));
      else heldMinutes += stepMinutes;
      wait(minutes(stepMinutes));
    }
    expect(heldMinutes).toBeLessThan(8 * 60);
  });
});
