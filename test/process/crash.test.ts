import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPostmaster } from '#platform/db/bundled/postmaster.ts';
import { cards, makeProduct, must } from '#test/support/scenario.ts';
import { removeFolders } from './support/folders.ts';
import { endRunning, ensureBuild } from './support/run.ts';
import {
  databaseRuns,
  logLines,
  openBundledDatabase,
  startServer,
  usedDataDir,
} from './support/server-process.ts';
import { openShop, openShopWithLink, payCheckout, startCheckout } from './support/shop.ts';
import { soon } from './support/soon.ts';

beforeAll(ensureBuild);
afterAll(async () => {
  await endRunning();
  removeFolders();
});

test('after kill -9 the next start serves, and settles the payment that was undecided, charged once', async () => {
  const dataDir = await usedDataDir();
  const killed = await startServer({ dataDir });
  const { merchant, link } = await openShopWithLink(killed, { max_uses: 1 });
  const checkout = must(201, await startCheckout(killed.client(), link.id));
  const begun = must(202, await payCheckout(killed.client(), checkout.token, cards.late));
  expect(begun.status).toBe('processing');
  expect(await killed.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
  expect(databaseRuns(dataDir)).toBe(true);

  const next = await startServer({ dataDir });
  const readyAt = new Date();
  const state = () => next.client().get(`/api/checkout/${checkout.token}/`);
  await soon(
    async () => must(200, await state()).status,
    (status) => status === 'paid',
  );
  const database = await openBundledDatabase(dataDir);
  // The demo has payments of its own.
  const ofShop = 'organization_id = (select organization_id from payment_links where id = $1)';
  const charges = await database.query(`select status, amount_minor from sandbox_payments where ${ofShop}`, [
    link.id,
  ]);
  expect(charges.rows).toEqual([{ status: expect.any(String), amount_minor: '5998' }]);
  // The bank decides five seconds after it was asked, which was before the crash.
  const late = await database.query(
    `select 1 from transactions t join sandbox_payments p on p.idempotency_key = t.paid_attempt_id
      where t.paid_at > greatest(p.decides_at, $1) + interval '5 seconds'`,
    [readyAt],
  );
  expect(late.rowCount).toBe(0);
  const told = await database.query(
    `select sequence from events where transaction_id is not null and ${ofShop} order by sequence`,
    [link.id],
  );
  expect(told.rows).toEqual([{ sequence: 1 }, { sequence: 2 }]);
  await database.end();
  const shown = must(
    200,
    await next.client().withToken(merchant.token).get(`/api/payment-links/${link.id}/`),
  );
  expect(shown).toMatchObject({ uses: 1, held: 0, status: 'used_up', revenue: { USD: '59.98' } });
  expect(await next.end('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(databaseRuns(dataDir)).toBe(false);
});

test('every checkout that was acknowledged survives kill -9 under load', async () => {
  const dataDir = await usedDataDir();
  const killed = await startServer({ dataDir });
  const { link } = await openShopWithLink(killed);
  const tokens: string[] = [];
  let isDead = false;
  const buyer = async () => {
    while (!isDead) {
      const reply = await startCheckout(killed.client(), link.id).catch(() => undefined);
      if (reply?.status === 201) tokens.push(reply.body.token);
      else isDead = true;
    }
  };
  const buyers = Promise.all(Array.from({ length: 16 }, buyer));
  await soon(
    () => tokens.length,
    (count) => count >= 100,
  );
  await killed.end('SIGKILL');
  await buyers;
  const next = await startServer({ dataDir });
  const states = await Promise.all(tokens.map((token) => next.client().get(`/api/checkout/${token}/`)));
  expect(new Set(states.map(({ status, body }) => `${status} ${body.status}`))).toEqual(
    new Set(['200 open']),
  );
  await next.end('SIGTERM');
});

test('while the database is gone requests get 503 with Retry-After at once, and service resumes by itself', async () => {
  const server = await startServer({ dataDir: await usedDataDir() });
  const merchant = await openShop(server);
  const postmaster = findPostmaster(join(server.dataDir, 'postgres'));
  process.kill(postmaster?.pid as number, 'SIGINT');
  const list = () => merchant.client.get('/api/products/');
  // Asked for all at once: the database is soon back.
  const look = async () => {
    const [listed, ready, alive] = await Promise.all([
      list(),
      server.client().get('/readyz'),
      server.client().get('/healthz'),
    ]);
    return { listed, ready, alive };
  };
  const gone = await soon(look, ({ listed, ready }) => listed.status !== 200 && ready.status !== 200);
  expect(gone.listed.status).toBe(503);
  expect(gone.listed.body.code).toBe('unavailable');
  expect(Number(gone.listed.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(gone.ready.status).toBe(503);
  expect(gone.alive.status).toBe(200);
  await soon(list, ({ status }) => status === 200);
  must(200, await server.client().get('/readyz'));
  await makeProduct(merchant);
  const messages = () => logLines(server.stdout()).map(({ msg }) => msg);
  await soon(
    () => messages(),
    (said) => said.includes('The database runs again.'),
  );
  expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
});
