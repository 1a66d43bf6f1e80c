import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import type { Json, Reply } from '#test/support/client.ts';
import { query } from '#test/support/paying.ts';
import { must } from '#test/support/scenario.ts';
import { apiPermissions } from './permissions/api.ts';
import type { Permission } from './permissions/permission.ts';
import { bodyOf } from './support/bodies.ts';
import { deeds, impossible } from './support/deeds.ts';
import { pathOf } from './support/parameters.ts';
import { clientWithRole, clientWithScopes, organizationOf } from './support/people.ts';
import { type AnyRoute, allRoutes, doorOf, nameOf } from './support/routes.ts';
import { makeWorld, startQuietApp, type World } from './support/world.ts';

let app: TestApp;
let world: World;
beforeAll(async () => {
  app = await startQuietApp();
  world = await makeWorld(app);
});
afterAll(() => app.stop());

const changes = allRoutes.filter((route) => apiPermissions[nameOf(route)]?.audit !== undefined);
const reads = allRoutes.filter(
  (route) => nameOf(route) in apiPermissions && route.method === 'GET' && !changes.includes(route),
);

/** What one request wrote down, wherever. */
const entriesOf = (reply: Reply<Json>): Promise<Json[]> =>
  query(
    app,
    `select action, organization_id as "organizationId", actor_type as "actorType", actor_id as "actorId", target_type as "targetType", address
      from audit_log where request_id = $1 order by organization_id, sequence`,
    [reply.headers.get('x-request-id')],
  );

const countOf = async () => (await query(app, 'select count(*)::integer as count from audit_log'))[0].count;

async function doIt(route: AnyRoute): Promise<Reply<Json>> {
  const { client, path, body } = (await deeds[nameOf(route)]?.(world)) ?? {};
  const usual = doorOf(route) === 'public' ? app.client() : world.merchant.client;
  const caller =
    client ?? (doorOf(route) === 'api-key' ? await clientWithScopes(app, world.merchant) : usual);
  return caller.request(route.method, path ?? (await pathOf(route, world)), body ?? bodyOf(route, world));
}

describe.each(changes.map((route) => [nameOf(route), route] as const))('%s', (name, route) => {
  const { audit = [], role, scope } = apiPermissions[name] as Permission;

  it(`writes down ${audit.length === 0 ? 'nothing' : audit.join(' and ')}`, async () => {
    const reply = await doIt(route);
    if (!impossible.has(name))
      expect(reply.status, `${reply.text}; say how it is done in support/deeds.ts`).toBeLessThan(300);
    const entries = await entriesOf(reply);
    expect(entries.map(({ action }) => action)).toEqual(audit);
    const [organization] = new Set(entries.map(({ organizationId }) => organizationId));
    for (const entry of entries) {
      expect(entry).toMatchObject({ organizationId: organization, address: '127.0.0.1' });
      expect(entry.actorType).toBe(scope && name.endsWith('/refund/') ? 'api_key' : 'user');
      expect(entry.actorId).toMatch(entry.actorType === 'user' ? /^usr_/ : /^key_/);
    }
  });

  it('writes down nothing for whoever is refused', async () => {
    const path = await pathOf(route, world);
    const body = bodyOf(route, world);
    const refused = [
      ...(doorOf(route) === 'public' ? [] : [app.client()]),
      ...(role && role !== 'viewer' ? [await clientWithRole(app, world.merchant, 'viewer')] : []),
      ...(scope ? [await clientWithScopes(app, world.merchant, [])] : []),
    ];
    for (const client of refused) {
      const reply = await client.request(route.method, path, body);
      expect([401, 403]).toContain(reply.status);
      expect(await entriesOf(reply)).toEqual([]);
    }
  });
});

it('the entries of a merchant are in the log of its organization, by the person who is signed in', async () => {
  const reply = await world.merchant.client.patch('/api/organization/', { name: 'Südlicht' });
  must(200, reply);
  expect(await entriesOf(reply)).toMatchObject([
    { organizationId: organizationOf(world.merchant), actorId: world.merchant.user.id },
  ]);
});

it('what only reads writes nothing down', async () => {
  const before = await countOf();
  const key = await clientWithScopes(app, world.merchant);
  const paths = new Map(
    await Promise.all(reads.map(async (route) => [route, await pathOf(route, world)] as const)),
  );
  const made = (await countOf()) - before;
  for (const [route, path] of paths)
    await (doorOf(route) === 'api-key' ? key : world.merchant.client).request('GET', path);
  expect((await countOf()) - before).toBe(made);
});
