import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';
import { createMemory } from './memory.ts';
import { settle } from './settling.ts';

let app: TestApp;
let client: pg.Client;

beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
  client = new pg.Client(app.database.connection);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await app.stop();
});

test('nothing has settled while a link that is sold out was not told of, because that writes one more event', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant, { max_uses: 1 });
  const { token } = await startOpen(app, link.id);
  must(200, await pay(app, token));
  // Reading the feed gives the events of the payment their positions, and so marks the link to be looked at.
  const { raw_key: key } = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
  const { results } = must(200, await app.client().withKey(key).get('/api/events/'));
  expect(results.at(-1)).toMatchObject({ event: 'transaction.status_changed', status: 'paid' });
  await client.query('delete from tasks');

  const before = createMemory();
  await settle({ memory: before }, client, 500);
  expect(before.violations.map(({ found }) => found)).toEqual(['1 links whose status is to be told']);

  const second = await startApp({ database: app.database, clock: app.clock });
  const after = createMemory();
  await settle({ memory: after }, client, 20_000);
  await second.stop();
  expect(after.violations).toEqual([]);
  const { rows } = await client.query(
    'select count(*)::int as events, max(position)::int as last from events where is_public',
  );
  expect(rows).toEqual([{ events: results.length + 1, last: results.length + 1 }]);
});
