import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BundledConnection, connectionUrl } from '#platform/db/bundled/connection.ts';
import { longestSeconds, timed } from '#test/api/outages/outage.ts';
import { type Database, openDatabase } from '#test/chaos/machine/database.ts';
import { makeFolder, removeFolders } from '#test/process/support/folders.ts';
import { endRunning, ensureBuild, root } from '#test/process/support/run.ts';
import { runServer, type ServerProcess, startServer } from '#test/process/support/server-process.ts';
import { openShopWithLink, payCheckout, startCheckout } from '#test/process/support/shop.ts';
import {
  findInstalledPgBouncer,
  type InstalledPgBouncer,
  startInstalledPgBouncer,
} from '#test/support/installed-pgbouncer.ts';
import { must } from '#test/support/scenario.ts';

const version = findInstalledPgBouncer();
const keepsPrepared = version !== undefined && (version[0] > 1 || version[1] >= 21);
const title = version
  ? `PgBouncer ${version.join('.')} in transaction mode`
  : 'PgBouncer (not tried: none is installed)';

const [, guide = ''] = readFileSync(join(root, 'docs/guides/database.md'), 'utf8').split('## PgBouncer');
/** The lines that the guide gives for it, without comments. */
const linesOf = (language: string) =>
  (new RegExp(`\`\`\`${language}\n([^\`]*)\`\`\``).exec(guide)?.[1] ?? '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(';'));
const poolerLines = linesOf('ini').filter(
  (line) => keepsPrepared || !line.startsWith('max_prepared_statements'),
);
const roleLines = linesOf('sql');

describe.skipIf(!version)(title, () => {
  let database: Database;
  let operator: pg.Client;
  let behind: BundledConnection;
  const poolers: InstalledPgBouncer[] = [];
  beforeAll(async () => {
    await ensureBuild();
    database = await openDatabase();
    operator = new pg.Client(database.connection);
    await operator.connect();
    await operator.query('create role shop login');
    await operator.query(`alter database ${database.connection.database} owner to shop`);
    behind = { ...database.connection, user: 'shop' };
  });
  afterAll(async () => {
    await endRunning();
    for (const pooler of poolers) await pooler.stop();
    await operator?.end();
    await database?.remove();
    removeFolders();
  });

  async function openPooler(lines: readonly string[]): Promise<InstalledPgBouncer> {
    const pooler = await startInstalledPgBouncer(behind, lines);
    poolers.push(pooler);
    return pooler;
  }
  const keys = {
    ENCRYPTION_KEY: `pooler:${randomBytes(32).toString('base64')}`,
    SIGNING_KEY: `pooler:${randomBytes(32).toString('base64')}`,
  };
  const optionsFor = (pooler: InstalledPgBouncer, prepared = keepsPrepared) => ({
    dataDir: makeFolder(),
    environment: {
      ...keys,
      DATABASE_URL: connectionUrl(pooler.connection),
      DATABASE_PREPARED: prepared ? 'on' : 'off',
    },
  });
  async function refusal(pooler: InstalledPgBouncer, prepared?: boolean): Promise<string> {
    const server = runServer(optionsFor(pooler, prepared));
    expect((await server.ended).code).toBe(1);
    const said = server.stderr().trim();
    expect(said.split('\n')).toHaveLength(1);
    return said;
  }

  it('without the line that lets settings pass is refused at start, with that line', async () => {
    const said = await refusal(await openPooler(['pool_mode = transaction']));
    expect(said).toContain(poolerLines.find((line) => line.startsWith('ignore_startup_parameters')));
  });

  it('without limits of the role is refused at start, with the statements that set them', async () => {
    const said = await refusal(await openPooler(poolerLines));
    expect(said).toMatch(/alter role … set statement_timeout/);
  });

  describe('with the lines of the guide', () => {
    let pooler: InstalledPgBouncer;
    let server: ServerProcess;
    beforeAll(async () => {
      for (const line of roleLines) await operator.query(line);
      pooler = await openPooler(poolerLines);
      server = await startServer(optionsFor(pooler));
    });

    it('limits each statement', async () => {
      const client = new pg.Client(pooler.connection);
      await client.connect();
      const shown = async (name: string) => (await client.query(`show ${name}`)).rows[0][name];
      expect(await shown('statement_timeout')).toBe('4s');
      expect(await shown('idle_in_transaction_session_timeout')).toBe('30s');
      expect(await shown('default_transaction_isolation')).toBe('read committed');
      await client.end();
    });

    it('serves a shop, from signing up to a refund', async () => {
      const { merchant, link } = await openShopWithLink(server, { max_uses: 3 });
      const { token } = must(201, await startCheckout(server.client(), link.id));
      const paid = must(200, await payCheckout(server.client(), token));
      const { raw_key: key } = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
      const machine = server.client().withKey(key);
      const refund = must(
        201,
        await machine.post(`/api/transactions/${paid.transaction_id}/refund/`, { amount: '1.00' }),
      );
      const { results } = must(200, await merchant.client.get('/api/refunds/'));
      expect(results).toMatchObject([{ id: refund.id, amount: '1.00' }]);
      must(200, await merchant.client.get('/api/products/'));
      must(200, await merchant.client.get('/api/transactions/'));
      must(200, await server.client().get('/readyz'));
    });

    it('tells whoever meets a row that somebody holds within five seconds that nothing was done', async () => {
      const { merchant, link } = await openShopWithLink(server, { max_uses: 3 });
      const { results } = must(200, await merchant.client.get('/api/products/'));
      const productPath = `/api/products/${results[0].id}/`;
      await operator.query('begin');
      await operator.query('lock table payment_link_places, products in exclusive mode');
      const answers = await Promise.all([
        timed(startCheckout(server.client(), link.id)),
        timed(merchant.client.patch(productPath, { name: 'Held' })),
      ]);
      await operator.query('rollback');
      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 503, code: 'unavailable', retryAfter: '2' });
        expect(answer.seconds).toBeLessThan(longestSeconds);
      }
      must(201, await startCheckout(server.client(), link.id));
      must(200, await merchant.client.patch(productPath, { name: 'Free' }));
    });

    it.skipIf(keepsPrepared)(
      'that loses prepared statements is refused at start with both ways out',
      async () => {
        const said = await refusal(pooler, true);
        expect(said).toMatch(/DATABASE_PREPARED=off/);
      },
    );
  });
});
