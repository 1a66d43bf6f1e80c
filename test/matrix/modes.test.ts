import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mode } from '#platform/contract/common.ts';
import type { TestApp } from '#test/support/app.ts';
import type { Client, Json } from '#test/support/client.ts';
import { query } from '#test/support/paying.ts';
import { makeLink, must, start } from '#test/support/scenario.ts';
import { bodyOf } from './support/bodies.ts';
import { call } from './support/call.ts';
import { dumpOf } from './support/dump.ts';
import { listRoutes } from './support/lists.ts';
import { parametersOf, pathOf } from './support/parameters.ts';
import { clientWithScopes, organizationOf } from './support/people.ts';
import { type AnyRoute, doorOf, keyRoutes, nameOf, permissionOf, protectedRoutes } from './support/routes.ts';
import { makeWorld, startQuietApp, type World } from './support/world.ts';

type Side = {
  readonly world: World;
  readonly untouched: Json;
  readonly keys: Readonly<Record<Mode, Client>>;
};

let app: TestApp;
/** An organization with rows of that one mode only, and a key of each. */
let sides: Readonly<Record<Mode, Side>>;
/** Paths of the organization's own things, found before its rows change their mode. */
const paths = new Map<AnyRoute, Readonly<Record<Mode, string>>>();

/** Routes that show and move what belongs to a mode, with a key of the other one. */
const routesWithIds = keyRoutes.filter(({ path }) => parametersOf(path).length > 0);

it('the table keeps every route for API keys to the mode of its key', () => {
  expect(keyRoutes.filter((route) => permissionOf(route).mode !== 'key').map(nameOf)).toEqual([]);
});

beforeAll(async () => {
  app = await startQuietApp();
  sides = { sandbox: await makeSide(), live: await makeSide() };
  for (const route of protectedRoutes.filter(({ path }) => parametersOf(path).length > 0)) {
    const [sandbox, live] = [await pathOf(route, sides.sandbox.world), await pathOf(route, sides.live.world)];
    paths.set(route, { sandbox, live });
  }
  // Nothing here serves live payments, so live rows are made of sandbox ones.
  const tables = await query(
    app,
    `select table_name as name from information_schema.columns c
      where table_schema = 'public' and column_name = 'mode' and table_name <> 'api_keys'
        and exists (select 1 from information_schema.columns o
          where o.table_schema = 'public' and o.table_name = c.table_name and o.column_name = 'organization_id')`,
  );
  for (const { name } of tables) {
    await query(app, `update "${name}" set mode = 'live' where organization_id = $1`, [
      organizationOf(sides.live.world.merchant),
    ]);
  }
});
afterAll(() => app.stop());

async function makeSide(): Promise<Side> {
  const world = await makeWorld(app);
  const sandbox = await clientWithScopes(app, world.merchant);
  const live = await clientWithScopes(app, world.merchant, undefined, 'live');
  // Servers keep what they read of a link, because it never changes: this one is read only afterwards.
  return { world, untouched: await makeLink(world.merchant, {}, world.product), keys: { sandbox, live } };
}

const directions = [
  { rows: 'live', key: 'sandbox' },
  { rows: 'sandbox', key: 'live' },
] as const;

describe.each(directions)('a $key key and $rows rows', ({ rows, key }) => {
  it.each(routesWithIds.map((route) => [nameOf(route), route] as const))(
    '%s is 404 and changes nothing',
    async (_, route) => {
      const { world, keys } = sides[rows];
      const before = await moneyOf(world);
      const path = paths.get(route)?.[rows] as string;
      const reply = await keys[key].request(route.method, path, bodyOf(route, world));
      expect(reply.body, reply.text).toMatchObject({ status: 404, code: 'not_found' });
      expect(await moneyOf(world)).toEqual(before);
    },
  );

  it.each(
    routesWithIds.filter(({ method }) => method === 'GET').map((route) => [nameOf(route), route] as const),
  )('%s answers the key of the same mode', async (_, route) => {
    must(200, await sides[rows].keys[rows].get(paths.get(route)?.[rows] as string));
  });

  it.each(
    listRoutes.filter((route) => keyRoutes.includes(route)).map((route) => [nameOf(route), route] as const),
  )('%s lists nothing, and everything to a key of the same mode', async (_, route) => {
    const { keys } = sides[rows];
    expect(must(200, await keys[key].get(route.path)).results).toEqual([]);
    expect(must(200, await keys[rows].get(route.path)).results.length).toBeGreaterThan(0);
    // Asking for the other mode by name opens nothing.
    const named = await keys[key].get(`${route.path}?mode=${rows}`);
    expect(named.status === 200 ? named.body.results : []).toEqual([]);
  });
});

describe.each(
  listRoutes
    .filter((route) => ['key', 'asked'].includes(permissionOf(route).mode ?? ''))
    // Here the keys of both modes ask everywhere; test/api/api-keys/api-requests.test.ts keeps them apart.
    .filter((route) => nameOf(route) !== 'GET /api/organization/api-requests/')
    .map((route) => [nameOf(route), route] as const),
)('%s of a dashboard session', (_, route) => {
  it.each(directions)('shows no $rows rows under mode=$key', async ({ rows, key }) => {
    const { client } = sides[rows].world.merchant;
    if (doorOf(route) === 'api-key') return;
    expect(must(200, await client.get(`${route.path}?mode=${key}`)).results).toEqual([]);
    expect(must(200, await client.get(`${route.path}?mode=${rows}`)).results.length).toBeGreaterThan(0);
  });
});

describe('without a connected live provider', () => {
  it('a live key creates no checkout', async () => {
    const create = keyRoutes.find((route) => nameOf(route) === 'POST /api/checkout/create/') as AnyRoute;
    const reply = await call(sides.sandbox.keys.live, create, sides.sandbox.world);
    expect(reply.body).toMatchObject({ status: 409, code: 'live_mode_unavailable' });
  });

  it('no live link is made, and one that is there starts and takes no payment', async () => {
    const { world, untouched } = sides.live;
    await query(app, `update connections set status = 'disconnected' where organization_id = $1`, [
      organizationOf(world.merchant),
    ]);
    const body = { name: 'Link', products: [{ product_id: world.product.id, quantity: 1 }], mode: 'live' };
    const made = await world.merchant.client.post('/api/payment-links/', body);
    expect(made.body).toMatchObject({ status: 409, code: 'live_mode_unavailable' });
    const started = await start(app, untouched.id);
    expect(started.body).toMatchObject({ status: 409, code: 'live_mode_unavailable' });
  });
});

/** All rows but those of keys, which remember when they were used last. */
async function moneyOf(world: World) {
  const { api_keys: _, ...dump } = await dumpOf(app, organizationOf(world.merchant));
  return dump;
}
