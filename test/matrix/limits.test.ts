import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Client, Json, Reply } from '#test/support/client.ts';
import { query } from '#test/support/paying.ts';
import { eventually, must, signUp, startOpen } from '#test/support/scenario.ts';
import { apiPermissions } from './permissions/api.ts';
import { pagePermissions } from './permissions/pages.ts';
import { requestsAMinute, requestsAnHour, sessionRequestsAMinute } from './permissions/permission.ts';
import { filledForm, formType, pagePath } from './support/forms.ts';
import { clientWithRole, clientWithScopes } from './support/people.ts';
import { nameOf, sessionRoutes } from './support/routes.ts';
import { makeWorld, startQuietApp, type World } from './support/world.ts';

let quiet: TestApp;
let app: TestApp;
let world: World;
beforeAll(async () => {
  quiet = await startQuietApp();
  world = await makeWorld(quiet);
  const env = { JOBS: 'off', RATE_LIMIT: 'on', TRUST_PROXY: '1' };
  app = await startApp({ database: quiet.database, clock: quiet.clock, env });
});
afterAll(async () => {
  await app.stop();
  await quiet.stop();
});

const known = { ...apiPermissions, ...pagePermissions };
const named = (limit: keyof typeof requestsAMinute | keyof typeof requestsAnHour) =>
  Object.keys(known).filter((name) => known[name]?.limit === limit);
const byAddress = (['start', 'pay', 'receipt'] as const).flatMap((limit) =>
  named(limit).map((name) => [name, limit, requestsAMinute[limit].address] as const),
);
/** So many that one route is asked for all of them; that the others share what is left is asked below. */
const manyByAddress = (['read', 'media'] as const).map(
  (limit) => [named(limit)[0] ?? '', limit, requestsAMinute[limit].address] as const,
);

let addresses = 0;
/** Somebody nobody has heard of yet. */
function stranger(): Client {
  addresses += 1;
  return app.client().with({ 'x-forwarded-for': `198.51.${addresses >> 8}.${addresses & 255}` });
}

/** One request for a route; what is refused for what it names or holds has been counted all the same. */
async function ask(client: Client, name: string, token: string): Promise<Reply<Json>> {
  const [method = '', path = ''] = name.split(' ');
  const form = filledForm(name);
  if (form) return client.request(method, pagePath(name, world, token), form, formType);
  const address = path.replace(':token', token).replaceAll(/:\w+/g, 'nobody');
  return client.request(method, address, method === 'GET' ? undefined : {});
}

const statusesOf = async (asked: readonly Promise<Reply<Json>>[]) =>
  (await Promise.all(asked)).map(({ status }) => status);

/** A minute of counting begins, so that none ends while a test counts. */
function newMinute(): void {
  app.clock.advance(60_100 - (app.clock.now().getTime() % 60_000));
}

function expectRefused(reply: Reply<Json>, name: string): void {
  expect([name, reply.status]).toEqual([name, 429]);
  expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
  if (name in apiPermissions) expect(reply.body.code).toBe('rate_limited');
}

/**
 * What so many requests of a route may name, no checkout more often than one may be asked about. The form of a page
 * looks its checkout up before it counts, anything else may name what is not there.
 */
async function tokensFor(name: string, requests: number): Promise<string[]> {
  const ofOne = requestsAMinute.pay.checkout;
  const distinct = Array.from({ length: Math.ceil(requests / ofOne) }, async () =>
    name === 'POST /checkout/:token/pay'
      ? (await startOpen(quiet, world.link.id)).token
      : crypto.randomUUID(),
  );
  const tokens: string[] = await Promise.all(distinct);
  return Array.from({ length: requests }, (_, at) => tokens[Math.floor(at / ofOne)] as string);
}

describe.each([...byAddress, ...manyByAddress])('%s', (name, _, requests) => {
  it(`takes ${requests} requests a minute from one address, and refuses one more`, async () => {
    const tokens = await tokensFor(name, requests + 1);
    newMinute();
    const client = stranger();
    const statuses = await statusesOf(tokens.slice(0, -1).map((token) => ask(client, name, token)));
    expect(statuses).not.toContain(429);
    const last = tokens.at(-1) as string;
    expectRefused(await ask(client, name, last), name);
    expect((await ask(stranger(), name, last)).status).not.toBe(429);
  });
});

it.each(['start', 'pay', 'receipt', 'read', 'media'] as const)(
  'all routes limited as %s share what an address may ask',
  async (limit) => {
    const [first = '', ...others] = named(limit);
    const usedUp = await tokensFor(first, requestsAMinute[limit].address);
    const tokens = await Promise.all(others.map((other) => tokensFor(other, 1)));
    newMinute();
    const client = stranger();
    await statusesOf(usedUp.map((token) => ask(client, first, token)));
    for (const [at, other] of others.entries())
      expectRefused(await ask(client, other, tokens[at]?.[0] as string), other);
  },
);

describe.each(named('pay'))('%s', (name) => {
  it(`takes ${requestsAMinute.pay.checkout} requests a minute about one checkout, from wherever`, async () => {
    const [[token = ''], [another = '']] = [await tokensFor(name, 1), await tokensFor(name, 1)];
    newMinute();
    const asked = Array.from({ length: requestsAMinute.pay.checkout }, () => ask(stranger(), name, token));
    expect(await statusesOf(asked)).not.toContain(429);
    expectRefused(await ask(stranger(), name, token), name);
    expect((await ask(stranger(), name, another)).status).not.toBe(429);
  });
});

describe('an API key', () => {
  const { key: allowed } = requestsAMinute.key;
  /** Most of what is allowed was asked of another instance, whose count comes by the database. */
  const elsewhere = allowed - 40;
  const sums = `from rate_sums where bucket = 'api-key' and subject = $1`;

  it(`asks ${allowed} times a minute, whatever route and instance, and is refused everywhere then`, async () => {
    const routes = named('key');
    const { headers } = await clientWithScopes(quiet, world.merchant);
    const client = app.client().with(headers);
    const [{ id }] = await query(app, 'select id from api_keys order by id desc limit 1');
    newMinute();
    const window = new Date(Math.floor(app.clock.now().getTime() / 60_000) * 60_000);
    await query(
      app,
      `insert into rate_sums (bucket, subject, window_started_at, count) values ('api-key', $1, $2, $3)`,
      [id, window, elsewhere],
    );
    for (const name of routes) expect([name, (await ask(client, name, 'nobody')).status]).not.toContain(429);
    await eventually(
      async () => Number((await query(app, `select count ${sums}`, [id]))[0].count),
      (count) => count === elsewhere + routes.length,
    );
    // Were one of the routes not counted, one request more would be let in.
    const left = Array.from({ length: allowed - elsewhere - routes.length }, () =>
      client.get('/api/refunds/'),
    );
    expect(await statusesOf(left)).not.toContain(429);
    for (const name of routes) expectRefused(await ask(client, name, 'nobody'), name);
    const another = await clientWithScopes(quiet, world.merchant);
    must(200, await app.client().with(another.headers).get('/api/refunds/'));
  });
});

describe.each(['webhook-test', 'webhook-resend'] as const)('what sends requests to others: %s', (limit) => {
  const { organization: requests } = requestsAnHour[limit];

  it(`is done ${requests} times an hour for one organization, whoever of it asks`, async () => {
    const routes = named(limit);
    expect(routes.length).toBeGreaterThan(0);
    const merchant = await signUp(quiet);
    const [one, another] = [
      app.client().with((await clientWithRole(quiet, merchant, 'owner')).headers),
      app.client().with((await clientWithRole(quiet, merchant, 'owner')).headers),
    ];
    app.clock.advance(3_600_100 - (app.clock.now().getTime() % 3_600_000));
    const at = (index: number) => routes[index % routes.length] as string;
    const asked = Array.from({ length: requests }, (_, index) => ask(one, at(index), 'nobody'));
    expect(await statusesOf(asked)).not.toContain(429);
    for (const name of routes) {
      const refused = await ask(another, name, 'nobody');
      expectRefused(refused, name);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    }
    const other = await clientWithRole(quiet, await signUp(quiet), 'owner');
    const free = await ask(app.client().with(other.headers), at(0), 'nobody');
    expect(free.status).not.toBe(429);
  });
});

describe('a dashboard session', () => {
  it(`asks ${sessionRequestsAMinute} times a minute, and is refused everywhere then`, async () => {
    const [tired, fresh] = [
      app.client().with((await clientWithRole(quiet, world.merchant, 'owner')).headers),
      app.client().with((await clientWithRole(quiet, world.merchant, 'owner')).headers),
    ];
    newMinute();
    const asked = Array.from({ length: sessionRequestsAMinute }, () => tired.get('/api/auth/me/'));
    expect(await statusesOf(asked)).not.toContain(429);
    for (const route of sessionRoutes) {
      const name = nameOf(route);
      expectRefused(await ask(tired, name, 'nobody'), name);
    }
    must(200, await fresh.get('/api/auth/me/'));
  });
});
