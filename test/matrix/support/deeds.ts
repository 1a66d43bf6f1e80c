import { Secret, TOTP } from 'otpauth';
import { createOneTimeSignIn } from '#merchants/accounts/create-one-time-sign-in.ts';
import { newToken, tokenHash } from '#merchants/accounts/secrets.ts';
import { parseId } from '#platform/kit/ids.ts';
import { camt } from '#test/support/bank-shop.ts';
import type { Client, Json } from '#test/support/client.ts';
import { invite } from '#test/support/mailbox.ts';
import { addPasskey, SoftwareAuthenticator } from '#test/support/passkeys.ts';
import { query } from '#test/support/paying.ts';
import { type Merchant, makeLink, makeProduct, must, signUp, startOpen } from '#test/support/scenario.ts';
import { takenIn } from './bank.ts';
import { clientWithRole, clientWithScopes, organizationOf } from './people.ts';
import type { World } from './world.ts';

/** How one does something so that it really happens; what is left out is as every other call. */
export type Deed = { readonly client?: Client; readonly path?: string; readonly body?: Json };

const link = async (world: World) => (await makeLink(world.merchant, {}, world.product)).id as string;
const open = async ({ app, link }: World) => (await startOpen(app, link.id)).token as string;
const webhook = { url: 'https://receiver.example/hooks', enabled: true };
const setWebhook = ({ merchant }: World) => merchant.client.put('/api/organization/webhook/', webhook);
const email = () => `somebody-${crypto.randomUUID()}@shop.example`;

/** The one key that is active, made when there is none. */
async function activeKey({ merchant }: World): Promise<string> {
  await merchant.client.post('/api/organization/api-keys/', {});
  const { results } = must(200, await merchant.client.get('/api/organization/api-keys/'));
  return results.find(({ status }: Json) => status === 'active').id;
}

const codeOf = ({ app }: World, secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: app.clock.now().getTime() });
const authenticator = '/api/auth/second-factor/authenticator/';

/** Somebody new whose authenticator app is set up, or also in use, with a code that is good now. */
async function withApp(world: World, isConfirmed = true): Promise<Merchant & { code: string }> {
  const merchant = await signUp(world.app);
  const { secret } = must(200, await merchant.client.post(authenticator));
  if (!isConfirmed) return { ...merchant, code: codeOf(world, secret) };
  must(200, await merchant.client.post(`${authenticator}confirm/`, { code: codeOf(world, secret) }));
  world.app.clock.advance(30_000);
  return { ...merchant, code: codeOf(world, secret) };
}

async function waitingSignIn(world: World, { email, password }: Merchant): Promise<string> {
  return (await world.app.client().post('/api/auth/login/', { email, password })).body.challenge;
}

/** Somebody new with a passkey that signs nothing. */
async function withPasskey({ app }: World): Promise<Merchant & { passkeyId: string }> {
  const merchant = await signUp(app);
  return { ...merchant, passkeyId: await addPasskey(app, merchant) };
}

/** By method and path; a change that needs more than a valid body has its line here. */
export const deeds: Readonly<Record<string, (world: World) => Promise<Deed>>> = {
  'POST /api/auth/signup/': async () => ({
    body: {
      organization_name: 'Nordlicht',
      name: 'Maja Berg',
      email: email(),
      password: 'correct horse battery',
    },
  }),
  'POST /api/auth/login/': async ({ merchant }) => ({
    body: { email: merchant.email, password: merchant.password },
  }),
  'POST /api/auth/one-time/': async ({ app, merchant }) => {
    const owner = {
      organizationId: organizationOf(merchant),
      userId: parseId('usr', merchant.user.id) as string,
    };
    return { body: { token: (await createOneTimeSignIn(app.context, owner)).token } };
  },
  'POST /api/auth/password/change/': async ({ app }) => {
    const { client, password } = await signUp(app);
    return { client, body: { current_password: password, new_password: 'another fine secret' } };
  },
  'POST /api/auth/password/reset/': async ({ app }) => {
    const { user } = await signUp(app);
    const token = newToken();
    await query(
      app,
      `insert into password_resets (token_hash, user_id, created_at, expires_at) values ($1, $2, now(), now() + interval '1 hour')`,
      [tokenHash(token), parseId('usr', user.id)],
    );
    return { body: { token, password: 'a third secret' } };
  },
  'POST /api/auth/proof/': async ({ app }) => {
    const { client, password } = await signUp(app);
    return { client, body: { password } };
  },
  'POST /api/auth/proof/passkey/': async (world) => ({ client: (await withPasskey(world)).client }),
  'POST /api/auth/second-factor/': async (world) => {
    const merchant = await withApp(world);
    return { body: { challenge: await waitingSignIn(world, merchant), code: merchant.code } };
  },
  'POST /api/auth/second-factor/passkey/': async (world) => ({
    body: { challenge: await waitingSignIn(world, await withPasskey(world)) },
  }),
  'POST /api/auth/second-factor/authenticator/': async ({ app }) => ({ client: (await signUp(app)).client }),
  'POST /api/auth/second-factor/authenticator/confirm/': async (world) => {
    const { client, code } = await withApp(world, false);
    return { client, body: { code } };
  },
  'DELETE /api/auth/second-factor/authenticator/': async (world) => ({
    client: (await withApp(world)).client,
  }),
  'POST /api/auth/second-factor/recovery-codes/': async (world) => ({
    client: (await withApp(world)).client,
  }),
  'POST /api/auth/passkeys/options/': async ({ app }) => ({ client: (await signUp(app)).client }),
  'POST /api/auth/passkeys/': async ({ app }) => {
    const { client } = await signUp(app);
    const options = must(200, await client.post('/api/auth/passkeys/options/'));
    return {
      client,
      body: { name: 'Phone', passkey: new SoftwareAuthenticator(app.url).create(options) },
    };
  },
  'PATCH /api/auth/passkeys/:id/': async (world) => {
    const { client, passkeyId } = await withPasskey(world);
    return { client, path: `/api/auth/passkeys/${passkeyId}/`, body: { name: 'Phone' } };
  },
  'DELETE /api/auth/passkeys/:id/': async (world) => {
    const { client, passkeyId } = await withPasskey(world);
    return { client, path: `/api/auth/passkeys/${passkeyId}/` };
  },
  'POST /api/auth/invitations/read/': async ({ merchant }) => ({
    body: { token: await invite(merchant, email(), 'staff') },
  }),
  'POST /api/auth/invitations/accept/': async ({ merchant }) => ({
    body: { token: await invite(merchant, email(), 'staff'), name: 'Ida', password: 'correct horse battery' },
  }),
  'POST /api/auth/invitations/join/': async ({ app, merchant }) => {
    const guest = await signUp(app);
    return { client: guest.client, body: { token: await invite(merchant, guest.email, 'staff') } };
  },
  'PUT /api/organization/providers/order/': async ({ merchant }) => {
    const settings = { iban: 'DE89370400440532013000', account_name: 'Nordlicht' };
    must(200, await merchant.client.put('/api/organization/providers/bank/', { mode: 'sandbox', settings }));
    must(
      200,
      await merchant.client.put('/api/organization/providers/order/', {
        mode: 'sandbox',
        providers: ['sandbox'],
      }),
    );
    return { body: { mode: 'sandbox', providers: ['bank', 'sandbox'] } };
  },
  'PUT /api/organization/live-checklist/keys-backed-up/': async ({ merchant }) => {
    const path = '/api/organization/live-checklist/keys-backed-up/';
    must(200, await merchant.client.put(path, { done: false }));
    return { body: { done: true } };
  },
  'POST /api/payment-links/:id/holds/:checkout_id/release/': async ({ app, merchant, product }) => {
    const { id } = await makeLink(merchant, { max_uses: 5 }, product);
    const { checkout_id } = await startOpen(app, id);
    return { path: `/api/payment-links/${id}/holds/${checkout_id}/release/` };
  },
  'POST /api/organization/team/': async () => ({ body: { email: email(), role: 'staff' } }),
  'POST /api/organization/api-keys/': async ({ app }) => ({ client: (await signUp(app)).client }),
  'POST /api/organization/api-keys/rotate/': async (world) => {
    await activeKey(world);
    return {};
  },
  'POST /api/organization/api-keys/:id/rotate/': async (world) => ({
    path: `/api/organization/api-keys/${await activeKey(world)}/rotate/`,
  }),
  'POST /api/organization/api-keys/:id/revoke/': async (world) => ({
    path: `/api/organization/api-keys/${await activeKey(world)}/revoke/`,
  }),
  'PUT /api/organization/webhook/': async ({ app }) => ({
    client: (await signUp(app)).client,
    body: webhook,
  }),
  'DELETE /api/organization/webhook/': async (world) => {
    await setWebhook(world);
    return {};
  },
  'POST /api/organization/webhook/rotate-secret/': async (world) => {
    await setWebhook(world);
    return {};
  },
  'POST /api/organization/webhook/test/': async (world) => {
    await setWebhook(world);
    return {};
  },
  'POST /api/transactions/:id/resend-webhook/': async (world) => {
    await setWebhook(world);
    return {};
  },
  'DELETE /api/products/:id/': async ({ merchant }) => ({
    path: `/api/products/${(await makeProduct(merchant)).id}/`,
  }),
  'PATCH /api/payment-links/:id/': async (world) => ({
    path: `/api/payment-links/${await link(world)}/`,
    body: { name: 'Changed by the matrix' },
  }),
  'DELETE /api/payment-links/:id/': async (world) => ({ path: `/api/payment-links/${await link(world)}/` }),
  'POST /api/payment-links/:id/restore/': async (world) => {
    const path = `/api/payment-links/${await link(world)}/`;
    must(204, await world.merchant.client.delete(path));
    return { path: `${path}restore/` };
  },
  'POST /api/transactions/:id/refund/': async ({ app, merchant }) => ({
    client: await clientWithScopes(app, merchant),
  }),
  'POST /api/checkout/:token/cancel/': async (world) => ({
    path: `/api/checkout/${await open(world)}/cancel/`,
  }),
  'POST /api/checkout/:token/renew/': async (world) => {
    const path = `/api/checkout/${await open(world)}/renew/`;
    // A fresh one has all the time there is.
    world.app.clock.advance(60_000);
    return { path };
  },
  'POST /api/providers/:provider/notifications/': async () => ({ body: '{}' }),
  'POST /api/providers/:provider/notifications/:connection_id/': async () => ({ body: '{}' }),
  'POST /api/organization/bank-statements/': async ({ merchant }) => ({
    client: merchant.client,
    body: camt([{ text: crypto.randomUUID() }]),
  }),
  'POST /api/organization/bank-entries/:id/match/': async (world) => {
    const { unmatched, waiting } = await takenIn(world);
    return {
      path: `/api/organization/bank-entries/${unmatched}/match/`,
      body: { transaction_id: waiting.transactionId },
    };
  },
  'GET /api/organization/bank-refunds.xml': async (world) => {
    await takenIn(world);
    return {};
  },
  'POST /api/organization/bank-entries/:id/undo/': async (world) => ({
    path: `/api/organization/bank-entries/${(await takenIn(world)).matched}/undo/`,
  }),
  'PUT /api/organization/simulator/': async () => ({ body: { refund_delay_seconds: 1 } }),
  'POST /api/checkouts/:id/simulate/': async () => ({ body: { event: 'repeat' } }),
  'POST /api/organization/team/leave/': async ({ app, merchant }) => ({
    client: await clientWithRole(app, merchant, 'staff'),
  }),
  'POST /api/auth/logout/': async ({ app, merchant }) => ({
    client: await clientWithRole(app, merchant, 'viewer'),
  }),
};

/** Changes that the sandbox never lets happen: its provider knows no signed notification. */
export const impossible = new Set([
  'POST /api/providers/:provider/notifications/',
  'POST /api/providers/:provider/notifications/:connection_id/',
]);
