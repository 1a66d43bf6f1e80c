import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, type Merchant, makeLink, must, signUp, start } from '#test/support/scenario.ts';
import { longestSeconds, type Outage, openOutage, timed } from './outage.ts';

let outage: Outage;
let merchant: Merchant;
beforeAll(async () => {
  outage = await openOutage();
  merchant = await signUp(outage.app);
}, 180_000);
afterAll(() => outage.close());

it('a database that ends is missed at once, also by whoever asked for readiness a moment before, and nobody is told that it is back too early', async () => {
  const { app, database } = outage;
  const link = await makeLink(merchant, { max_uses: 5 });
  must(200, await app.client().get('/readyz'));
  await database.stop('immediate');
  const refused = await timed(merchant.client.get('/api/products/'));
  expect(refused).toMatchObject({ status: 503, code: 'unavailable', retryAfter: '2' });
  expect(refused.seconds).toBeLessThan(longestSeconds);
  expect((await app.client().get('/readyz')).status).toBe(503);
  await database.start();
  await eventually(
    () => app.client().get('/readyz'),
    ({ status }) => status === 200,
    30_000,
  );
  must(201, await start(app, link.id));
  expect(outage.told()).toEqual([
    'the database cannot be reached',
    'the database is back and keeps what is written',
  ]);
}, 120_000);
