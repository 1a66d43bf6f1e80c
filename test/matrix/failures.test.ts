import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import type { Client } from '#test/support/client.ts';
import { bodyOf } from './support/bodies.ts';
import { pathOf } from './support/parameters.ts';
import { clientWithRole, clientWithScopes } from './support/people.ts';
import { type AnyRoute, allRoutes, doorOf, isApi, nameOf } from './support/routes.ts';
import { makeWorld, startQuietApp, type World } from './support/world.ts';

let app: TestApp;
let world: World;
beforeAll(async () => {
  app = await startQuietApp();
  world = await makeWorld(app);
});
afterAll(() => app.stop());

type Query = (...given: unknown[]) => unknown;
type Callback = (error: Error) => void;

/** While `work` runs every statement of this process fails like this. */
async function whileFailing<T>(error: Error, work: () => Promise<T>): Promise<T> {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const original = prototype.query;
  prototype.query = (...given) => {
    const last = given.at(-1);
    return typeof last === 'function' ? setImmediate(last as Callback, error) : Promise.reject(error);
  };
  try {
    return await work();
  } finally {
    prototype.query = original;
  }
}

async function callerOf(route: AnyRoute): Promise<Client> {
  if (doorOf(route) === 'public') return app.client();
  if (doorOf(route) === 'api-key') return clientWithScopes(app, world.merchant);
  return clientWithRole(app, world.merchant, 'owner');
}

/** An alias of another route, and one whose provider of the sandbox knows no notification, so that nothing is asked. */
const isAside = ({ path }: AnyRoute) =>
  path === '/checkout/create/' || path === '/api/providers/:provider/notifications/';

const gone = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const broken = () => new Error('column "hidden_detail" does not exist');

describe.each([
  ['the database is gone', gone, 503, 'unavailable'],
  ['something breaks that nobody foresaw', broken, 500, 'internal_error'],
])('while %s', (_, error, status, code) => {
  it.each(
    allRoutes
      .filter((route) => isApi(route) && !isAside(route))
      .map((route) => [nameOf(route), route] as const),
  )(`%s answers ${status} at once and tells nothing of the cause`, async (name, route) => {
    const [client, path, body] = [await callerOf(route), await pathOf(route, world), bodyOf(route, world)];
    const startedMs = performance.now();
    // The client holds the answer against the published document.
    const reply = await whileFailing(error(), () => client.request(route.method, path, body));
    expect([name, reply.status, reply.body?.code]).toEqual([name, status, code]);
    expect(reply.headers.get('retry-after') !== null).toBe(status === 503);
    expect(reply.text).not.toMatch(/hidden_detail|ECONNREFUSED|\.ts:/);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });
});
