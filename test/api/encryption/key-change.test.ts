import { randomBytes, randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rotateEncryptionKey } from '#commands/rotate-encryption-key.ts';
import { showKeys } from '#commands/show-keys.ts';
import { decryptSecret } from '#messaging/webhooks/endpoints/secret.ts';
import { createMovableClock } from '#platform/kit/clock.ts';
import { renewEncryptionJob } from '#reporting/encryption/jobs.ts';
import { encryptedColumns } from '#reporting/encryption/store.ts';
import { verify } from '#reporting/verify/verify.ts';
import { createAcme } from '#test/support/acme.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { Client, type Json } from '#test/support/client.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';
import { invite } from '#test/support/mailbox.ts';
import { query } from '#test/support/paying.ts';
import { card, cards, type Merchant, makeLink, must, signUp, startOpen } from '#test/support/scenario.ts';

const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [former, current] = [newKey('former'), newKey('current')];
const clock = createMovableClock();
const databases: TestDatabase[] = [];
const apps: TestApp[] = [];
afterAll(async () => {
  for (const app of apps) await app.stop();
  for (const database of databases) await database.drop();
});

const acme = createAcme();
acme.accounts.set('acme_test_4f9c2ab71d', { id: 'acct_1', label: 'Nordlicht' });
const provider = '/api/organization/providers/acme/';

async function start(database: TestDatabase, encryptionKey: string): Promise<TestApp> {
  const env = { JOBS: 'off', PUBLIC_URL: 'http://localhost:3999', ENCRYPTION_KEY: encryptionKey };
  const app = await startApp({ database, clock, connectable: [acme.connectable], env });
  apps.push(app);
  return app;
}

/** The same client with its credentials, at another instance. */
const at = (app: TestApp, client: Client) => new Client(app.url, client.headers, client.document);
const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.now().getTime() });

type Kept = {
  readonly merchant: Merchant;
  /** The one that signs, and the one before it. */
  readonly webhookSecrets: string[];
  readonly secret: string;
  readonly recoveryCodes: string[];
  readonly pay: (app: TestApp) => Promise<Json>;
};

/** Something in every column that is encrypted. */
async function keepEverything(app: TestApp): Promise<Kept> {
  const merchant = await signUp(app);
  const hook = { url: 'https://shop.example/hook', enabled: true };
  const first = must(200, await merchant.client.put('/api/organization/webhook/', hook));
  const second = must(200, await merchant.client.post('/api/organization/webhook/rotate-secret/'));
  await invite(merchant, 'ida@shop.example', 'viewer');
  const credentials = { secret_key: 'acme_test_4f9c2ab71d' };
  must(200, await merchant.client.put(provider, { mode: 'sandbox', credentials }));
  const checkout = await startOpen(app, (await makeLink(merchant)).id);
  const key = randomUUID();
  const pay = (where: TestApp) =>
    where
      .client()
      .post(`/api/checkout/${checkout.token}/pay/`, card(cards.challenge), { 'idempotency-key': key });
  must(202, await pay(app));
  const path = '/api/auth/second-factor/authenticator/';
  const { secret } = must(200, await merchant.client.post(path));
  const confirmed = must(200, await merchant.client.post(`${path}confirm/`, { code: codeOf(secret) }));
  clock.advance(30_000);
  return {
    merchant,
    webhookSecrets: [second.secret, first.secret],
    secret,
    recoveryCodes: confirmed.recovery_codes,
    pay,
  };
}

async function signIn(app: TestApp, { merchant }: Kept, code: string) {
  const { email, password } = merchant;
  const { challenge } = (await app.client().post('/api/auth/login/', { email, password })).body;
  return app.client().post('/api/auth/second-factor/', { challenge, code });
}

async function runOneRound(app: TestApp): Promise<void> {
  const job = renewEncryptionJob();
  while ((await job.runDue(app.context)) > 0);
}

/** Columns of any table in which a text names a key. */
async function columnsNaming(app: TestApp, keyId: string): Promise<string[]> {
  const columns = await query(
    app,
    `select c.table_name as "table", c.column_name as name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE'`,
  );
  const naming: string[] = [];
  for (const { table, name } of columns) {
    const found = await query(
      app,
      `select 1 from "${table}" where "${name}"::text like '%v1.${keyId}.%' limit 1`,
    );
    if (found.length > 0) naming.push(`${table}.${name}`);
  }
  return naming.sort();
}

const isLogged = ({ logLines }: TestApp, ...words: string[]) =>
  logLines.some((line) => words.every((word) => line.includes(word)));

async function keysTold(app: TestApp): Promise<string[]> {
  const lines: string[] = [];
  const house = { context: app.context, pool: app.context.database.pool, connection: {}, dataDir: undefined };
  await showKeys.run(house as never, { say: (line: string) => lines.push(line) } as never);
  return lines;
}

describe('a former encryption key', () => {
  let between: TestApp;
  let after: TestApp;
  let kept: Kept;
  const naming: Record<'before' | 'after', string[]> = { before: [], after: [] };
  const told: Record<'before' | 'after', string[]> = { before: [], after: [] };
  beforeAll(async () => {
    const database = await createDatabase();
    databases.push(database);
    const before = await start(database, former);
    kept = await keepEverything(before);
    naming.before = await columnsNaming(before, 'former');
    between = await start(database, `${current},${former}`);
    told.before = await keysTold(between);
    await Promise.all([runOneRound(between), runOneRound(between)]);
    await runOneRound(between);
    naming.after = await columnsNaming(between, 'former');
    told.after = await keysTold(between);
    after = await start(database, current);
  });

  it('is named by no text once they are encrypted anew, and the log and the command say so', () => {
    expect(naming.before).toEqual([
      'attempts.redirect_url',
      'authenticators.secret',
      'connection_credentials.sealed',
      'fixed_key.sealed',
      'idempotency_keys.answer',
      'mails.body',
      'sandbox_payments.return_url',
      'webhook_endpoints.previous_secret',
      'webhook_endpoints.secret',
    ]);
    expect(told.before.join('\n')).toMatch(/^former {2}former {2}authenticator apps: 1, webhook secrets: 1/m);
    expect(naming.after).toEqual(['fixed_key.sealed']);
    expect(isLogged(between, '"key":"former"', 'nothing stored needs this former encryption key')).toBe(true);
    expect(told.after).toContain('former  former  nothing needs it any more; it can be removed');
  });

  it('can be removed once the log and the command say so: people sign in by their app', async () => {
    must(200, await signIn(after, kept, codeOf(kept.secret)));
  });

  it('can be removed: mails are read, webhooks are signed, and a repeated request gets its answer', async () => {
    const session = at(after, kept.merchant.client);
    const { results } = must(200, await session.get('/api/development/mailbox/'));
    expect(results.map(({ kind, is_damaged }: Json) => [kind, is_damaged])).toEqual([
      ['account_changed', false],
      ['invitation', false],
    ]);
    const [endpoint] = await query(
      after,
      `select organization_id as "organizationId", mode, secret, previous_secret as previous from webhook_endpoints`,
    );
    const { encryptionKeys } = after.context.config;
    expect(
      [endpoint.secret, endpoint.previous].map((text) => decryptSecret(encryptionKeys, text, endpoint)),
    ).toEqual(kept.webhookSecrets);
    const again = await kept.pay(after);
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([202, 'true']);
    expect(again.body.next_action.url).toContain('/sandbox/challenge/');
    expect(must(200, await session.post(`${provider}check/?mode=sandbox`)).status).toBe('connected');
    const { findings } = await verify(after.context, undefined, after.context.config.encryptionKeys);
    expect(findings).toEqual([]);
  });
});

describe('rotate-encryption-key', () => {
  it('encrypts everything under the current key at once, tells how far it is, and finds nothing to do the next time', async () => {
    const database = await createDatabase();
    databases.push(database);
    await keepEverything(await start(database, former));
    const { context } = await start(database, `${current},${former}`);
    const run = async () => {
      const [said, told]: [string[], string[]] = [[], []];
      const input = {
        say: (line: string) => said.push(line),
        tellProgress: (line: string) => told.push(line),
      };
      const house = { context, pool: context.database.pool, connection: {}, dataDir: undefined };
      await rotateEncryptionKey.run(house as never, input as never);
      return { said, told };
    };
    const first = await run();
    expect(first.said[0]).toBe('9 texts were encrypted anew under the key current.');
    expect(first.told).toContain('credentials of payment providers: 1 encrypted anew');
    const again = await run();
    expect(again.said[0]).toBe('0 texts were encrypted anew under the key current.');
    expect(again.told).toEqual([]);
    const { findings } = await verify(
      context,
      undefined,
      (await start(database, current)).context.config.encryptionKeys,
    );
    expect(findings).toEqual([]);
  });
});

describe('a former encryption key that is removed too early', () => {
  let app: TestApp;
  let kept: Kept;
  beforeAll(async () => {
    const database = await createDatabase();
    databases.push(database);
    kept = await keepEverything(await start(database, former));
    await start(database, `${current},${former}`);
    app = await start(database, current);
  });

  it('is named with what needs it by the log, the command and the proof', async () => {
    await runOneRound(app);
    expect(isLogged(app, '"level":50', '"key":"former"', '"authenticator apps":1', 'not configured')).toBe(
      true,
    );
    const told = await keysTold(app);
    expect(told[1]).toBe(
      `former  not configured  cannot be read: ${encryptedColumns.map(({ table, what }) => `${what}: ${table === 'mails' ? 2 : 1}`).join(', ')}`,
    );
    const { findings } = await verify(app.context, undefined, app.context.config.encryptionKeys);
    expect(findings.map(({ violations }) => violations.map(({ subject }) => subject))).toEqual([
      ['encryption key "former"'],
    ]);
  });

  it('a provider’s credentials are told as unreadable, and taken anew', async () => {
    const session = at(app, kept.merchant.client);
    expect(must(200, await session.post(`${provider}check/?mode=sandbox`))).toMatchObject({
      status: 'failing',
      problem: 'The stored keys cannot be read any more. Enter them again.',
    });
    expect((await session.put(provider, { mode: 'sandbox' })).body.code).toBe('required');
    const credentials = { secret_key: 'acme_test_4f9c2ab71d' };
    const row = must(200, await session.put(provider, { mode: 'sandbox', credentials }));
    expect([row.status, row.problem]).toEqual(['connected', null]);
  });

  it('leaves lists whole, in which each mail says that it cannot be read', async () => {
    const session = at(app, kept.merchant.client);
    must(200, await session.get('/api/organization/sandbox-mails/'));
    must(201, await session.post('/api/organization/team/', { email: 'bo@shop.example', role: 'viewer' }));
    const { results } = must(200, await session.get('/api/development/mailbox/'));
    expect(results.map(({ is_damaged }: Json) => is_damaged)).toEqual([false, true, true]);
  });

  it('503: a code of an app is not called wrong, and a recovery code lets its owner in', async () => {
    const refused = await signIn(app, kept, codeOf(kept.secret));
    expect([refused.status, refused.body.code]).toEqual([503, 'unavailable']);
    expect(refused.body.detail).toContain('recovery code');
    must(200, await signIn(app, kept, kept.recoveryCodes[0] as string));
  });
});
