import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import { apiPermissions } from './permissions/api.ts';
import { pagePermissions } from './permissions/pages.ts';
import { withServedPaths } from './support/served.ts';
import { startQuietApp } from './support/world.ts';

let app: TestApp;
let served: readonly string[];
beforeAll(async () => {
  ({ app, served } = await withServedPaths(startQuietApp));
});
afterAll(() => app.stop());

const known = { ...apiPermissions, ...pagePermissions };

it('the table that is written by hand has a row for everything that the server answers, and nothing more', async () => {
  const unknown: string[] = [];
  const pathsOfApi = new Set(Object.keys(apiPermissions).map((name) => name.split(' ')[1]));
  for (const name of served.filter((each) => !each.startsWith('HEAD ') && !(each in known))) {
    const [method = '', path = ''] = name.split(' ');
    // What refuses a method that the address does not take is a route to the framework.
    if (pathsOfApi.has(path)) continue;
    const reply = await app.client().request(method, path.replace(/:\w+|\*/g, 'x'));
    if (reply.status !== 405) unknown.push(`Add '${name}' to test/matrix/permissions/pages.ts.`);
  }
  expect(unknown).toEqual([]);
  const all = new Set(served);
  expect(Object.keys(pagePermissions).filter((name) => !all.has(name))).toEqual([]);
});
