import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verify } from '#reporting/verify/verify.ts';
import { bodyOf, type Schema, sample } from '#test/matrix/support/bodies.ts';
import { pathOf } from '#test/matrix/support/parameters.ts';
import { clientWithRole, clientWithScopes } from '#test/matrix/support/people.ts';
import { type AnyRoute, allRoutes, isApi, nameOf } from '#test/matrix/support/routes.ts';
import { makeWorld, type World } from '#test/matrix/support/world.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { changed, type OddRequest, oddRequest, tooLong } from './support/odd-requests.ts';

// The same requests every time, and all of them; FUZZ_SEED tries others, FUZZ_RUNS more.
const seed = Number(process.env.FUZZ_SEED ?? 20_260_101);
const runs = Number(process.env.FUZZ_RUNS ?? 1_200);

let app: TestApp;
let world: World;
let keyHeaders: Record<string, string>;
const routes = allRoutes.filter(isApi);

beforeAll(async () => {
  // No name has an address, so that no odd address is ever asked for anything.
  app = await startApp({ env: { JOBS: 'off' }, resolveHost: async () => [] });
  world = await makeWorld(app);
  keyHeaders = (await clientWithScopes(app, world.merchant)).headers;
});
afterAll(() => app.stop());

it(
  `none of ${runs} requests makes the server fail, and every answer keeps the contract (seed ${seed})`,
  async () => {
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(oddRequest(routes.length), async (odd) => {
        sent += 1;
        await send(routes[odd.route] as AnyRoute, odd);
      }),
      {
        seed,
        numRuns: runs,
        includeErrorInReport: true,
      },
    );
    expect(sent).toBe(runs);
  },
  24 * 3_600_000,
);

it('after all that the server still works, has logged no failure, and its books are right', async () => {
  expect((await app.client().get('/readyz')).status).toBe(200);
  expect(app.logLines.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
  expect((await verify(app.context)).findings).toEqual([]);
  expect(({} as Json).polluted).toBeUndefined();
});

/** What gives away how the server is made. */
const traces = /\bat .+:\d+:\d+|node_modules|\.ts:\d+|\bselect .+ from /i;

async function send(route: AnyRoute, odd: OddRequest): Promise<void> {
  const path = await oddPath(route, odd);
  const { body, type } = oddBody(route, odd);
  const headers = { ...(await credentials(route, odd.caller)), ...type, ...odd.headers };
  const method = odd.method ?? route.method;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  // The client itself holds the answer against the published document.
  const reply = await app.client().request(method, path, hasBody ? body : undefined, headers);
  const told = `${method} ${path.slice(0, 300)} (${nameOf(route)}): ${reply.text.slice(0, 1_000)}`;
  // No address knows it, and only such a method is told so.
  if (method === 'PROPFIND') expect(reply.status, told).toBe(501);
  else expect(reply.status, `${told}\n${failureLogged()}`).toBeLessThan(500);
  if (reply.status < 400 || method === 'HEAD') return;
  expect(reply.text.replaceAll(encoded(odd.id ?? ''), ''), told).not.toMatch(traces);
  expect(reply.body.detail, told).toMatch(/^\S.*[.!?]$/s);
}

function failureLogged(): string {
  const line = app.logLines.filter((each) => each.includes('"err"')).at(-1);
  return line ? JSON.stringify(JSON.parse(line).err) : '';
}

const goodPaths = new Map<AnyRoute, string>();

async function oddPath(route: AnyRoute, { id, query, withoutSlash }: OddRequest): Promise<string> {
  if (!goodPaths.has(route)) goodPaths.set(route, await pathOf(route, world));
  const parts = route.path.split('/');
  const odd = (goodPaths.get(route) as string)
    .split('/')
    .map((part, index) => (id !== undefined && parts[index]?.startsWith(':') ? encoded(id) : part))
    .join('/');
  const path = withoutSlash ? odd.replace(/\/$/, '') : odd;
  return query.length > 0 ? `${path}?${oddQuery(route, query)}` : path;
}

function oddQuery(route: AnyRoute, query: OddRequest['query']): string {
  const names = Object.keys((route.contract.query as Schema | undefined)?.properties ?? {});
  return query
    .map(([name, value]) => {
      const known = name.startsWith('#') ? names[Number(name.slice(1)) % Math.max(1, names.length)] : name;
      return `${encoded(known ?? 'nothing')}=${encoded(value)}`;
    })
    .join('&');
}

/** Half a surrogate pair has no encoding; what is percent-encoded already goes as it is. */
function encoded(text: string): string {
  if (text === tooLong) return 'a'.repeat(9_000);
  if (/^%|%[0-9a-f]{2}/i.test(text)) return text;
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}

function oddBody(route: AnyRoute, { body }: OddRequest): { body: Json; type: Record<string, string> } {
  const type = { 'content-type': 'application/json' };
  switch (body.kind) {
    case 'none':
      return { body: undefined, type: {} };
    case 'good':
      return { body: goodBody(route), type };
    case 'text':
      return { body: body.text, type };
    case 'value':
      return { body: JSON.stringify(body.value), type };
    case 'changed':
      return { body: JSON.stringify(changed(goodBody(route, true), body.changes)), type };
  }
}

/** A valid body; with `whole` every field that has a schema is there, so that each can be spoilt. */
function goodBody(route: AnyRoute, whole = false): Json {
  const schema = route.contract.body as Schema | undefined;
  if (!schema) return undefined;
  return whole ? { ...sample(schema, '', true), ...bodyOf(route, world) } : bodyOf(route, world);
}

async function credentials(route: AnyRoute, caller: OddRequest['caller']): Promise<Record<string, string>> {
  const wantsKey = route.auth === 'api-key' || (route.auth === 'session-or-api-key' && route.idempotent);
  switch (caller) {
    case 'none':
      return {};
    case 'odd':
      return { authorization: `Bearer ${'x'.repeat(2_000)}` };
    case 'other':
      return wantsKey ? world.merchant.client.headers : keyHeaders;
    case 'right':
      if (route.auth === 'public') return {};
      // Some requests end the session that they come with.
      return wantsKey ? keyHeaders : (await clientWithRole(app, world.merchant, 'owner')).headers;
  }
}
