import pg from 'pg';
import { seed } from '#commands/seed/seed.ts';
import { parseId } from '#platform/kit/ids.ts';
import { closeDaysJob } from '#reporting/figures/jobs.ts';
import { listChangedLinksJob } from '#selling/payment-links/jobs.ts';
import type { TestApp } from '#test/support/app.ts';
import { type Merchant, signUp } from '#test/support/scenario.ts';
import { tablesOf } from './catalogue.ts';
import { addNeighbours } from './neighbours.ts';

/** Large enough that a planner prefers indexes, small enough that statistics look at every row. */
const size = { links: 5_000, payments: 4_000 };

/** Fills the database with two large shops, as `seed` does it, and a thousand small ones; gives the first. */
export async function fillDatabase(app: TestApp, webhookUrl: string): Promise<Merchant> {
  const { pool } = app.context.database;
  // Statistics that come in the middle of it would be of some rows, and others in every run.
  for (const table of await tablesOf(app))
    await pool.query(`alter table ${table} set (autovacuum_enabled = off)`);
  const merchant = await signUp(app);
  const other = await signUp(app);
  for (const each of [merchant, other]) await fillShop(app, each);
  for (const job of [closeDaysJob, listChangedLinksJob]) while ((await job.runDue(app.context)) > 0);
  // A client of its own: what fills tables by the thousand takes longer than a request may.
  const client = new pg.Client(app.database.connection);
  await client.connect();
  try {
    await goLive(client, other);
    await addNeighbours(app, client, merchant, webhookUrl);
    await takeStatistics(client);
  } finally {
    await client.end();
  }
  return merchant;
}

async function fillShop(app: TestApp, { organization }: Merchant): Promise<void> {
  const { context, database } = app;
  const options = {
    links: String(size.links),
    payments: String(size.payments),
    organization: organization.id,
  };
  const silent = () => undefined;
  await seed.run(
    { context, pool: context.database.pool, connection: database.connection, dataDir: undefined },
    {
      taken: {},
      repeated: [],
      options,
      switches: new Set(),
      readLine: async () => '',
      say: silent,
      tellProgress: silent,
    },
  );
}

/** Makes everything of a shop live, so that no mode is that of nearly all rows. */
async function goLive(client: pg.Client, { organization }: Merchant): Promise<void> {
  const { rows } = await client.query(
    `select table_name from information_schema.columns where table_schema = 'public' and column_name = 'mode'
      order by table_name`,
  );
  for (const { table_name } of rows)
    await client.query(`update ${table_name} set mode = 'live' where organization_id = $1`, [
      parseId('org', organization.id),
    ]);
}

/** Looks at every row, so that the same rows give the same statistics. */
async function takeStatistics(client: pg.Client): Promise<void> {
  await client.query('set default_statistics_target = 1000');
  await client.query('vacuum (freeze, analyze)');
}
