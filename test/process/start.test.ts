import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from '#test/support/cluster.ts';
import { must } from '#test/support/scenario.ts';
import { makeFolder, removeFolders } from './support/folders.ts';
import { endRunning, ensureBuild, serverFile } from './support/run.ts';
import {
  childrenOf,
  databaseRuns,
  isRunning,
  logLines,
  runCommand,
  runServer,
  type ServerProcess,
  startServer,
  usedDataDir,
} from './support/server-process.ts';
import { openShopWithLink, payCheckout, startCheckout } from './support/shop.ts';
import { soon } from './support/soon.ts';

const keys = {
  ENCRYPTION_KEY: 'qX3v9TzLr0bWm5Yc7HnKd2Pf8GsJ4aUe',
  SIGNING_KEY: 'Zt6RkQ1wVx8CyB0nM3jLh5Dg7FpS9oAi',
};
const addresses = (server: ServerProcess) => ({
  signIn: /\/login#token=(\S+)/.exec(server.stdout())?.[1],
  link: /\/pay\/(\S+)/.exec(server.stdout())?.[1],
});

beforeAll(ensureBuild);
afterAll(async () => {
  await endRunning();
  removeFolders();
});

describe('the first start in an empty folder', () => {
  test('opens a demo shop and prints the way into it, and no later start does', async () => {
    const dataDir = makeFolder();
    const first = await startServer({ dataDir, environment: { PLATFORM_NAME: 'Samplepay' } });
    expect(must(200, await first.client().get('/healthz'))).toEqual({ status: 'ok' });
    expect(must(200, await first.client().get('/readyz'))).toEqual({ status: 'ready' });
    await soon(
      () => first.stdout(),
      (text) => text.includes('Test card'),
    );
    expect(first.stdout()).toContain('Samplepay is ready, with a demo shop in it.');
    expect(first.stdout()).toContain('4242 4242 4242 4242');

    const { signIn, link } = addresses(first);
    const preview = must(200, await first.client().get(`/api/payment-links/public/${link}/`));
    expect(preview).toMatchObject({ currency: 'EUR', currencies: ['EUR'], remaining_uses: null });
    expect(new Set(preview.products.map((line: { tax_rate: string }) => line.tax_rate)).size).toBe(2);
    const signedIn = must(200, await first.client().post('/api/auth/one-time/', { token: signIn }));
    expect(signedIn.role).toBe('owner');
    const again = await first.client().post('/api/auth/one-time/', { token: signIn });
    expect(again.status).toBe(401);
    const merchant = first.client().withToken(signedIn.access_token);
    expect(must(200, await merchant.get('/api/products/')).results).toHaveLength(3);
    const links = must(200, await merchant.get('/api/payment-links/')).results;
    expect(links.map((each: { max_uses: number | null }) => each.max_uses)).toEqual([8, null]);
    const { user } = must(200, await merchant.get('/api/auth/me/'));
    expect(first.stdout()).toContain(`signs you in as ${user.email}`);
    expect(first.stdout()).toContain(`user reset-password ${user.email}\n`);
    await first.end('SIGTERM');

    const second = await startServer({ dataDir });
    await soon(
      () => second.stdout(),
      (text) => text.includes('Dashboard'),
    );
    expect(addresses(second)).toEqual({ signIn: undefined, link: undefined });
    expect(second.stdout()).toContain(`Dashboard    ${second.url}/\n`);
    expect(second.stdout()).toContain(`user reset-password ${user.email}\n`);
    await second.end('SIGTERM');
  });

  test('shows a week of payments in one currency and zone, and tells in the terminal of one more', async () => {
    const dataDir = makeFolder();
    const server = await startServer({ dataDir });
    const { signIn, link } = await soon(
      () => addresses(server),
      ({ signIn, link }) => Boolean(signIn && link),
    );
    const { access_token } = must(200, await server.client().post('/api/auth/one-time/', { token: signIn }));
    const merchant = server.client().withToken(access_token);
    const home = must(200, await merchant.get('/api/organization/dashboard/'));
    expect(home.organization).toMatchObject({ default_currency: 'EUR', time_zone: 'Europe/Berlin' });
    const days = home.stats.series.filter((day: { paid: number }) => day.paid > 0);
    expect(days).toHaveLength(7);
    expect(days.every((day: { revenue: { USD: string; EUR: string } }) => day.revenue.USD === '0.00')).toBe(
      true,
    );
    expect(days.every((day: { revenue: { EUR: string } }) => Number(day.revenue.EUR) > 0)).toBe(true);
    const links = must(200, await merchant.get('/api/payment-links/')).results;
    expect(links.map((each: { remaining_uses: number | null }) => each.remaining_uses)).toEqual([3, null]);
    for (const each of links) {
      const { stats } = must(200, await merchant.get(`/api/payment-links/${each.id}/`));
      expect(stats.views).toBeGreaterThan(stats.paid_count);
      expect(stats.paid_count).toBeGreaterThan(0);
    }
    const payments = must(200, await merchant.get('/api/transactions/?limit=100')).results;
    expect(payments).toHaveLength(20);
    expect(payments.filter((each: { currency: string }) => each.currency !== 'EUR')).toEqual([]);

    const started = must(201, await startCheckout(server.client(), link as string));
    const paid = must(200, await payCheckout(server.client(), started.token));
    await soon(
      () => server.stdout(),
      (text) => text.includes(`Paid €148.00: ${server.url}/payments/${paid.transaction_id}`),
    );
    expect(server.stdout().match(/Paid €/g)).toHaveLength(1);
    await server.end('SIGTERM');
    expect(await runCommand(['verify'], { dataDir })).toMatchObject({ code: 0 });
  });

  test('opens none for a public address, where somebody means business', async () => {
    const server = await startServer({
      environment: { PUBLIC_URL: 'https://pay.example.com', RATE_LIMIT: 'on' },
    });
    const { code } = await server.end('SIGTERM');
    expect(code).toBe(0);
    expect(server.stdout()).not.toContain('token=');
    expect(server.stdout()).not.toContain('Dashboard');
  });

  test('opens none in the database of DATABASE_URL, and logs lines of JSON only', async () => {
    const database = await createDatabase();
    const server = await startServer({ environment: { DATABASE_URL: database.url, ...keys } });
    await server.end('SIGTERM');
    const lines = server.stdout().trim().split('\n');
    expect(logLines(server.stdout())).toHaveLength(lines.length);
    await database.drop();
  });
});

describe('a start that cannot be', () => {
  test('for a taken port: one sentence, exit code 1, and no database left running', async () => {
    const dataDir = await usedDataDir();
    const other = createServer().listen(0, '127.0.0.1');
    const { port } = await soon(() => other.address() as { port: number }, Boolean);
    const server = runServer({ dataDir, environment: { PORT: String(port) } });
    expect(await server.ended).toMatchObject({ code: 1 });
    expect(server.stderr()).toBe(
      `Port ${port} on 127.0.0.1 is taken by another program: stop that one, or start with another port, for example PORT=${port + 1}.\n`,
    );
    expect(databaseRuns(dataDir)).toBe(false);
    other.close();
  });

  test('for wrong settings: all of them at once, before anything is touched', async () => {
    const dataDir = makeFolder();
    const server = runServer({
      dataDir,
      environment: { PORT: 'abc', LOG_LEVEL: 'loud', TRUST_PROXY: 'true' },
    });
    expect(await server.ended).toMatchObject({ code: 1 });
    expect(server.stderr()).toMatch(/PORT is "abc"[\s\S]*TRUST_PROXY is "true"[\s\S]*LOG_LEVEL is "loud"/);
    expect(server.stdout()).toBe('');
    expect(databaseRuns(dataDir)).toBe(false);
  });

  test('for a database that does not answer: one sentence, without the password', async () => {
    const url = 'postgresql://shop:hunter2@127.0.0.1:1/shop';
    const server = runServer({ environment: { DATABASE_URL: url, ...keys } });
    expect(await server.ended).toMatchObject({ code: 1 });
    expect(server.stderr()).toMatch(
      /^The database in DATABASE_URL cannot be used: nothing answers there.*\n$/,
    );
    expect(server.stdout() + server.stderr()).not.toContain('hunter2');
  });

  test('for a data folder that another server uses: one sentence, and that one goes on', async () => {
    const first = await startServer({ dataDir: await usedDataDir() });
    const second = runServer({ dataDir: first.dataDir });
    expect(await second.ended).toMatchObject({ code: 1 });
    expect(second.stderr()).toBe(
      `Another server (process ${first.pid}) already uses this data folder: stop it first, or give this one a DATA_DIR of its own.\n`,
    );
    must(200, await first.client().get('/readyz'));
    await first.end('SIGTERM');
  });

  test('because it is stopped before it is ready: exit code 0, and no database left running', async () => {
    const dataDir = await usedDataDir();
    const server = runServer({ dataDir });
    await soon(() => databaseRuns(dataDir), Boolean);
    server.child.kill('SIGTERM');
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(server.stdout()).not.toContain('"ready"');
    expect(databaseRuns(dataDir)).toBe(false);
  });
});

test.each(['pdfkit', '@simplewebauthn/server'])('a start does not load %s, which few ever need', (name) => {
  const server = readFileSync(serverFile, 'utf8');
  expect(server).toContain(`import("${name}")`);
  expect(server).not.toContain(`from "${name}"`);
});

describe('with WORKERS=2', () => {
  test('the processes share port and database, one that dies is replaced, and all end together', async () => {
    const server = await startServer({ dataDir: await usedDataDir(), environment: { WORKERS: '2' } });
    const { link } = await openShopWithLink(server, { max_uses: 5 });
    const starts = await Promise.all(
      Array.from({ length: 20 }, () => startCheckout(server.client(), link.id)),
    );
    expect(starts.filter(({ status }) => status === 201)).toHaveLength(5);
    const workersOf = (message: string) =>
      logLines(server.stdout()).filter(({ msg }) => msg === message).length;
    const served = new Set(logLines(server.stdout()).flatMap(({ worker }) => worker ?? []));
    expect(served).toEqual(new Set([1, 2]));

    const [pid] = childrenOf(server.pid);
    process.kill(pid as number, 'SIGKILL');
    await soon(
      () => workersOf('a worker ended'),
      (count) => count === 1,
    );
    const children = await soon(
      () => childrenOf(server.pid),
      (pids) => pids.length === 2,
    );
    must(200, await server.client().get('/readyz'));
    expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(children.filter(isRunning)).toEqual([]);
    expect(databaseRuns(server.dataDir)).toBe(false);
  });
});
