import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roles } from '#platform/http/route.ts';
import type { TestApp } from '#test/support/app.ts';
import { call } from './support/call.ts';
import { clientWithRole } from './support/people.ts';
import { nameOf, roleSuffices, sessionRoutes } from './support/routes.ts';
import { makeWorld, startQuietApp, type World } from './support/world.ts';

let app: TestApp;
let world: World;
beforeAll(async () => {
  app = await startQuietApp();
  world = await makeWorld(app);
});
afterAll(() => app.stop());

describe.each(sessionRoutes.map((route) => [nameOf(route), route] as const))('%s', (_, route) => {
  it.each(roles)(`needs ${route.role ?? 'viewer'}, asked by the role %s`, async (role) => {
    const client = await clientWithRole(app, world.merchant, role);
    const reply = await call(client, route, world);
    if (roleSuffices(role, route)) expect(reply.status, reply.text).not.toBe(403);
    else expect(reply.body, reply.text).toMatchObject({ status: 403, code: 'insufficient_role' });
  });
});
