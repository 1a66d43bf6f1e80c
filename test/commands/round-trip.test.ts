import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';
import { makeProduct, must, pay, startOpen } from '#test/support/scenario.ts';
import { type Dump, dumpRows, dumpSchema } from './dump.ts';
import { makeFolder, removeFolders, runCommandOn, testKeys, withClient } from './house.ts';
import { openRichShop, type RichShop } from './rich-shop.ts';

let source: TestDatabase;
let target: TestDatabase;
let shop: RichShop;
let file: string;
let before: Dump;

beforeAll(async () => {
  [source, target] = [await createDatabase(), await createDatabase()];
  const app = await startApp({
    database: source,
    env: { ...testKeys, WEBHOOK_ALLOW_PRIVATE: 'on' },
  });
  shop = await openRichShop(app);
  await app.stop();
  before = await dumpRows(source.connection);
  file = join(makeFolder(), 'shop.backup');
});
afterAll(async () => {
  await Promise.all([source.drop(), target.drop()]);
  removeFolders();
});

describe('a shop in which nearly every table holds something', () => {
  test('is written into one file that only its owner reads', async () => {
    const { said, failure } = await runCommandOn(source.connection, ['backup', file]);
    expect(failure).toBeUndefined();
    const [tables, rows] = [Object.keys(before).length - 1, countRows(before)];
    expect(said).toContain(`Holds  ${rows} rows of ${tables} tables`);
    expect(said).toContain('Keep a copy of ENCRYPTION_KEY and SIGNING_KEY in another place');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = gunzipSync(readFileSync(file)).toString();
    for (const table of Object.keys(before)) {
      if (table !== 'schema_migrations') expect(text).toContain(`\n{"table":"${table}","columns":[`);
    }
    for (const key of Object.values(testKeys)) expect(text).not.toContain(key.split(':')[1]);
  });

  test('has enough of everything for this to mean something', () => {
    const empty = Object.entries(before).flatMap(([table, rows]) => (rows.length === 0 ? [table] : []));
    expect(empty.length, `empty: ${empty.join(', ')}`).toBeLessThan(12);
  });

  test('is restored row by row, with its schema and the next numbers, and its books are proven', async () => {
    const { said, failure } = await runCommandOn(target.connection, ['restore', file]);
    expect(failure).toBeUndefined();
    expect(said).toContain(`Restored  ${countRows(before)} rows`);
    expect(said).not.toContain('Keys');
    expect(said).toMatch(/\d+ checks, no violation\.$/);
    expect(await dumpRows(target.connection)).toEqual(before);
    expect(await dumpSchema(target.connection)).toEqual(await dumpSchema(source.connection));
  });

  test('goes on from there: signs in, shows the link, sells, and no number is given twice', async () => {
    const app = await startApp({ database: target, env: testKeys });
    try {
      await goesOn(app);
    } finally {
      await app.stop();
    }
  });
});

test('a backup with a violation is restored as it was made, and the violation told', async () => {
  const again = await createDatabase();
  const spoilt = join(makeFolder(), 'spoilt.backup');
  try {
    await withClient(source.connection, (client) =>
      client.query('update transactions set fee_minor = fee_minor + 1'),
    );
    await runCommandOn(source.connection, ['backup', spoilt]);
    const { said, failure } = await runCommandOn(again.connection, ['restore', spoilt]);
    expect(said).toMatch(/^Restored[\s\S]*^Violated: Each paid transaction is booked once/m);
    expect(failure).toMatch(
      /^1 of \d+ checks found violations, listed above\. The backup is restored all the same/,
    );
    expect(await dumpRows(again.connection)).toEqual(await dumpRows(source.connection));
  } finally {
    await again.drop();
  }
});

async function goesOn(app: TestApp): Promise<void> {
  const { merchant, link, paidTransaction } = shop;
  const { email, password } = merchant;
  const login = must(200, await app.client().post('/api/auth/login/', { email, password }));
  const client = app.client().withToken(login.access_token);
  expect(must(200, await client.get(`/api/transactions/${paidTransaction.id}/`))).toEqual(paidTransaction);
  must(200, await app.client().get(`/api/payment-links/public/${link.id}/`));
  const sold = must(200, await pay(app, (await startOpen(app, link.id)).token));
  const { number } = must(200, await client.get(`/api/transactions/${sold.transaction_id}/`));
  const numbers = (before.transactions ?? []).length;
  expect(Number(number)).toBeGreaterThanOrEqual(numbers + 1);
  must(200, await client.get('/api/organization/webhook/'));
  await makeProduct({ ...merchant, client });
}

function countRows(dump: Dump): number {
  const { schema_migrations: _, ...tables } = dump;
  return Object.values(tables).reduce((sum, rows) => sum + rows.length, 0);
}
