import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import type { Json, Reply } from '#test/support/client.ts';
import { query } from '#test/support/paying.ts';
import { pathOf } from './support/parameters.ts';
import { clientWithScopes } from './support/people.ts';
import { type AnyRoute, allRoutes, doorOf, isApi, nameOf } from './support/routes.ts';
import { makeWorld, startQuietApp, type World } from './support/world.ts';

let app: TestApp;
let world: World;
let keyHeaders: Record<string, string>;
beforeAll(async () => {
  app = await startQuietApp();
  world = await makeWorld(app);
  keyHeaders = (await clientWithScopes(app, world.merchant)).headers;
});
afterAll(() => app.stop());

const apiRoutes = allRoutes.filter(isApi);
const bodyRoutes = apiRoutes.filter(({ method, rawBody }) => method !== 'GET' && !rawBody);

/** Whoever may call the route, so that nothing but its form is refused. */
function send(route: AnyRoute, path: string, init: { method?: string; body?: Json; type?: string } = {}) {
  const headers = doorOf(route) === 'api-key' ? keyHeaders : world.merchant.client.headers;
  return app.client().request(init.method ?? route.method, path, init.body, {
    ...(doorOf(route) === 'public' ? {} : headers),
    ...(init.type === undefined ? {} : { 'content-type': init.type }),
  });
}

function expectProblem(reply: Reply<Json>, status: number, code: string): void {
  expect(reply.body, reply.text).toMatchObject({ status, code });
  expect(reply.status).toBe(status);
  expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
  expect(reply.headers.get('x-request-id')).toBe(reply.body.request_id);
}

// What a GET changes is changed once.
const repeatable = apiRoutes.filter(({ hasNoHead }) => !hasNoHead);

describe.each(repeatable.map((route) => [nameOf(route), route] as const))('%s', (_, route) => {
  it('answers alike with and without the final slash', async () => {
    const withSlash = (await pathOf(route, world)).replace(/\/?$/, '/');
    const plain = withSlash.replace(/\/$/, '');
    // A field that nobody knows keeps everything that is written as it is.
    const body = route.method === 'GET' ? undefined : { no_such_field: 1 };
    const [first, second] = [await send(route, withSlash, { body }), await send(route, plain, { body })];
    expect(second.status).toBe(first.status);
    expect(second.status < 300 || second.status > 399, second.text).toBe(true);
    expect(comparable(second)).toEqual(comparable(first));
  });

  if (route.method !== 'GET') return;
  it('answers HEAD like GET, without a body', async () => {
    const path = await pathOf(route, world);
    const [got, head] = [await send(route, path), await send(route, path, { method: 'HEAD' })];
    expect(head.status).toBe(got.status);
    expect(head.text).toBe('');
    for (const name of ['content-type', 'cache-control', 'etag'])
      expect(head.headers.get(name)).toBe(got.headers.get(name));
  });
});

/** The answer without what differs from request to request. */
function comparable({ body, text, headers }: Reply<Json>) {
  const { request_id: _, checked_at: __, ...rest } = body ?? { text };
  // Addresses of a list's neighbours keep the spelling that was asked for.
  return {
    body: JSON.parse(JSON.stringify(rest).replaceAll(/\/(?=[?"])/g, '')),
    type: headers.get('content-type'),
  };
}

describe.each([...new Set(apiRoutes.map(({ path }) => path))])('%s', (template) => {
  const here = apiRoutes.filter(({ path }) => path === template);
  const allowed = here.flatMap(({ method, hasNoHead }) =>
    method === 'GET' && !hasNoHead ? ['GET', 'HEAD'] : [method],
  );
  const refused = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter(
    (method) => !allowed.includes(method),
  );

  it(`405 with Allow for ${refused.join(', ')}, before anybody is asked who they are`, async () => {
    const path = await pathOf(here[0] as AnyRoute, world);
    for (const method of refused) {
      const reply = await app.client().request(method, path);
      expect(reply.status, `${method} ${path}`).toBe(405);
      expect(reply.headers.get('allow')?.split(', ').sort()).toEqual([...allowed].sort());
      if (method !== 'HEAD') expectProblem(reply, 405, 'method_not_allowed');
    }
  });
});

describe.each(bodyRoutes.map((route) => [nameOf(route), route] as const))('%s', (_, route) => {
  const refuses = async (status: number, code: string, body: string | Uint8Array, type: string) =>
    expectProblem(await send(route, await pathOf(route, world), { body, type }), status, code);

  it.each([
    ['a bracket too few', '{"name":"x"'],
    ['a comma too many', '{"name":"x",}'],
    ['no JSON', 'name=x'],
    ['single quotes', "{'name':'x'}"],
    ['NaN', '{"quantity":NaN}'],
    ['half a surrogate pair', '{"name":"\\ud83d"}'],
  ])('400 invalid_json for %s', (_, body) => refuses(400, 'invalid_json', body, 'application/json'));

  it.each([
    ['a poisoned prototype', '{"__proto__":{"role":"owner"}}'],
    ['one that is written otherwise', '{"metadata":{"\\u005f_proto__":"x"}}'],
    ['a name that stands twice', '{"name":"x","name":"y"}'],
    ['a name that stands twice further in', '{"metadata":{"a":"{","b":"}","\\u0061" : "\\"a\\":"}}'],
  ])('400 invalid_request for %s', (_, body) => refuses(400, 'invalid_request', body, 'application/json'));

  it('400 invalid_json for bytes that are not UTF-8', () =>
    refuses(400, 'invalid_json', Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'application/json'));

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/json; charset=iso-8859-1',
    'application/json; charset=utf-16',
    'application/jsonx',
    'json',
    '*/*',
  ])('415 for %s', (type) => refuses(415, 'unsupported_media_type', '{}', type));

  it.each(['application/json; charset=UTF-8', 'application/json;charset="utf-8"', 'APPLICATION/JSON'])(
    'takes %s',
    async (type) => {
      const reply = await send(route, await pathOf(route, world), { body: '{"no_such_field":1}', type });
      expect(reply.status, reply.text).toBe(400);
      expect(['unknown_field', 'immutable_field']).toContain(reply.body.code);
    },
  );

  it('413 for more than 256 KiB, and no sooner', async () => {
    const room = 256 * 1024 - '{"no_such_field":""}'.length;
    const sized = (length: number) => JSON.stringify({ no_such_field: 'a'.repeat(length) });
    await refuses(413, 'payload_too_large', sized(room + 1), 'application/json');
    const path = await pathOf(route, world);
    expect((await send(route, path, { body: sized(room), type: 'application/json' })).status).toBe(400);
  });

  it('400 for a body that is no object', async () => {
    const path = await pathOf(route, world);
    for (const body of ['[]', '"text"', '1', 'true', '[{}]']) {
      const reply = await send(route, path, { body, type: 'application/json' });
      expect(reply.status, `${body}: ${reply.text}`).toBe(400);
    }
  });
});

describe('addresses that nobody answers at', () => {
  it.each([
    '/api',
    '/api/',
    '/api/nothing/',
    '/api/products/1/2/3/',
    '/API/products/',
    '//api/products/',
    '/api/%00/',
    '/api/products/%zz/',
    '/api/products/%ff%fe/',
    '/openapi.json/nothing/',
  ])('404 problem for %s', async (path) => {
    for (const method of ['GET', 'POST', 'DELETE'])
      expectProblem(await world.merchant.client.request(method, path), 404, 'not_found');
  });

  it.each([
    '/api/products//',
    '/api/products/..%2f..%2fetc%2fpasswd/',
    '/api/products/%00/',
    '/api/payment-links/public/',
    '/api/checkout/..%2fcreate/',
  ])('404 problem for %s, where an id would stand', async (path) => {
    expectProblem(await world.merchant.client.get(path), 404, 'not_found');
  });

  it('414 for an address of more than 8,000 characters, on any path', async () => {
    const long = 'a'.repeat(8_000);
    const templates = [
      '/api/$',
      '/api/products/?q=$',
      '/$',
      '/api/checkout/$/',
      '/api/products/a$/',
      '/pay/a$',
    ];
    for (const template of templates)
      expectProblem(await app.client().get(template.replace('$', long)), 414, 'uri_too_long');
  });
});

describe('requests that are hardly HTTP', () => {
  const raw = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(app.url);
      const socket = connect(Number(port), hostname, () => socket.write(text));
      let answer = '';
      socket.on('data', (data) => {
        answer += data;
      });
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
    });

  function expectRawProblem(answer: string, status: number, code: string): void {
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toMatch(/^Content-Type: application\/problem\+json/im);
    const requestId = /^X-Request-Id: (\S+)$/im.exec(head)?.[1];
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.parse(body)).toMatchObject({ status, code, request_id: requestId, errors: [] });
  }

  it('431 for more than 16 KiB of headers', async () => {
    const answer = await raw(`GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(17_000)}\r\n\r\n`);
    expectRawProblem(answer, 431, 'headers_too_large');
  });

  it.each([
    ['a version of the future', 'GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n'],
    ['no host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['a broken header', 'GET /healthz HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n'],
    [
      'two lengths',
      'POST /api/auth/login/ HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
    ],
    [
      'a length and chunks',
      'POST /api/auth/login/ HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['an unknown method', 'BREW /healthz HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('400 problem for %s', async (_, text) => {
    expectRawProblem(await raw(text), 400, 'invalid_request');
  });
});

it('none of all that wrote anything but the log', async () => {
  const [{ count }] = await query(
    app,
    `select count(*)::integer as count from products where name like '%x%'`,
  );
  expect(count).toBe(0);
  expect(app.logLines.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
});
