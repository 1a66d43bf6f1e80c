import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { apiRequestRetention, keptOfMode } from '#merchants/api-keys/requests/retention.ts';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { join } from '#test/support/mailbox.ts';
import { query } from '#test/support/paying.ts';
import { buyer, eventually, type Merchant, makeProduct, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
let merchant: Merchant;
let key: Json;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  merchant = await signUp(app);
  key = await makeKey(merchant);
});

const keysPath = '/api/organization/api-keys/';
const path = '/api/organization/api-requests/';

async function makeKey({ client }: Merchant, body: object = {}): Promise<Json> {
  return must(201, await client.post(keysPath, body));
}

function server(rawKey: string = key.raw_key) {
  return app.client().withKey(rawKey);
}

async function logged(count: number, search = '', { client }: Merchant = merchant): Promise<Json[]> {
  const read = async () => must(200, await client.get(`${path}${search}`)).results as Json[];
  return eventually(read, (rows) => rows.length >= count);
}

describe('GET /api/organization/api-requests/', () => {
  test('200: what a key asked, with its result and how long it took, the newest first', async () => {
    const product = await makeProduct(merchant);
    const checkout = { ...buyer, products: [{ id: product.id, quantity: 1 }] };
    const created = await server().post('/api/checkout/create/', checkout);
    must(201, created);
    await logged(1);
    const listed = await server().get('/api/transactions/?limit=5&q=someone%40example.com');
    must(200, listed);
    const [second, first] = await logged(2);
    expect(first).toEqual({
      id: created.headers.get('x-request-id'),
      mode: 'sandbox',
      api_key: { id: key.id, name: 'Sandbox key', prefix: key.prefix },
      method: 'POST',
      route: '/api/checkout/create/',
      query: [],
      status: 201,
      code: null,
      duration_ms: expect.any(Number),
      created_at: expect.stringMatching(/Z$/),
    });
    expect(second).toMatchObject({
      id: listed.headers.get('x-request-id'),
      method: 'GET',
      route: '/api/transactions/',
      query: ['limit', 'q'],
      status: 200,
    });
  });

  test('tells refusals by their code, one for a missing scope too', async () => {
    const narrow = await makeKey(merchant, { mode: 'live', scopes: ['payments:read'] });
    must(404, await server(narrow.raw_key).get('/api/transactions/TX0000000000/'));
    await logged(1, '?mode=live');
    must(403, await server(narrow.raw_key).get('/api/refunds/'));
    await logged(2, '?mode=live');
    must(400, await server(narrow.raw_key).get('/api/transactions/?limit=0'));
    const rows = await logged(3, '?mode=live');
    expect(rows.map(({ status, code, route }) => [status, code, route])).toEqual([
      [400, 'invalid_limit', '/api/transactions/'],
      [403, 'missing_scope', '/api/refunds/'],
      [404, 'not_found', '/api/transactions/{id}/'],
    ]);
  });

  test('filters by result, key and method, keeps the modes apart, and turns pages', async () => {
    const live = await makeKey(merchant, { mode: 'live' });
    must(200, await server().get('/api/transactions/'));
    await logged(1);
    must(200, await server().get('/api/refunds/'));
    await logged(2);
    must(400, await server().post('/api/checkout/create/', {}));
    await logged(3);
    must(200, await server(live.raw_key).get('/api/refunds/'));
    await logged(1, '?mode=live');
    const fresh = must(
      200,
      await merchant.client.post(`${keysPath}${key.id}/rotate/`, { grace_seconds: 60 }),
    );
    must(200, await server(fresh.raw_key).get('/api/events/'));
    await logged(4);
    const routes = async (search: string) =>
      must(200, await merchant.client.get(`${path}${search}`)).results.map(({ route }: Json) => route);
    expect(await routes('?result=refused')).toEqual(['/api/checkout/create/']);
    expect(await routes('?result=failed')).toEqual([]);
    expect(await routes('?method=POST')).toEqual(['/api/checkout/create/']);
    expect(await routes(`?key=${fresh.id}`)).toEqual(['/api/events/']);
    expect(await routes('?key=key_unknown')).toEqual([]);
    expect(await routes('?mode=live')).toEqual(['/api/refunds/']);
    const page = must(200, await merchant.client.get(`${path}?limit=3&result=succeeded`));
    expect(page.results.map(({ route }: Json) => route)).toEqual([
      '/api/events/',
      '/api/refunds/',
      '/api/transactions/',
    ]);
    const first = must(200, await merchant.client.get(`${path}?limit=1`));
    const next = must(
      200,
      await merchant.client.get(new URL(first.next).pathname + new URL(first.next).search),
    );
    expect(next.results[0].route).toBe('/api/checkout/create/');
    expect(next.previous).toContain('limit=1');
  });

  test('400 invalid_cursor, invalid_limit, invalid_value', async () => {
    const code = async (search: string) => must(400, await merchant.client.get(`${path}${search}`)).code;
    expect(await code('?cursor=nonsense')).toBe('invalid_cursor');
    expect(await code('?limit=1000')).toBe('invalid_limit');
    expect((await merchant.client.get(`${path}?result=odd`)).status).toBe(400);
  });

  test('is for staff and above, and shows nothing of another organization', async () => {
    must(200, await server().get('/api/transactions/'));
    await logged(1);
    const viewer = await join(app, merchant, 'viewer');
    expect((await viewer.client.get(path)).status).toBe(403);
    const staff = await join(app, merchant, 'staff');
    expect(must(200, await staff.client.get(path)).results).toHaveLength(1);
    const other = await signUp(app);
    expect(must(200, await other.client.get(path)).results).toEqual([]);
    expect(must(200, await other.client.get(`${path}?key=${key.id}`)).results).toEqual([]);
  });

  test('what sessions, strangers and wrong keys ask stands in nobody’s log', async () => {
    must(200, await merchant.client.get('/api/transactions/'));
    must(401, await server(`${key.raw_key.slice(0, -3)}AAA`).get('/api/transactions/'));
    must(401, await server().get('/api/payment-links/'));
    must(200, await server().get('/api/events/'));
    expect(await logged(1)).toHaveLength(1);
  });
});

test('keeps nothing that a caller wrote: no ids, values, bodies, addresses or keys', async () => {
  const secret = 'maja.lindqvist@example.com';
  const product = await makeProduct(merchant);
  must(
    201,
    await server().post('/api/checkout/create/', {
      ...buyer,
      billing_email: secret,
      client_reference_id: 'order-4711',
      products: [{ id: product.id, quantity: 1 }],
    }),
  );
  must(400, await server().get(`/api/transactions/?q=${encodeURIComponent(secret)}&maja.lindqvist=1`));
  must(404, await server().get('/api/transactions/TXMAJA4711X/'));
  await logged(3);
  const rows = await query(app, `select api_requests::text as text from api_requests`);
  const kept = JSON.stringify(rows).toLowerCase();
  for (const word of ['maja', '4711', key.raw_key, 'lt_sandbox', '127.0.0.1', '::1'])
    expect(kept).not.toContain(word.toLowerCase());
});

function organizationId(): string | undefined {
  return parseId('org', merchant.organization.id);
}

/** Puts rows as old as these into the log of the merchant, without asking. */
async function fill(count: number, age: string): Promise<void> {
  await query(
    app,
    `insert into api_requests
      select $1, 'sandbox', ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $2, 'GET', '/api/events/', '{}', 200,
        null, 3, now() - $3::interval from generate_series(1, $4::integer) n`,
    [organizationId(), parseId('key', key.id), age, count],
  );
}

async function countOf(): Promise<number> {
  const [row] = await query(
    app,
    'select count(*)::integer as count from api_requests where organization_id = $1',
    [organizationId()],
  );
  return row.count;
}

describe('the log is bounded', () => {
  test('to the last rows of an organization and mode, by whatever instance writes next', async () => {
    await fill(keptOfMode + 300, '1 minute');
    must(200, await server().get('/api/events/'));
    expect(await eventually(countOf, (count) => count === keptOfMode)).toBe(keptOfMode);
    const [newest] = await logged(1);
    expect(newest).toMatchObject({ route: '/api/events/', api_key: { id: key.id } });
  });

  test('to thirty days', async () => {
    await fill(3, '31 days');
    must(200, await server().get('/api/events/'));
    await eventually(countOf, (count) => count === 4);
    await apiRequestRetention.sweep?.(app.context, 1_000);
    expect(await countOf()).toBe(1);
  });
});

async function unwritten(): Promise<number> {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  return Number(/^api_requests_unlogged_total\{reason="not_written"\} (\d+)$/m.exec(text)?.[1] ?? 0);
}

test('a log that cannot be written fails no request, and goes on afterwards', async () => {
  const before = await unwritten();
  await query(app, 'alter table api_requests rename to api_requests_away');
  must(200, await server().get('/api/events/'));
  await eventually(unwritten, (count) => count === before + 1);
  await query(app, 'alter table api_requests_away rename to api_requests');
  must(200, await server().get('/api/refunds/'));
  const rows = await logged(1);
  expect(rows.map(({ route }) => route)).toEqual(['/api/refunds/']);
});
