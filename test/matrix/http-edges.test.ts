import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { type RawAnswer, rawRequest, sendRaw } from '#test/support/raw.ts';

let app: TestApp;
let buildFolder: string;
beforeAll(async () => {
  buildFolder = await mkdtemp(join(tmpdir(), 'edges-'));
  await mkdir(join(buildFolder, 'assets'));
  await mkdir(join(buildFolder, 'dashboard/assets'), { recursive: true });
  await writeFile(join(buildFolder, 'assets/some.css'), 'p { margin: 0 }');
  await writeFile(join(buildFolder, 'dashboard/assets/some.js'), 'export {};');
  await writeFile(
    join(buildFolder, 'dashboard/index.html'),
    '<!doctype html><title>__PLATFORM_NAME__</title>',
  );
  app = await startApp({ env: { JOBS: 'off' }, buildFolder });
});
afterAll(async () => {
  await app.stop();
  await rm(buildFolder, { recursive: true });
});

const unknownLink = '/pay/0190f2c5-7d1e-7abc-8def-0123456789ab';

async function ask(line: string, headers: Record<string, string> = {}, body = ''): Promise<RawAnswer> {
  const answer = await sendRaw(app.url, rawRequest(line, headers, body));
  expect(answer.headers['x-request-id'], line).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer.headers['x-content-type-options'], line).toBe('nosniff');
  return answer;
}

function expectProblem(answer: RawAnswer, status: number, code: string): void {
  expect(answer.status, answer.body).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(JSON.parse(answer.body)).toMatchObject({ status, code, request_id: answer.headers['x-request-id'] });
}

function expectPage(answer: RawAnswer, status: number): void {
  expect(answer.status, answer.body).toBe(status);
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  expect(answer.headers['x-robots-tag']).toBe('noindex');
  expect(answer.body).toMatch(/^<!doctype html>/);
}

const noFault = () => expect(app.logLines.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);

describe('files', () => {
  it.each(['/assets', '/dashboard/assets'])('404 below %s for what is no name of a file', async (folder) => {
    for (const path of [
      '..%2f..%2fpackage.json',
      '%2e%2e/x',
      '../../x',
      '%00',
      'some%00.css',
      '',
      '.hidden',
      '%c0%ae',
      'x/',
    ])
      expectProblem(await ask(`GET ${folder}/${path}`), 404, 'not_found');
    noFault();
  });

  it.each(['bytes=999999-', 'bytes=5-2', 'bytes=-0'])(
    '416 with the length for the range %s',
    async (range) => {
      const answer = await ask('GET /assets/some.css', { Range: range });
      expectProblem(answer, 416, 'range_not_satisfiable');
      expect(answer.headers['content-range']).toBe('bytes */15');
      noFault();
    },
  );

  it('a range that can be given is given, and one in another unit is no range', async () => {
    const part = await ask('GET /assets/some.css', { Range: 'bytes=0-2' });
    expect([part.status, part.body, part.headers['content-range']]).toEqual([206, 'p {', 'bytes 0-2/15']);
    expect((await ask('GET /assets/some.css', { Range: 'lines=1-2' })).status).toBe(200);
  });
});

describe('methods', () => {
  it.each([
    '/docs',
    '/healthz',
    '/openapi.json',
    unknownLink,
    '/checkout/token',
    '/assets/some.css',
    '/login',
    '/metrics',
  ])('405 with Allow for other methods at %s', async (path) => {
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const answer = await ask(`${method} ${path}`);
      expectProblem(answer, 405, 'method_not_allowed');
      expect(answer.headers.allow?.split(', ')).toEqual(expect.arrayContaining(['GET', 'HEAD']));
      expect(answer.headers.allow).not.toContain(method);
    }
  });

  it('Allow names POST where a form is sent to', async () => {
    expect((await ask(`DELETE ${unknownLink}`)).headers.allow?.split(', ').sort()).toEqual([
      'GET',
      'HEAD',
      'POST',
    ]);
  });

  it.each(['TRACE', 'PROPFIND', 'PURGE', 'QUERY', 'M-SEARCH', 'CONNECT'])(
    '501 for %s, wherever',
    async (method) => {
      for (const path of ['/api/products/', '/docs', unknownLink, '/nothing'])
        expectProblem(await ask(`${method} ${path}`), 501, 'method_not_implemented');
      noFault();
    },
  );
});

describe('requests of an unusual form', () => {
  const login = 'POST /api/auth/login/';
  const json = { 'Content-Type': 'application/json', 'Content-Length': '2' };

  it('417 for an expectation that nobody can meet', async () => {
    expectProblem(await ask(login, { ...json, Expect: 'a miracle' }, '{}'), 417, 'expectation_failed');
  });

  it('431 for more than 100 headers', async () => {
    const headers = (count: number) =>
      Object.fromEntries(Array.from({ length: count - 2 }, (_, index) => [`x-${index}`, '']));
    expectProblem(await ask('GET /healthz', headers(101)), 431, 'headers_too_large');
    expectProblem(await ask(`GET ${unknownLink}`, headers(101)), 431, 'headers_too_large');
    expect((await ask('GET /healthz', headers(100))).status).toBe(200);
  });

  it('400 for two hosts', async () => {
    const twice = 'GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n';
    const answer = await sendRaw(app.url, twice);
    expectProblem(answer, 400, 'invalid_request');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('415 for a body that is packed', async () => {
    expectProblem(
      await ask(login, { ...json, 'Content-Encoding': 'gzip' }, '{}'),
      415,
      'unsupported_media_type',
    );
  });

  it('400 for a body that is sent in a way nobody reads', async () => {
    const chunks = '2\r\n{}\r\n0\r\n\r\n';
    const headers = { 'Content-Type': 'application/json', 'Transfer-Encoding': 'gzip, chunked' };
    expectProblem(await ask(login, headers, chunks), 400, 'invalid_request');
  });

  it('every answer that is given before there is a request has the headers of all others', async () => {
    for (const line of ['BREW /', 'GET /api/%zz/', `GET /${'a'.repeat(9_000)}`, 'GET /healthz HTTP/9.9 x']) {
      const answer = await ask(line);
      expect(answer.headers['content-security-policy'], line).toBe(
        "default-src 'none'; frame-ancestors 'none'",
      );
      expect(answer.headers['cache-control'], line).toBe('no-store');
      expect(answer.headers['content-type'], line).toBe('application/problem+json; charset=utf-8');
    }
  });
});

describe('a browser outside the API is shown a page', () => {
  const browser = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

  it.each([
    ['GET /nothing', 404],
    ['GET /docs/nothing', 404],
    ['GET /nothing/%zz', 404],
    ['GET /assets/%00', 404],
    ['GET /dashboard/assets/nothing.js', 404],
    ['GET /media/nothing', 404],
    ['PUT /docs', 405],
    [`DELETE ${unknownLink}`, 405],
    [`GET /${'a'.repeat(9_000)}`, 414],
  ] as const)('%.30s', async (line, status) => {
    expectPage(await ask(line, browser), status);
    expect((await ask(line)).headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  it('in the API everybody is told a problem', async () => {
    for (const path of ['/api', '/api/nothing/', '/api/%zz/', '/api/checkout/x/'])
      expectProblem(await ask(`GET ${path}`, browser), 404, 'not_found');
  });
});

describe('what every browser and crawler asks for', () => {
  it('the picture of the site, as SVG and as ICO', async () => {
    const svg = await ask('GET /favicon.svg');
    expect([svg.status, svg.headers['content-type']]).toEqual([200, 'image/svg+xml']);
    expect(svg.headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
    const ico = await app.client().get('/favicon.ico');
    expect([ico.status, ico.headers.get('content-type')]).toEqual([200, 'image/x-icon']);
    expect(ico.headers.get('cache-control')).toBe('public, max-age=86400');
  });

  it('robots stay away from checkouts and the API', async () => {
    const answer = await ask('GET /robots.txt');
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(answer.body).toContain('User-agent: *\n');
    for (const path of ['/checkout/', '/api/']) expect(answer.body).toContain(`Disallow: ${path}\n`);
  });
});

describe('a client that leaves', () => {
  it('before its body is whole is logged once, as that, and as nobody’s fault', async () => {
    const before = app.logLines.length;
    const { hostname, port } = new URL(app.url);
    const socket = connect(Number(port), hostname);
    const request = { 'Content-Type': 'application/json', 'Content-Length': '20' };
    socket.write(rawRequest('POST /api/auth/login/', request, '{"email"'), () => socket.destroy());
    const lines = () => app.logLines.slice(before).map((line) => JSON.parse(line));
    await expect
      .poll(() => lines().map(({ level, msg, route }) => [level, msg, route]))
      .toEqual([[30, 'client left', '/api/auth/login/']]);
  });

  it('before it is answered is logged once as well', async () => {
    const before = app.logLines.length;
    const client = await app.context.database.pool.connect();
    await client.query('begin; lock table media in access exclusive mode');
    const { hostname, port } = new URL(app.url);
    const socket = connect(Number(port), hostname);
    socket.write(rawRequest(`GET /media/${'0'.repeat(64)}`), () => socket.destroy());
    const lines = () => app.logLines.slice(before).map((line) => JSON.parse(line));
    const told = () => lines().map(({ level, msg, route }) => [level, msg, route]);
    await expect.poll(told).toEqual([[30, 'client left', '/media/:hash']]);
    await client.query('rollback');
    client.release();
    expect((await app.client().get(`/media/${'0'.repeat(64)}`)).status).toBe(404);
    expect(told().map(([, message]) => message)).toEqual(['client left', 'request']);
  });
});
