import { afterAll, beforeAll, expect, test } from 'vitest';
import { creditorReference } from '#paying/bank-transfers/creditor-reference.ts';
import { ownIban } from '#paying/statements/testing/shapes.ts';
import { parseId, uuidv7 } from '#platform/kit/ids.ts';
import { camt } from '#test/support/bank-shop.ts';
import { makeLink, makeProduct, must } from '#test/support/scenario.ts';
import { removeFolders } from './support/folders.ts';
import { endRunning, ensureBuild } from './support/run.ts';
import { openBundledDatabase, startServer, usedDataDir } from './support/server-process.ts';
import { openShop, startCheckout } from './support/shop.ts';
import { soon } from './support/soon.ts';

beforeAll(ensureBuild);
afterAll(async () => {
  await endRunning();
  removeFolders();
});

const entries = 4_000;
const path = '/api/organization/bank-statements/';

test('kill -9 in the middle of an import loses nothing and doubles nothing', async () => {
  const dataDir = await usedDataDir();
  const killed = await startServer({ dataDir });
  const merchant = await openShop(killed);
  const organizationId = parseId('org', merchant.organization.id) as string;
  const database = await openBundledDatabase(dataDir);
  const settings = { iban: ownIban, account_name: 'Nordlicht', hold_days: 5 };
  await database.query(
    `insert into connections (organization_id, id, mode, provider, status, position, settings, created_at, updated_at)
      values ($1, $2, 'sandbox', 'bank', 'connected', 1, $3, now(), now())`,
    [organizationId, uuidv7(new Date()), settings],
  );
  const product = await makeProduct(merchant, { prices: { EUR: '10.00' } });
  const products = [{ product_id: product.id, quantity: 1 }];
  const link = await makeLink(merchant, { currency: 'EUR', products }, product);
  const { token } = must(201, await startCheckout(killed.client(), link.id));
  const chosen = must(202, await killed.client().post(`/api/checkout/${token}/pay/`, { way: 'bank' }));
  const { number } = must(200, await merchant.client.get(`/api/transactions/${chosen.transaction_id}/`));
  const paying = { minor: 1_000n, text: creditorReference(BigInt(number)) };
  const others = Array.from({ length: entries - 1 }, (_, at) => ({ text: `Rent ${at}` }));
  const statement = camt([paying, ...others]);
  const sent = merchant.client.post(path, statement).catch(() => undefined);
  await soon(
    async () =>
      (await database.query(`select 1 from pg_locks where locktype = 'advisory' and granted`)).rowCount,
    (count) => (count ?? 0) > 0,
  );
  await killed.end('SIGKILL');
  await sent;
  await database.end();

  const next = await startServer({ dataDir });
  const client = next.client().withToken(merchant.token);
  const again = await openBundledDatabase(dataDir);
  const kept = async () =>
    (
      await again.query('select count(*)::integer as count from bank_entries where organization_id = $1', [
        organizationId,
      ])
    ).rows[0].count;
  expect([0, entries]).toContain(await kept());
  const handedIn = must(201, await client.post(path, statement));
  expect([0, entries]).toContain(handedIn.duplicates);
  expect(await kept()).toBe(entries);
  const { duplicates } = must(201, await client.post(path, statement));
  expect(duplicates).toBe(entries);
  await soon(
    async () => must(200, await client.get(`/api/transactions/${chosen.transaction_id}/`)).status,
    (status) => status === 'paid',
  );
  const { rows } = await again.query(
    `select account, sum(amount_minor)::integer as sum from ledger_postings where organization_id = $1 group by account having sum(amount_minor) <> 0 order by 1`,
    [organizationId],
  );
  expect(rows).toEqual([
    { account: 'available', sum: 1_000 },
    { account: 'provider', sum: -1_000 },
  ]);
  await again.end();
  await next.end('SIGTERM');
});
