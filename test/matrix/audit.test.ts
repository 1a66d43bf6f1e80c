import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '#test/support/client.ts';
import { invite } from '#test/support/mailbox.ts';
import { addPasskey, SoftwareAuthenticator } from '#test/support/passkeys.ts';
import { query } from '#test/support/paying.ts';
import { makeLink, must, signUp, startOpen } from '#test/support/scenario.ts';
import { takenIn } from './support/bank.ts';
import { bodyOf } from './support/bodies.ts';
import { dumpOf } from './support/dump.ts';
import { pathOf } from './support/parameters.ts';
import { clientWithRole, clientWithScopes, organizationOf } from './support/people.ts';
import { allRoutes, nameOf } from './support/routes.ts';
import { makeWorld, startQuietApp, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  const app = await startQuietApp();
  world = await makeWorld(app);
});
afterAll(() => world.app.stop());

const changing = allRoutes.filter(
  ({ method, auth }) => method !== 'GET' && (auth === 'session' || auth === 'session-or-api-key'),
);

/** What is in no log, because nothing is changed that has to be looked up, by its status. */
const unlogged = new Map([
  ['POST /api/auth/proof/', 200],
  ['POST /api/auth/proof/passkey/', 200],
  ['POST /api/auth/second-factor/authenticator/', 200],
  ['POST /api/auth/passkeys/options/', 200],
  ['POST /api/transactions/:id/refund/code/', 202],
  ['POST /api/organization/providers/:provider/check/', 200],
  ['POST /api/media/', 201],
  ['POST /api/payment-links/preview/', 200],
]);

type Request = { readonly path?: string; readonly body?: Json };

/** What has to be there for a change to be possible, and how it is asked for where that depends on it. */
const preparations: Readonly<Record<string, (world: World) => Promise<Request>>> = {
  'POST /api/auth/password/change/': async ({ merchant }) => ({
    body: { current_password: merchant.password, new_password: 'another fine secret' },
  }),
  'POST /api/auth/invitations/join/': async ({ app, merchant }) => ({
    body: { token: await invite(await signUp(app), merchant.email, 'viewer') },
  }),
  'POST /api/auth/proof/': async ({ merchant }) => ({ body: { password: merchant.password } }),
  'POST /api/auth/proof/passkey/': async ({ app, merchant }) => {
    await addPasskey(app, merchant);
    return {};
  },
  'POST /api/auth/second-factor/authenticator/confirm/': async ({ app, merchant }) => {
    const { secret } = must(200, await merchant.client.post('/api/auth/second-factor/authenticator/'));
    const timestamp = app.clock.now().getTime();
    return { body: { code: new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp }) } };
  },
  'DELETE /api/auth/second-factor/authenticator/': async ({ app }) => {
    await query(app, 'update authenticators set confirmed_at = now()');
    return {};
  },
  'POST /api/auth/second-factor/recovery-codes/': async ({ app, merchant }) => {
    await addPasskey(app, merchant);
    return {};
  },
  'POST /api/auth/passkeys/': async ({ app, merchant }) => {
    const options = must(200, await merchant.client.post('/api/auth/passkeys/options/'));
    return { body: { name: 'Phone', passkey: new SoftwareAuthenticator(app.url).create(options) } };
  },
  'POST /api/organization/team/leave/': async ({ app, merchant }) => {
    // The only owner may not leave.
    await clientWithRole(app, merchant, 'owner');
    return {};
  },
  'POST /api/organization/bank-entries/:id/match/': async (world) => {
    const { unmatched, waiting } = await takenIn(world);
    return {
      path: `/api/organization/bank-entries/${unmatched}/match/`,
      body: { transaction_id: waiting.transactionId },
    };
  },
  'POST /api/organization/bank-entries/:id/undo/': async (world) => ({
    path: `/api/organization/bank-entries/${(await takenIn(world)).matched}/undo/`,
  }),
  'PUT /api/organization/providers/order/': async ({ merchant: { client } }) => {
    const settings = { iban: 'DE89370400440532013000', account_name: 'Nordlicht' };
    must(200, await client.put('/api/organization/providers/bank/', { mode: 'sandbox', settings }));
    const order = (providers: string[]) => ({ mode: 'sandbox', providers });
    must(200, await client.put('/api/organization/providers/order/', order(['sandbox', 'bank'])));
    return { body: order(['bank', 'sandbox']) };
  },
  'POST /api/organization/api-keys/rotate/': async (world) => {
    await activeKey(world);
    return {};
  },
  'POST /api/organization/api-keys/:id/rotate/': async (world) => ({
    path: `/api/organization/api-keys/${await activeKey(world)}/rotate/`,
  }),
  'DELETE /api/organization/webhook/': putEndpoint,
  'POST /api/organization/webhook/rotate-secret/': putEndpoint,
  'POST /api/organization/webhook/test/': putEndpoint,
  'POST /api/transactions/:id/resend-webhook/': putEndpoint,
  'POST /api/payment-links/:id/restore/': async ({ merchant, product }) => {
    const { id } = await makeLink(merchant, {}, product);
    must(204, await merchant.client.delete(`/api/payment-links/${id}/`));
    return { path: `/api/payment-links/${id}/restore/` };
  },
  'POST /api/payment-links/:id/holds/:checkout_id/release/': async ({ app, merchant, product }) => {
    const { id } = await makeLink(merchant, { max_uses: 1 }, product);
    const { checkout_id } = await startOpen(app, id);
    return { path: `/api/payment-links/${id}/holds/${checkout_id}/release/` };
  },
  'POST /api/checkouts/:id/simulate/': async () => ({ body: { event: 'fail' } }),
};

async function activeKey({ merchant }: World): Promise<string> {
  const path = '/api/organization/api-keys/';
  await merchant.client.post(path, {});
  const { results } = must(200, await merchant.client.get(path));
  return results.find(({ status }: Json) => status === 'active').id;
}

async function putEndpoint({ merchant }: World): Promise<Request> {
  const endpoint = { url: 'https://receiver.example/other', enabled: true };
  must(200, await merchant.client.put('/api/organization/webhook/', endpoint));
  return {};
}

it.each(changing.map((route) => [nameOf(route), route] as const))(
  '%s changes nothing while the audit log takes no entry',
  async (name, route) => {
    const { app, merchant } = world;
    const client = route.auth === 'session' ? merchant.client : await clientWithScopes(app, merchant);
    const prepared = await preparations[name]?.(world);
    const path = prepared?.path ?? (await pathOf(route, world));
    const body = prepared?.body ?? bodyOf(route, world);
    // The use of a key is noted, whatever comes of it.
    must(200, await client.get('/api/transactions/'));
    const before = await dumpOf(app, organizationOf(merchant));
    await query(app, 'alter table audit_log add constraint is_full check (sequence < 0) not valid');
    const reply = await client
      .request(route.method, path, body)
      .finally(() => query(app, 'alter table audit_log drop constraint is_full'));
    expect([name, reply.status]).toEqual([name, unlogged.get(name) ?? 500]);
    if (!unlogged.has(name)) expect(await dumpOf(app, organizationOf(merchant))).toEqual(before);
  },
);
