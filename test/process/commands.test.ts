import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '#commands/commands.ts';
import { camt } from '#test/support/bank-shop.ts';
import { eventually, must } from '#test/support/scenario.ts';
import { makeFolder, removeFolders } from './support/folders.ts';
import { endRunning, ensureBuild } from './support/run.ts';
import {
  databaseRuns,
  openBundledDatabase,
  runCommand,
  type ServerProcess,
  startServer,
  usedDataDir,
} from './support/server-process.ts';
import { openShop } from './support/shop.ts';

let server: ServerProcess;

beforeAll(async () => {
  await ensureBuild();
  server = await startServer({ dataDir: await usedDataDir() });
});
afterAll(async () => {
  await endRunning();
  removeFolders();
});

/** Runs a command on the data folder of the running server, under its public address. */
const command = (words: string[], input?: string) =>
  runCommand(words, {
    dataDir: server.dataDir,
    environment: { PUBLIC_URL: server.url },
    ...(input === undefined ? {} : { input }),
  });

describe('beside the running server', () => {
  test('organization create opens one whose owner signs in, and suspend and resume decide whether it sells', async () => {
    const words = ['--name', 'Saltwick Ceramics', '--email', 'Anna@saltwick.example', '--password-stdin'];
    const created = await command(['organization', 'create', ...words], 'a kiln full of mugs\n');
    expect(created).toMatchObject({ code: 0, stderr: '' });
    const organization = /org_\w+/.exec(created.stdout)?.[0] as string;
    const login = { email: 'anna@saltwick.example', password: 'a kiln full of mugs' };
    const { access_token } = must(200, await server.client().post('/api/auth/login/', login));
    const client = server.client().withToken(access_token);
    const product = must(201, await client.post('/api/products/', { name: 'Mug', prices: { USD: '18.00' } }));
    const products = [{ product_id: product.id, quantity: 1 }];
    const link = must(201, await client.post('/api/payment-links/', { name: 'Mugs', products }));
    const preview = () => server.client().get(`/api/payment-links/public/${link.id}/`);
    must(200, await preview());

    expect(await command(['organization', 'suspend', organization])).toMatchObject({ code: 0 });
    expect(must(410, await preview()).code).toBe('link_inactive');
    expect((await command(['organization', 'list'])).stdout).toContain(
      `${organization}  suspended  Saltwick Ceramics`,
    );
    expect(await command(['organization', 'resume', organization])).toMatchObject({ code: 0 });
    must(200, await preview());
  });

  test('organization set-limits changes what it names and leaves the rest', async () => {
    const merchant = await openShop(server);
    const { id } = merchant.organization;
    const options = ['--max-eur', '250', '--fee-percent', '2.9', '--fee-fixed-usd', '0.30'];
    const changed = await command(['organization', 'set-limits', id, ...options]);
    expect(changed).toMatchObject({ code: 0, stderr: '' });
    expect(must(200, await merchant.client.get('/api/organization/'))).toMatchObject({
      min_payment: { USD: '1.00', EUR: '1.00' },
      max_payment: { USD: '10000.00', EUR: '250.00' },
      fees: { percent: '2.900', fixed: { USD: '0.30', EUR: '0.00' } },
    });
    const refused = await command(['organization', 'set-limits', id, '--max-eur', '0.50']);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('In EUR the maximum of 0.50 would be below the minimum of 1.00.');
  });

  test('statement import takes files in, names the one that is refused, and counts nothing twice', async () => {
    const merchant = await openShop(server);
    const folder = makeFolder();
    const [good, bad] = [join(folder, 'good.xml'), join(folder, 'bad.xml')];
    writeFileSync(good, camt([{ text: 'Rent' }, { text: 'Thanks' }]));
    writeFileSync(bad, camt([{}], { closing: 1n }));
    // Nothing live is connected, so the sandbox is meant.
    const owner = ['--organization', merchant.organization.id];
    const first = await command(['statement', 'import', good, good, ...owner]);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain('2 entries: 0 matched, 2 unmatched, 0 counted before');
    expect(first.stdout).toContain('2 entries: 0 matched, 0 unmatched, 2 counted before');
    const refused = await command(['statement', 'import', bad, ...owner]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/bad\.xml.*closes with.*Nothing of this file was counted\./s);
    const { results } = must(200, await merchant.client.get('/api/organization/bank-entries/'));
    expect(results).toHaveLength(2);
    const late = join(folder, 'late.xml');
    writeFileSync(late, camt([{ text: 'Behind a file that cannot be read' }]));
    const some = await command(['statement', 'import', bad, join(folder, 'gone.xml'), late, ...owner]);
    expect(some.code).toBe(1);
    expect(some.stdout).toMatch(/bad\.xml {2}not counted: .*closes with/);
    expect(some.stdout).toMatch(/gone\.xml {2}not counted: .*ENOENT/);
    expect(some.stdout).toMatch(/late\.xml {2}1 entries: 0 matched, 1 unmatched/);
    expect(some.stderr).toContain('2 of 3 files were not counted, as told above; the other 1 was.');
  });

  test('user create adds a person who comes in by the printed address, once', async () => {
    const { organization } = await openShop(server);
    const words = ['--organization', organization.id, '--email', 'lea@shop.example', '--role', 'viewer'];
    const created = await command(['user', 'create', ...words]);
    expect(created.code).toBe(0);
    expect(created.stdout).toContain(`${server.url}/login#token=`);
    const token = /token=(\S+)/.exec(created.stdout)?.[1];
    const signedIn = must(200, await server.client().post('/api/auth/one-time/', { token }));
    expect(signedIn).toMatchObject({ role: 'viewer', organization: { id: organization.id } });
    expect((await server.client().post('/api/auth/one-time/', { token })).status).toBe(401);
    expect((await command(['user', 'create', ...words])).stderr).toContain('is in this team already');
  });

  test('user create adds somebody who has an account, with their name and password as they are', async () => {
    const [host, guest] = [await openShop(server), await openShop(server)];
    const words = [
      '--organization',
      host.organization.id,
      '--email',
      guest.email.toUpperCase(),
      '--role',
      'admin',
    ];
    const refused = await command(['user', 'create', ...words, '--password-stdin'], 'seven quiet harbours\n');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('keeps its password');
    const added = await command(['user', 'create', ...words, '--name', 'Somebody else']);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(added.stdout).toContain('signs in as before');
    expect(added.stdout).not.toContain('token=');
    const { results } = must(200, await host.client.get('/api/organization/team/'));
    expect(results).toMatchObject([{ role: 'owner' }, { ...guest.user, role: 'admin' }]);
    const log = must(200, await host.client.get('/api/organization/audit-log/?action=team.member_joined'));
    expect(log.results).toMatchObject([{ actor: { type: 'operator' }, target: { id: guest.user.id } }]);
    const { email, password } = guest;
    const login = must(200, await server.client().post('/api/auth/login/', { email, password }));
    expect(login.organizations).toHaveLength(2);
    must(200, await guest.client.get('/api/auth/me/'));
  });

  test('user reset-password sets a password from standard input and ends all sessions', async () => {
    const merchant = await openShop(server);
    const reset = ['user', 'reset-password', merchant.email];
    expect((await command([...reset, '--password-stdin'], 'short\n')).code).toBe(2);
    expect((await command([...reset, '--password-stdin'], 'password1234\n')).code).toBe(1);
    must(200, await merchant.client.get('/api/auth/me/'));
    must(202, await server.client().post('/api/auth/password/forgot/', { email: merchant.email }));
    const mailed = await eventually(
      async () =>
        /reset-password#token=([\w-]+)/.exec((await command(['mail', 'show', merchant.email])).stdout)?.[1],
      (token) => token !== undefined,
    );
    const done = await command([...reset, '--password-stdin'], 'seven quiet harbours\n');
    expect(done).toMatchObject({ code: 0 });
    expect((await merchant.client.get('/api/auth/me/')).status).toBe(401);
    const stale = { token: mailed, password: 'somebody elses choice' };
    const refused = await server.client().post('/api/auth/password/reset/', stale);
    expect([refused.status, refused.body.code]).toEqual([400, 'invalid_reset_link']);
    const login = { email: merchant.email, password: 'seven quiet harbours' };
    must(200, await server.client().post('/api/auth/login/', login));

    const printed = await command(reset);
    const token = /token=(\S+)/.exec(printed.stdout)?.[1];
    must(200, await server.client().post('/api/auth/one-time/', { token }));
    const unknown = await command(['user', 'reset-password', 'nobody@shop.example']);
    expect(unknown).toMatchObject({ code: 1, stderr: 'Nobody has the address nobody@shop.example.\n' });
  });

  test('seed makes links and payments that agree with each other, and that the API shows', async () => {
    const merchant = await openShop(server);
    const size = ['--links', '60', '--payments', '900'];
    const seeded = await command(['seed', ...size, '--organization', merchant.organization.id]);
    expect(seeded.code).toBe(0);
    expect(seeded.stderr).toContain('900 of 900 payments');
    expect(await command(['verify'])).toMatchObject({ code: 0 });
    expect(await disagreements(server)).toEqual([]);

    const page = must(200, await merchant.client.get('/api/transactions/?limit=5'));
    expect(page.results).toHaveLength(5);
    const [newest] = page.results;
    expect(newest).toMatchObject({ status: 'paid', depositAttempts: [{ status: 'succeeded' }] });
    const link = must(200, await merchant.client.get(`/api/payment-links/${newest.payment_link_id}/`));
    expect(link.paid_count).toBe(link.stats.checkouts_started);
    expect((await command(['seed', ...size])).stderr).toContain('name one with --organization');
    expect((await command(['seed', '--links', '0', '--payments', '1'])).code).toBe(2);
  });

  test('and none of them stopped its database', async () => {
    must(200, await server.client().get('/readyz'));
  });
});

describe('without a server', () => {
  test('a command asks for migrations, and migrate applies them; each stops the database it started', async () => {
    const dataDir = makeFolder();
    const refused = await runCommand(['organization', 'list'], { dataDir });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('run `npm run linktill -- migrate`');
    expect(databaseRuns(dataDir)).toBe(false);
    expect((await runCommand(['migrate'], { dataDir })).stdout).toMatch(
      /Applied 0001_\w+\.sql[\s\S]* applied\.\n$/,
    );
    expect((await runCommand(['migrate'], { dataDir })).stdout).toBe('The database is up to date.\n');
    expect(await runCommand(['organization', 'list'], { dataDir })).toMatchObject({ code: 0, stdout: '' });
    expect(databaseRuns(dataDir)).toBe(false);
  });

  test('a line that is wrong is refused with exit code 2, and help costs nothing', async () => {
    const dataDir = makeFolder();
    const refused = await runCommand(['organization', 'suspend', 'shop'], { dataDir: server.dataDir });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/^"shop" is no organization's id .*\n.* organization suspend --help/);
    expect(await runCommand(['organisation', 'list'], { dataDir })).toMatchObject({ code: 2, stdout: '' });
    const help = await runCommand(['--help'], { dataDir });
    expect(help).toMatchObject({ code: 0, stderr: '' });
    for (const { name } of commands) expect(help.stdout).toContain(`  ${name} `);
    expect(readdirSync(dataDir)).toEqual([]);
  });
});

/** What `verify` does not prove of seeded payments; each statement finds rows that must not be. */
async function disagreements({ dataDir }: ServerProcess): Promise<string[]> {
  const checks = {
    'a payment out of the order of time': `
      select 1 from transactions t
        join checkouts c on c.organization_id = t.organization_id and c.id = t.checkout_id
        join attempts a on a.organization_id = t.organization_id and a.id = t.paid_attempt_id
      where not (c.created_at < t.created_at and t.created_at <= a.attempted_at and a.attempted_at < t.paid_at and t.paid_at < now())
        or t.paid_at <> c.paid_at or c.subtotal_minor + c.tax_minor <> c.total_minor`,
    "an attempt that the bank's own book does not know": `
      select 1 from attempts a
        left join transactions t on t.organization_id = a.organization_id and t.id = a.transaction_id
        left join sandbox_payments p on p.organization_id = a.organization_id and p.idempotency_key = a.id
      where a.provider_reference is distinct from p.id::text or p.status is distinct from 'succeeded'
        or p.amount_minor is distinct from t.gross_minor or p.currency <> t.currency`,
    'an event that tells another amount, or waits for a position': `
      select 1 from transactions t join events e on e.organization_id = t.organization_id and e.transaction_id = t.id
      where (e.body::jsonb->>'gross_amount')::numeric * 100 <> t.gross_minor or e.body::jsonb->>'currency' <> t.currency
        or e.position is null`,
    'a gap in the positions': `
      select 1 from event_positions p
      where p.last_position <> (select count(*) from events e where e.organization_id = p.organization_id and e.position is not null)`,
  };
  const database = await openBundledDatabase(dataDir);
  const found: string[] = [];
  for (const [what, text] of Object.entries(checks)) {
    if (((await database.query(text)).rowCount ?? 0) > 0) found.push(what);
  }
  await database.end();
  return found;
}
