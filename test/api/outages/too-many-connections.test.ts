import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, type Merchant, makeLink, must, signUp, start } from '#test/support/scenario.ts';
import { longestSeconds, type Outage, openOutage, timed } from './outage.ts';

let outage: Outage;
let merchant: Merchant;
beforeAll(async () => {
  outage = await openOutage({ max_connections: '24', superuser_reserved_connections: '2' });
  merchant = await signUp(outage.app);
}, 180_000);
afterAll(() => outage.close());

/** Takes what the database has left until it refuses the next one; gives them back when called. */
async function takeAllConnections(): Promise<() => Promise<unknown>> {
  const taken: pg.Client[] = [];
  for (;;) {
    const client = new pg.Client(outage.database.connection);
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (error) {
      expect((error as { code?: string }).code).toBe('53300');
      return () => Promise.all(taken.map((one) => one.end()));
    }
    taken.push(client);
  }
}

it('while the database has no connection left, those that stand serve, whoever needs a new one is told at once, and it is over when there are some', async () => {
  const { app } = outage;
  const link = await makeLink(merchant, { max_uses: 5 });
  must(201, await start(app, link.id));
  must(200, await app.client().get('/readyz'));
  const toldBefore = outage.told().length;
  const giveBack = await takeAllConnections();
  try {
    const crowd = await Promise.all(
      Array.from({ length: 12 }, () => timed(merchant.client.get('/api/products/'))),
    );
    const refused = crowd.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(crowd.length);
    for (const answer of refused) {
      expect(answer).toMatchObject({ status: 503, code: 'unavailable', retryAfter: '2' });
      expect(answer.seconds).toBeLessThan(longestSeconds);
    }
    for (let asked = 0; asked < 3; asked++) {
      must(200, await merchant.client.get('/api/products/'));
      must(200, await app.client().get(`/api/payment-links/public/${link.id}/`));
      must(201, await start(app, link.id));
    }
    must(200, await app.client().get('/readyz'));
  } finally {
    await giveBack();
  }
  const isWhole = async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => merchant.client.get('/api/products/')));
    return all.map(({ status }) => status);
  };
  await eventually(isWhole, (statuses) => statuses.every((status) => status === 200));
  expect(must(200, await merchant.client.get(`/api/payment-links/${link.id}/`)).held).toBe(4);
  expect(outage.told().slice(toldBefore)).toEqual(['the database is short of something']);
  expect(app.logLines.filter((line) => line.includes('"code":"53300"'))).toHaveLength(1);
  expect(app.logLines.filter((line) => line.includes('"request failed"'))).toEqual([]);
});
