import type pg from 'pg';
import { uuidv7 } from '#platform/kit/ids.ts';
import type { TestApp } from '#test/support/app.ts';
import { card, type Merchant, must, start } from '#test/support/scenario.ts';

/** Copies one row many times; `of` gives what differs, with `n` as the number of the copy. */
type Copies = { readonly table: string; readonly count: number; readonly of: string };

const id = `md5('copy ' || n)::uuid`;
const bytes = `'\\x' || md5('copy ' || n)`;

/** A thousand small shops beside the large one, and what collects in a large one besides its payments. */
const copies: readonly Copies[] = [
  { table: 'organizations', count: 1_000, of: `'id', ${id}` },
  { table: 'users', count: 1_000, of: `'id', ${id}, 'email', n || '@example.com'` },
  { table: 'memberships', count: 1_000, of: `'organization_id', ${id}, 'user_id', ${id}` },
  { table: 'sessions', count: 1_000, of: `'id', ${id}, 'token_hash', ${bytes}, 'user_id', ${id}` },
  { table: 'authenticators', count: 1_000, of: `'user_id', ${id}` },
  { table: 'passkeys', count: 1_000, of: `'id', ${id}, 'user_id', ${id}, 'credential_id', ${id}` },
  {
    table: 'api_keys',
    count: 1_000,
    of: `'id', ${id}, 'organization_id', ${id}, 'key_hash', ${bytes}`,
  },
  { table: 'api_requests', count: 10_000, of: `'id', ${id}` },
  { table: 'connections', count: 1_000, of: `'id', ${id}, 'organization_id', ${id}` },
  { table: 'webhook_endpoints', count: 1_000, of: `'organization_id', ${id}` },
  { table: 'sandbox_simulators', count: 1_000, of: `'organization_id', ${id}` },
  { table: 'event_positions', count: 1_000, of: `'organization_id', ${id}` },
  { table: 'figure_progress', count: 1_000, of: `'organization_id', ${id}` },
  { table: 'idempotency_keys', count: 10_000, of: `'scope', ${bytes}` },
  {
    table: 'refunds',
    count: 4_000,
    of: `'id', ${id}, 'transaction_id', ${id}, 'updated_at', now() - n * interval '30 minutes'`,
  },
  {
    table: 'webhook_deliveries',
    count: 10_000,
    // In both modes, so that no mode is that of nearly all rows.
    of: `'id', ${id}, 'mode', case when n % 2 = 0 then 'live' else 'sandbox' end, 'due_at', null, 'status', 'delivered'`,
  },
  { table: 'daily_figures', count: 10_000, of: `'organization_id', ${id}` },
  { table: 'daily_balances', count: 10_000, of: `'organization_id', ${id}` },
  { table: 'organization_views', count: 1_000, of: `'organization_id', ${id}` },
  { table: 'payment_link_views', count: 10_000, of: `'payment_link_id', ${id}` },
];

/** Makes one row of each kind as the product makes it, and copies it. */
export async function addNeighbours(
  app: TestApp,
  client: pg.Client,
  merchant: Merchant,
  webhookUrl: string,
): Promise<void> {
  await makeOneOfEach(app, merchant, webhookUrl);
  for (const { table, count, of } of copies) {
    const { rowCount } = await client.query(
      `insert into ${table} select copy.*
        from (select * from ${table} limit 1) one cross join generate_series(1, ${count}) n
          cross join lateral jsonb_populate_record(null::${table}, to_jsonb(one) || jsonb_build_object(${of})) copy`,
    );
    if (rowCount !== count) throw new Error(`There is no row of ${table} to be copied.`);
  }
  // As if another instance did it, for as long as this takes.
  await client.query(
    `insert into event_relay values ('relay', $1, now() + interval '1 hour')
      on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at`,
    [uuidv7(app.clock.now())],
  );
}

async function makeOneOfEach(app: TestApp, { client }: Merchant, webhookUrl: string): Promise<void> {
  const { pool } = app.context.database;
  must(200, await client.put('/api/organization/webhook/', { url: webhookUrl, enabled: true }));
  must(200, await client.put('/api/organization/simulator/', {}));
  const settings = { iban: 'DE89370400440532013000', account_name: 'Nordlicht' };
  must(200, await client.put('/api/organization/providers/bank/', { mode: 'sandbox', settings }));
  const key = must(201, await client.post('/api/organization/api-keys/', {})).raw_key as string;
  const [link] = must(200, await client.get('/api/payment-links/?status=active')).results;
  const checkout = must(201, await start(app, link.id, {}, { 'idempotency-key': 'a key of this very test' }));
  const paid = must(200, await app.client().post(`/api/checkout/${checkout.token}/pay/`, card()));
  must(201, await app.client().withKey(key).post(`/api/transactions/${paid.transaction_id}/refund/`, {}));
  // Where no relay runs, this is what gives events their places and makes deliveries of them.
  must(200, await app.client().withKey(key).get('/api/events/'));
  await pool.query(`insert into authenticators select id, 'secret', now(), 1, now() from users limit 1`);
  await pool.query(
    `insert into passkeys select id, id, id::text, '\\x00', 0, '{}', 'Laptop', now(), null from users limit 1`,
  );
  await pool.query(
    `insert into api_requests select organization_id, mode, id, id, 'GET', '/api/events/', '{}', 200, null, 4, now() from api_keys limit 1`,
  );
  await pool.query(
    `insert into organization_views select id, 'sandbox', current_date, 1, 1 from organizations limit 1`,
  );
  await pool.query(
    `insert into payment_link_views select organization_id, id, current_date, 1, 1 from payment_links limit 1`,
  );
}
