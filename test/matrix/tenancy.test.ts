import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import type { Client, Json, Reply } from '#test/support/client.ts';
import { must } from '#test/support/scenario.ts';
import { bodyOf } from './support/bodies.ts';
import { dumpOf } from './support/dump.ts';
import { listRoutes, queryNames } from './support/lists.ts';
import { parametersOf, pathOf } from './support/parameters.ts';
import { clientWithScopes, organizationOf } from './support/people.ts';
import { type AnyRoute, doorOf, nameOf, protectedRoutes } from './support/routes.ts';
import { makeWorld, startQuietApp, type World } from './support/world.ts';

let app: TestApp;
let own: World;
let foreign: World;
let callers: Readonly<Record<'session' | 'api-key', Client>>;
beforeAll(async () => {
  app = await startQuietApp();
  own = await makeWorld(app);
  foreign = await makeWorld(app);
  // One of everything that is listed, so that a list that shows too much does show it.
  await clientWithScopes(app, foreign.merchant);
  for (const made of [
    '/api/refunds/:id/',
    '/api/organization/webhook/deliveries/:id/resend/',
    '/api/organization/kept-mails/:id/send/',
  ])
    await pathOf({ method: 'GET', path: made }, foreign);
  callers = { session: own.merchant.client, 'api-key': await clientWithScopes(app, own.merchant) };
});
afterAll(() => app.stop());

function callersOf(route: AnyRoute): Client[] {
  const door = doorOf(route);
  if (door === 'session-or-api-key') return Object.values(callers);
  return [callers[door as 'session' | 'api-key']];
}

// The name of a provider is nobody's: of each, everybody has a connection of their own or none.
const withIds = protectedRoutes.filter(({ path }) => parametersOf(path).some((name) => name !== 'provider'));

it.each(withIds.map((route) => [nameOf(route), route] as const))(
  "%s with another organization's id is 404 and changes nothing there",
  async (_, route) => {
    const path = await pathOf(route, foreign);
    const before = await dumpOf(app, organizationOf(foreign.merchant));
    for (const client of callersOf(route)) {
      const reply = await client.request(route.method, path, bodyOf(route, own));
      expect(reply.body, reply.text).toMatchObject({ status: 404, code: 'not_found' });
    }
    expect(await dumpOf(app, organizationOf(foreign.merchant))).toEqual(before);
  },
);

it.each(withIds.map((route) => [nameOf(route), route] as const))(
  '%s tells a foreign id, an unknown one and a malformed one alike',
  async (_, route) => {
    const real = await pathOf(route, foreign);
    const unknown = await unknownPath(route);
    const malformed = route.path.replace(/:\w+/g, "0' or 1=1--").replaceAll(' ', '%20');
    for (const client of callersOf(route)) {
      const replies = [];
      for (const path of [real, unknown, malformed])
        replies.push(await client.request(route.method, path, bodyOf(route, own)));
      const told = replies.map(({ body: { request_id: _, ...rest } }) => rest);
      expect(told.map(({ status }) => status)).toEqual([404, 404, 404]);
      expect(told[0]).toEqual(told[1]);
    }
  },
);

/** An id of the right shape that nobody has: the last digits of a real one turned around. */
async function unknownPath(route: AnyRoute): Promise<string> {
  const path = await pathOf(route, foreign);
  const id = path.split('/').find((_part, index) => route.path.split('/')[index]?.startsWith(':')) as string;
  const tail = id.slice(-6);
  return path.replace(id, id.slice(0, -6) + [...tail].reverse().join('').replace(tail, '012345'));
}

describe.each(listRoutes.map((route) => [nameOf(route), route] as const))('%s', (_, route) => {
  it("never shows another organization's rows, whatever is filtered by", async () => {
    const ids: Record<string, string> = { link: foreign.link.id, transaction: foreign.transactionId };
    const theirs = doorOf(route) === 'api-key' ? [] : idsIn(await foreign.merchant.client.get(route.path));
    expect(theirs.length).toBeGreaterThan(0);
    const marks = [foreign.link.id, foreign.product.id, foreign.transactionId, foreign.paid.checkout_id];
    const filters = [
      '',
      ...queryNames(route).flatMap((name) => (ids[name] ? [`?${name}=${ids[name]}`] : [])),
    ];
    for (const client of callersOf(route)) {
      for (const filter of filters) {
        const reply = await client.get(route.path + filter);
        expect(reply.status, reply.text).toBe(200);
        for (const mark of [...marks, ...theirs, foreign.merchant.email])
          expect(reply.text).not.toContain(mark);
      }
    }
  });

  if (queryNames(route).includes('cursor')) {
    it("takes another organization's cursor nowhere", async () => {
      const cursor = cursorOf(must(200, await foreign.merchant.client.get(`${route.path}?limit=1`)));
      if (cursor === undefined) return;
      for (const client of callersOf(route)) {
        const reply = await client.get(`${route.path}?cursor=${encodeURIComponent(cursor)}`);
        expect(reply.text).not.toContain(foreign.merchant.email);
        expect(reply.text).not.toContain(foreign.transactionId);
        expect(reply.text).not.toContain(foreign.link.id);
      }
    });
  }
});

/** What names the rows of a list, each as it would stand in another one. */
function idsIn(reply: Reply<Json>): string[] {
  const { results } = must(200, reply);
  return results.map((row: Json) => `"${row.id ?? row.event_id}"`);
}

function cursorOf(page: Json): string | undefined {
  return page.next ? (new URL(page.next).searchParams.get('cursor') ?? undefined) : undefined;
}

describe("another organization's id in a body", () => {
  it('is told as an unknown product when a link is made', async () => {
    const body = { name: 'Link', products: [{ product_id: foreign.product.id, quantity: 1 }] };
    const reply = await own.merchant.client.post('/api/payment-links/', body);
    expect(reply.body).toMatchObject({ status: 400, code: 'unknown_product' });
    expect(reply.body.errors[0].field).toBe('products[0].product_id');
  });

  it('is told as an unknown product when a checkout is created', async () => {
    const create = { method: 'POST', path: '/api/checkout/create/' } as const;
    const route = protectedRoutes.find((each) => nameOf(each) === nameOf(create)) as AnyRoute;
    const reply = await callers['api-key'].post(create.path, bodyOf(route, foreign));
    expect(reply.body).toMatchObject({ status: 400, code: 'unknown_product' });
    expect(reply.body.errors[0].field).toBe('products[0].id');
  });
});
