import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { cancel, chargesOf, payToChallenge, placesOf } from '#test/support/paying.ts';
import { cards, makeLink, must, pay, signUp, start } from '#test/support/scenario.ts';

/** Servers on one database, each with connections of its own; no job runs. */
const servers: TestApp[] = [];
let app: TestApp;
beforeAll(async () => {
  const env = { RATE_LIMIT: 'on', TRUST_PROXY: '1', JOBS: 'off' };
  app = await startApp({ env });
  servers.push(app);
  for (let count = 1; count < 4; count++)
    servers.push(await startApp({ env, database: app.database, clock: app.clock }));
});
afterAll(async () => {
  for (const server of servers.toReversed()) await server.stop();
});

const from = (address: string) => ({ 'x-forwarded-for': address });
const serverAt = (index: number) => servers[index % servers.length] as TestApp;

describe('one address holds at most 5 places of a link', () => {
  it('exactly 5, also when its starts reach four servers at one moment', async () => {
    const merchant = await signUp(app);
    for (let round = 0; round < 10; round++) {
      const link = await makeLink(merchant, { max_uses: 50 });
      const address = from(`203.0.113.${round}`);
      const replies = await Promise.all(
        Array.from({ length: 24 }, (_, index) => start(serverAt(index), link.id, {}, address)),
      );
      expect(replies.filter(({ status }) => status === 201)).toHaveLength(5);
      expect(await placesOf(app, link)).toEqual({ max_uses: 50, used: 0, held: 5 });
    }
  });

  it('those at a challenge or not decided yet count like open ones', async () => {
    const link = await makeLink(await signUp(app), { max_uses: 50 });
    const address = from('198.51.100.1');
    for (let count = 0; count < 5; count++) {
      const checkout = must(201, await start(app, link.id, {}, address));
      if (count < 3) await payToChallenge(app, checkout);
      else must(202, await pay(app, checkout.token, cards.late));
    }
    expect(await start(app, link.id, {}, address)).toMatchObject({
      status: 429,
      body: { code: 'rate_limited' },
    });
    must(201, await start(app, link.id, {}, from('198.51.100.2')));
  });

  it('a place that is given back may be taken again at once', async () => {
    const link = await makeLink(await signUp(app), { max_uses: 50 });
    const address = from('198.51.100.3');
    const checkouts = [];
    for (let count = 0; count < 5; count++) checkouts.push(must(201, await start(app, link.id, {}, address)));
    expect((await start(app, link.id, {}, address)).status).toBe(429);
    must(200, await cancel(app, checkouts[0] ?? {}));
    must(201, await start(app, link.id, {}, address));
  });
});

describe('buyers behind one address', () => {
  it('twelve who pay one after the other, at four servers, all get one of twelve places', async () => {
    const link = await makeLink(await signUp(app), { max_uses: 12 });
    const address = from('198.51.100.4');
    for (let index = 0; index < 12; index++) {
      const email = { billing_email: `colleague-${index}@office.example` };
      const checkout = must(201, await start(serverAt(index), link.id, email, address));
      expect(must(200, await pay(serverAt(index + 1), checkout.token)).status).toBe('paid');
      expect(await chargesOf(app, checkout)).toBe(1);
    }
    expect(await placesOf(app, link)).toEqual({ max_uses: 12, used: 12, held: 0 });
    expect((await start(app, link.id, {}, address)).body.code).toBe('link_used_up');
  });
});
