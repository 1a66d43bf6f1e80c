import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import { opens, type Scope, scopes } from './permissions/permission.ts';
import { call } from './support/call.ts';
import { clientWithScopes } from './support/people.ts';
import { keyRoutes, nameOf, permissionOf } from './support/routes.ts';
import { makeWorld, startQuietApp, type World } from './support/world.ts';

let app: TestApp;
let world: World;
beforeAll(async () => {
  app = await startQuietApp();
  world = await makeWorld(app);
});
afterAll(() => app.stop());

describe.each(keyRoutes.map((route) => [nameOf(route), route] as const))('%s', (_, route) => {
  const needed = permissionOf(route).scope as Scope;

  it.each(scopes)(`needs ${needed}, asked with %s`, async (held) => {
    const reply = await call(await clientWithScopes(app, world.merchant, [held]), route, world);
    if (opens[held].includes(needed)) {
      expect(reply.status, reply.text).not.toBe(401);
      expect(reply.status, reply.text).not.toBe(403);
      return;
    }
    expect(reply.body, reply.text).toMatchObject({ status: 403, code: 'missing_scope', scope: needed });
    expect(reply.body.detail).toContain(needed);
  });

  it(`needs ${needed}, asked with none`, async () => {
    const reply = await call(await clientWithScopes(app, world.merchant, []), route, world);
    expect(reply.body, reply.text).toMatchObject({ status: 403, code: 'missing_scope', scope: needed });
  });
});
