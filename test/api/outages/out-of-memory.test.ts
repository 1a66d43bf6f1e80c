import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { type Merchant, makeLink, makeProduct, must, signUp } from '#test/support/scenario.ts';
import { timed, toldOf } from './outage.ts';

let app: TestApp;
let merchant: Merchant;
let operator: pg.Client;
beforeAll(async () => {
  app = await startApp();
  merchant = await signUp(app);
  operator = new pg.Client(app.database.connection);
  await operator.connect();
});
afterAll(async () => {
  await operator.end();
  await app.stop();
});

it('a statement that the database has no memory for is told as not done, everything else goes on, and one line says so', async () => {
  const product = await makeProduct(merchant);
  await operator.query(`
    create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'out of memory' using errcode = '53200'; end $$`);
  await operator.query(
    'create trigger refuse before insert on products for each row execute function refuse()',
  );
  for (let asked = 0; asked < 3; asked++) {
    const refused = await timed(
      merchant.client.post('/api/products/', { name: 'Refused', prices: { USD: '1.00' } }),
    );
    expect(refused).toMatchObject({ status: 503, code: 'unavailable', retryAfter: '2' });
  }
  await makeLink(merchant, {}, product);
  const { results } = must(200, await merchant.client.get('/api/products/'));
  expect(results.map(({ name }: { name: string }) => name)).toEqual(['Print']);
  must(200, await app.client().get('/readyz'));
  await operator.query('drop trigger refuse on products');
  await makeProduct(merchant);
  expect(toldOf(app)).toEqual(['the database is short of something']);
  expect(app.logLines.filter((line) => line.includes('"request failed"'))).toEqual([]);
});
