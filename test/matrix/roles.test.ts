import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import { type Role, roles } from './permissions/permission.ts';
import { call } from './support/call.ts';
import { clientWithRole } from './support/people.ts';
import { nameOf, permissionOf, sessionRoutes } from './support/routes.ts';
import { makeWorld, startQuietApp, type World } from './support/world.ts';

let app: TestApp;
let world: World;
beforeAll(async () => {
  app = await startQuietApp();
  world = await makeWorld(app);
});
afterAll(() => app.stop());

describe.each(sessionRoutes.map((route) => [nameOf(route), route] as const))('%s', (_, route) => {
  const needed = permissionOf(route).role as Role;

  it.each(roles)(`needs ${needed}, asked by the role %s`, async (role) => {
    const client = await clientWithRole(app, world.merchant, role);
    const reply = await call(client, route, world);
    if (roles.indexOf(role) < roles.indexOf(needed)) {
      expect(reply.body, reply.text).toMatchObject({ status: 403, code: 'insufficient_role' });
      return;
    }
    expect(reply.status, reply.text).not.toBe(401);
    expect(reply.body?.code, reply.text).not.toBe('insufficient_role');
  });
});
