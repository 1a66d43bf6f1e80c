import { afterAll, beforeAll, expect, it } from 'vitest';
import { query } from '#test/support/paying.ts';
import { bodyOf } from './support/bodies.ts';
import { pathOf } from './support/parameters.ts';
import { clientWithRole, clientWithScopes, organizationOf } from './support/people.ts';
import { keyRoutes, nameOf, sessionRoutes } from './support/routes.ts';
import { makeWorld, startQuietApp, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  const app = await startQuietApp();
  world = await makeWorld(app);
});
afterAll(() => world.app.stop());

/** Written by hand: what somebody needs to add a second factor, to leave, or to go elsewhere. */
const open = [
  'POST /api/auth/logout/',
  'GET /api/auth/me/',
  'POST /api/auth/switch/',
  'POST /api/auth/password/change/',
  'POST /api/auth/proof/',
  'POST /api/auth/proof/passkey/',
  'GET /api/auth/second-factor/',
  'POST /api/auth/second-factor/authenticator/',
  'POST /api/auth/second-factor/authenticator/confirm/',
  'DELETE /api/auth/second-factor/authenticator/',
  'POST /api/auth/second-factor/recovery-codes/',
  'POST /api/auth/passkeys/options/',
  'POST /api/auth/passkeys/',
  'PATCH /api/auth/passkeys/:id/',
  'DELETE /api/auth/passkeys/:id/',
  'GET /api/auth/sessions/',
  'DELETE /api/auth/sessions/:id/',
];

/** While the organization asks its members for a second factor. */
async function whileAsked<T>(work: () => Promise<T>): Promise<T> {
  const set = (isAsked: boolean) =>
    query(world.app, 'update organizations set require_second_factor = $2 where id = $1', [
      organizationOf(world.merchant),
      isAsked,
    ]);
  await set(true);
  return work().finally(() => set(false));
}

it.each(sessionRoutes.map((route) => [nameOf(route), route] as const))(
  '%s is open to a member without a second factor only where it has to be',
  async (name, route) => {
    const client = await clientWithRole(world.app, world.merchant, 'owner');
    const [path, body] = [await pathOf(route, world), bodyOf(route, world)];
    const { status, body: answer } = await whileAsked(() => client.request(route.method, path, body));
    const isShut = status === 403 && answer?.code === 'second_factor_enrolment_required';
    expect([name, isShut]).toEqual([name, !open.includes(name)]);
  },
);

it.each(keyRoutes.map((route) => [nameOf(route), route] as const))(
  '%s goes on for an API key',
  async (name, route) => {
    const client = await clientWithScopes(world.app, world.merchant);
    const [path, body] = [await pathOf(route, world), bodyOf(route, world)];
    const { status } = await whileAsked(() => client.request(route.method, path, body));
    expect([name, status < 400 || status === 409]).toEqual([name, true]);
  },
);
