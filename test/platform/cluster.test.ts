import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { browserEndpoint, createDatabase } from '#test/support/cluster.ts';

test('every test database has the migrated tables, is its own, and is gone after drop', async () => {
  const [first, second] = await Promise.all([createDatabase(), createDatabase()]);
  const client = new pg.Client({ connectionString: first.url });
  await client.connect();
  const applied = await client.query('select count(*)::int as count from schema_migrations');
  expect(applied.rows[0].count).toBeGreaterThan(0);
  await client.query('create table only_here (id int)');
  const other = new pg.Client(second.connection);
  await other.connect();
  expect((await other.query("select to_regclass('only_here') as found")).rows).toEqual([{ found: null }]);
  await Promise.all([client.end(), other.end()]);

  await Promise.all([first.drop(), second.drop()]);
  await expect(new pg.Client(first.connection).connect()).rejects.toThrow('does not exist');
});

test('the browser of the run keeps web security on: a page cannot read from another origin', async () => {
  const server = createServer((_request, response) => response.end('<title>here</title>'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.connect(await browserEndpoint());
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    expect(await page.title()).toBe('here');
    const read = (origin: string) =>
      page.evaluate(`fetch('${origin}').then((answer) => answer.text(), (error) => error.name)`);
    expect(await read(`http://127.0.0.1:${port}/`)).toContain('here');
    expect(await read(`http://localhost:${port}/`)).toBe('TypeError');
  } finally {
    await browser.close();
    server.close();
  }
});
