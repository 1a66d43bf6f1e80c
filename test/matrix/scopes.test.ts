import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scope, scopes } from '#platform/http/route.ts';
import type { TestApp } from '#test/support/app.ts';
import { call } from './support/call.ts';
import { clientWithScopes } from './support/people.ts';
import { keyRoutes, nameOf } from './support/routes.ts';
import { makeWorld, startQuietApp, type World } from './support/world.ts';

/** What each scope opens, written down from the contract and not read from the code. */
const opens: Readonly<Record<Scope, readonly Scope[]>> = {
  'checkout:create': ['checkout:create'],
  'payments:read': ['payments:read'],
  'payments:write': ['payments:write', 'payments:read', 'refunds:write', 'refunds:read'],
  'refunds:read': ['refunds:read'],
  'refunds:write': ['refunds:write', 'refunds:read'],
};

let app: TestApp;
let world: World;
beforeAll(async () => {
  app = await startQuietApp();
  world = await makeWorld(app);
});
afterAll(() => app.stop());

it('every route for API keys names a scope', () => {
  expect(keyRoutes.filter(({ scope }) => scope === undefined).map(nameOf)).toEqual([]);
});

describe.each(keyRoutes.map((route) => [nameOf(route), route] as const))('%s', (_, route) => {
  it.each(scopes)(`needs ${route.scope}, asked with %s`, async (held) => {
    const reply = await call(await clientWithScopes(app, world.merchant, [held]), route, world);
    if (opens[held].includes(route.scope as Scope)) {
      expect(reply.status, reply.text).not.toBe(403);
    } else {
      expect(reply.body, reply.text).toMatchObject({
        status: 403,
        code: 'missing_scope',
        scope: route.scope,
      });
      expect(reply.body.detail).toContain(route.scope);
    }
  });
});
