import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newToken } from '#merchants/accounts/secrets.ts';
import { newRawKey } from '#merchants/api-keys/api-key.ts';
import type { TestApp } from '#test/support/app.ts';
import type { Client } from '#test/support/client.ts';
import { bodyOf } from './support/bodies.ts';
import { call } from './support/call.ts';
import { pathOf } from './support/parameters.ts';
import { clientWithScopes } from './support/people.ts';
import { type AnyRoute, doorOf, nameOf, protectedRoutes, publicRoutes } from './support/routes.ts';
import { makeWorld, startQuietApp, type World } from './support/world.ts';

let app: TestApp;
let world: World;
let withKey: Client;
beforeAll(async () => {
  app = await startQuietApp();
  world = await makeWorld(app);
  withKey = await clientWithScopes(app, world.merchant);
});
afterAll(() => app.stop());

type Attempt = { readonly name: string; readonly headers: (world: World) => Record<string, string> };

const token = ({ merchant }: World) => merchant.token;
const key = () => withKey.headers.authorization?.split(' ')[1] ?? '';

/** None of these ever proves who somebody is. */
const worthless: readonly Attempt[] = [
  { name: 'nothing', headers: () => ({}) },
  { name: 'an empty header', headers: () => ({ authorization: '' }) },
  { name: 'a scheme alone', headers: () => ({ authorization: 'Token' }) },
  { name: 'a token without scheme', headers: (world) => ({ authorization: token(world) }) },
  { name: 'Bearer with a good token', headers: (world) => ({ authorization: `Bearer ${token(world)}` }) },
  { name: 'Bearer with a good key', headers: () => ({ authorization: `Bearer ${key()}` }) },
  { name: 'Basic', headers: (world) => ({ authorization: `Basic ${btoa(`owner:${token(world)}`)}` }) },
  { name: 'a good token in a cookie', headers: (world) => ({ cookie: `access_token=${token(world)}` }) },
  { name: 'a token that nobody has', headers: () => ({ authorization: `Token ${newToken()}` }) },
  {
    name: 'a token cut short',
    headers: (world) => ({ authorization: `Token ${token(world).slice(0, -1)}` }),
  },
  { name: 'a good token as a key', headers: (world) => ({ authorization: `Api-Key ${token(world)}` }) },
  { name: 'a good key as a token', headers: () => ({ authorization: `Token ${key()}` }) },
  { name: 'a key that nobody has', headers: () => ({ 'api-key': newRawKey('sandbox').rawKey }) },
  { name: 'a key of the other mode', headers: () => ({ 'api-key': key().replace('_sandbox_', '_live_') }) },
  { name: 'a megabyte of nothing', headers: () => ({ authorization: `Token ${'a'.repeat(4_000)}` }) },
];

async function ask(route: AnyRoute, headers: Record<string, string>) {
  const path = await pathOf(route, world);
  const reply = await app.client().request(route.method, path, bodyOf(route, world), headers);
  expect(reply.status, reply.text).toBe(401);
  const challenge =
    doorOf(route) === 'session' ? 'Token' : doorOf(route) === 'api-key' ? 'Api-Key' : 'Token, Api-Key';
  expect(reply.headers.get('www-authenticate')).toBe(challenge);
  return reply.body;
}

describe.each(protectedRoutes.map((route) => [nameOf(route), route] as const))('%s', (_, route) => {
  it.each(worthless)('401 for $name', async ({ headers }) => {
    const { code } = await ask(route, headers(world));
    const wrongKind = { session: 'dashboard_session_required', 'api-key': 'api_key_required' }[
      doorOf(route) as string
    ];
    expect(['authentication_required', wrongKind]).toContain(code);
  });

  if (doorOf(route) === 'session') {
    it.each(['authorization', 'api-key'])(
      '401 dashboard_session_required for a good key in %s',
      async (header) => {
        const { code } = await ask(route, { [header]: header === 'api-key' ? key() : `Api-Key ${key()}` });
        expect(code).toBe('dashboard_session_required');
      },
    );
  }

  if (doorOf(route) === 'api-key') {
    it('401 api_key_required for a good session', async () => {
      const { code } = await ask(route, { authorization: `Token ${token(world)}` });
      expect(code).toBe('api_key_required');
    });
  } else {
    it('takes a session', async () => {
      // Signing out would end the session of all other cases.
      const session = route.path === '/api/auth/logout/' ? (await makeWorld(app)).merchant : world.merchant;
      expect((await call(session.client, route, world)).status).not.toBe(401);
    });
  }

  if (doorOf(route) !== 'session') {
    it.each(['authorization', 'api-key'])('takes a key in %s', async (header) => {
      const headers = { [header]: header === 'api-key' ? key() : `Api-Key ${key()}` };
      expect((await call(app.client(), route, world, headers)).status).not.toBe(401);
    });
  }
});

describe.each(publicRoutes.map((route) => [nameOf(route), route] as const))('%s', (_, route) => {
  it('asks for nothing, and credentials that are wrong do no harm', async () => {
    const plain = await call(app.client(), route, world);
    const wrong = await call(app.client(), route, world, { authorization: 'Bearer nonsense' });
    for (const reply of [plain, wrong]) expect(reply.body?.code).not.toBe('authentication_required');
  });
});
