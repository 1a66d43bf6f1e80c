import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verify } from '#reporting/verify/verify.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';
import { type Merchant, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';
import { dumpRows } from './dump.ts';
import { makeFolder, removeFolders, runCommandOn, testKeys, withClient } from './house.ts';

let source: TestDatabase;
let target: TestDatabase;
let app: TestApp;
let merchant: Merchant;

beforeAll(async () => {
  [source, target] = [await createDatabase(), await createDatabase()];
  app = await startApp({ database: source, env: testKeys });
  merchant = await signUp(app);
});
afterAll(async () => {
  await app.stop();
  await Promise.all([source.drop(), target.drop()]);
  removeFolders();
});

test('a backup that is made while people pay is one moment of the shop, and its books balance', async () => {
  const links = [await makeLink(merchant, { max_uses: 1_000_000 }), await makeLink(merchant)];
  const key = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
  const server = app.client().withKey(key.raw_key);
  let sold = 0;
  let isOver = false;
  const buy = async (index: number) => {
    while (!isOver) {
      const { token } = await startOpen(app, links[index % 2].id);
      const { transaction_id: id } = must(200, await pay(app, token));
      sold += 1;
      if (sold % 3 === 0) must(201, await server.post(`/api/transactions/${id}/refund/`, { amount: '1' }));
    }
  };
  const buyers = Promise.all([0, 1, 2, 3].map(buy));
  const file = join(makeFolder(), 'busy.backup');
  // The last backup is one that others were paying through, from before it began until after its end.
  let during = 0;
  do {
    const before = sold;
    expect(await runCommandOn(source.connection, ['backup', '--force', file])).not.toHaveProperty('failure');
    during = before > 0 ? sold - before : 0;
  } while (during < 3);
  isOver = true;
  await buyers;

  expect(await runCommandOn(target.connection, ['restore', file])).toMatchObject({
    said: expect.stringMatching(/\d+ checks, no violation\.$/),
  });
  const paid = await withClient(target.connection, (client) =>
    client.query(`select count(*)::integer as count from checkouts where status = 'paid'`),
  );
  expect(paid.rows[0].count).toBeGreaterThan(0);
  expect(paid.rows[0].count).toBeLessThanOrEqual(sold);
  expect((await dumpRows(target.connection)).transactions?.length).toBeGreaterThanOrEqual(paid.rows[0].count);
  expect((await verify(app.context)).findings).toEqual([]);
});
