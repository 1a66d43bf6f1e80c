import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import { type Got, getBytes } from '#test/support/get-bytes.ts';
import { must } from '#test/support/scenario.ts';
import { apiPermissions } from './permissions/api.ts';
import { pathOf } from './support/parameters.ts';
import { clientWithScopes } from './support/people.ts';
import { allRoutes, doorOf, nameOf } from './support/routes.ts';
import { makeWorld, startQuietApp, type World } from './support/world.ts';

/*
 * Every read of the API, in every form: the same answer, told apart for caches, and never packed together with a secret.
 */

let app: TestApp;
let world: World;
let keyHeaders: Record<string, string>;
/** What lets somebody in, each with the words for it. */
const secrets: [string, string][] = [];
beforeAll(async () => {
  app = await startQuietApp();
  world = await makeWorld(app);
  const { client, token } = world.merchant;
  keyHeaders = (await clientWithScopes(app, world.merchant)).headers as Record<string, string>;
  const hook = { url: 'https://shop.example/hook', enabled: true };
  const { secret } = must(200, await client.put('/api/organization/webhook/', hook));
  must(201, await client.post('/api/organization/team/', { email: 'new@shop.example', role: 'viewer' }));
  const { results } = must(200, await client.get('/api/development/mailbox/'));
  for (const [, mailed = ''] of JSON.stringify(results).matchAll(/[?&#]token=([\w.-]{16,})/g))
    secrets.push(['token of a mailed link', mailed]);
  secrets.push(
    ['token of a session', token],
    ['API key', String(keyHeaders.authorization).split(' ')[1] ?? ''],
    ['secret of a webhook', secret],
    ['token of an open checkout', world.checkout.token],
    ['token of a paid checkout', world.paid.token],
  );
  expect(secrets.every(([, text]) => text.length > 15)).toBe(true);
});
afterAll(() => app.stop());

const reads = allRoutes.filter((route) => route.method === 'GET' && nameOf(route) in apiPermissions);

/** Without what is another in each answer. */
const comparable = ({ text }: Got) =>
  text.replace(/"request_id":"[^"]*"/, '').replaceAll(/"(?:as_of|now)":"[^"]*"/g, '');

describe.each(reads.map((route) => [nameOf(route), route] as const))('%s', (_, route) => {
  it('is the same answer in every form', async () => {
    const path = await pathOf(route, world);
    const own =
      doorOf(route) === 'api-key' ? keyHeaders : (world.merchant.client.headers as Record<string, string>);
    const get = (encoding: string) =>
      getBytes(app.url + path, {
        ...(doorOf(route) === 'public' ? {} : own),
        'accept-encoding': encoding,
      });
    const plain = await get('identity');
    expect(plain.headers['content-encoding']).toBeUndefined();
    for (const encoding of ['br', 'gzip']) {
      const got = await get(encoding);
      expect(got.status).toBe(plain.status);
      expect(got.headers['content-type']).toBe(plain.headers['content-type']);
      expect(got.headers.vary).toBe(plain.headers.vary);
      if (got.headers['content-length'] !== undefined)
        expect(Number(got.headers['content-length'])).toBe(got.bytes.length);
      if (got.headers['content-encoding'] === undefined) continue;
      expect(got.headers['content-encoding']).toBe(encoding);
      expect(got.headers.vary).toMatch(/\baccept-encoding\b/);
      expect(got.bytes.length).toBeLessThan(plain.bytes.length);
      expect(comparable(got)).toBe(comparable(plain));
      const told = secrets.filter(([, text]) => got.text.includes(text) && !path.includes(text));
      expect(told.map(([what]) => what)).toEqual([]);
    }
  });
});
