import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verify } from '#reporting/verify/verify.ts';
import { pagePermissions } from '#test/matrix/permissions/pages.ts';
import { filledForm, formType } from '#test/matrix/support/forms.ts';
import { makeWorld, type World } from '#test/matrix/support/world.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { type OddVisit, oddVisit } from './support/odd-visits.ts';

// The same visits every time; FUZZ_SEED tries others, FUZZ_RUNS more of them.
const seed = Number(process.env.FUZZ_SEED ?? 20_260_101);
const runs = Number(process.env.FUZZ_RUNS ?? 600);

let app: TestApp;
let world: World;
const names = Object.keys(pagePermissions);

beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' }, resolveHost: async () => [] });
  world = await makeWorld(app);
});
afterAll(() => app.stop());

it(
  `none of ${runs} visits beside the API makes the server fail or tells how it is made (seed ${seed})`,
  async () => {
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(oddVisit(names.length), async (odd) => {
        sent += 1;
        await visit(names[odd.page] as string, odd);
      }),
      { seed, numRuns: runs, includeErrorInReport: true },
    );
    expect(sent).toBe(runs);
  },
  24 * 3_600_000,
);

it('after all that the server still works, has logged no failure, and its books are right', async () => {
  expect((await app.client().get('/readyz')).status).toBe(200);
  expect(app.logLines.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
  expect((await verify(app.context)).findings).toEqual([]);
});

/** What gives away how the server is made. */
const traces = /\bat .+:\d+:\d+|node_modules|\.ts:\d+|\bselect .+ from /i;

async function visit(name: string, odd: OddVisit): Promise<void> {
  const [usual = 'GET', pattern = '/'] = name.split(' ');
  const method = odd.method ?? usual;
  const path = addressOf(pattern, odd);
  const hasBody = method === 'POST' || method === 'PUT' || method === 'PATCH';
  const form = odd.form ?? filledForm(name) ?? '';
  const headers = { accept: 'text/html', ...(hasBody ? formType : {}), ...odd.headers };
  const reply = await app.client().request(method, path, hasBody ? form : undefined, headers);
  const told = `${method} ${path.slice(0, 300)} ${JSON.stringify(odd.headers)}: ${reply.text.slice(0, 500)}`;
  expect(reply.status, told).not.toBe(500);
  expect(reply.headers.get('x-request-id'), told).toMatch(/^[0-9a-f-]{36}$/);
  // What is no request to node is refused before anything of ours sees it.
  if (method !== 'BREW') expect(reply.headers.get('x-content-type-options'), told).toBe('nosniff');
  // Pages show what was typed, and the reference speaks about queries; only refusals may tell nothing.
  if (reply.status >= 400 && method !== 'HEAD' && odd.form === undefined && odd.part === undefined)
    expect(reply.text, told).not.toMatch(traces);
}

/** The address with something real, or something odd, in place of what it leaves open. */
function addressOf(pattern: string, { part, query }: OddVisit): string {
  const real = pattern.includes('/pay/') ? world.link.id : world.checkout.token;
  const path = pattern.replaceAll(/:\w+|\*/g, () => encoded(part ?? real));
  return query === undefined ? path : `${path}?${query}`;
}

/** Half a surrogate pair has no encoding; what is percent-encoded already goes as it is. */
function encoded(text: string): string {
  if (/^%|%[0-9a-f]{2}/i.test(text)) return text;
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}
