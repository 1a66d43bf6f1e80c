import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOneTimeSignIn } from '#merchants/accounts/create-one-time-sign-in.ts';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Client, Json } from '#test/support/client.ts';
import { join } from '#test/support/mailbox.ts';
import { type Merchant, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ resolveHost: async () => ['198.41.0.4'] });
});
afterAll(() => app.stop());

const keys = '/api/organization/api-keys/';
const webhook = '/api/organization/webhook/';
const team = '/api/organization/team/';
const organization = '/api/organization/';
const endpoint = { url: 'https://receiver.example/hooks', enabled: true };
const origins = ['https://shop.example.com'];

const prove = (client: Client, password: string) => client.post('/api/auth/proof/', { password });
const letProofGoStale = () => app.clock.advance(10 * 60_000 + 1_000);

/** A merchant with a key, an endpoint, origins and a member, whose sign-up was more than ten minutes ago. */
async function settled(): Promise<{ merchant: Merchant; memberPath: string; keyId: string }> {
  const merchant = await signUp(app);
  const { client } = merchant;
  const key = must(201, await client.post(keys, {}));
  must(200, await client.put(webhook, endpoint));
  must(200, await client.patch(organization, { allowed_redirect_origins: origins }));
  const member = await join(app, merchant, 'staff');
  letProofGoStale();
  return { merchant, memberPath: `${team}${member.user.id}/`, keyId: key.id };
}

type Settled = Awaited<ReturnType<typeof settled>>;
type Send = (world: Settled) => Promise<{ status: number; body: Json }>;
const newcomer = () => `ida-${globalThis.crypto.randomUUID()}@shop.example`;

describe('asks for a fresh proof', () => {
  it.each<[string, number, Send]>([
    ['a key with every scope', 201, ({ merchant: { client } }) => client.post(keys, {})],
    [
      'a key that may refund',
      201,
      ({ merchant: { client } }) => client.post(keys, { scopes: ['payments:write'] }),
    ],
    [
      'a key that reads payments and starts checkouts',
      201,
      ({ merchant: { client } }) => client.post(keys, { scopes: ['payments:read', 'checkout:create'] }),
    ],
    ['replacing a key', 200, ({ merchant: { client } }) => client.post(`${keys}rotate/`, {})],
    [
      'replacing it by its id',
      200,
      ({ merchant: { client }, keyId }) => client.post(`${keys}${keyId}/rotate/`, {}),
    ],
    [
      'another webhook address',
      200,
      ({ merchant: { client } }) => client.put(webhook, { ...endpoint, url: 'https://other.example/' }),
    ],
    [
      'the first webhook address',
      200,
      ({ merchant: { client } }) => client.put(`${webhook}?mode=live`, endpoint),
    ],
    ['another signing secret', 200, ({ merchant: { client } }) => client.post(`${webhook}rotate-secret/`)],
    [
      'other redirect origins',
      200,
      ({ merchant: { client } }) => client.patch(organization, { allowed_redirect_origins: [] }),
    ],
    [
      'other embed origins',
      200,
      ({ merchant: { client } }) => client.patch(organization, { allowed_embed_origins: origins }),
    ],
    [
      'another website, to which buyers may be sent as well',
      200,
      ({ merchant: { client } }) => client.patch(organization, { website: 'https://other.example/' }),
    ],
    [
      'another role',
      200,
      ({ merchant: { client }, memberPath }) => client.patch(memberPath, { role: 'admin' }),
    ],
    [
      'inviting somebody who may refund',
      201,
      ({ merchant: { client } }) => client.post(team, { email: newcomer(), role: 'admin' }),
    ],
    [
      'inviting somebody who may look only',
      201,
      ({ merchant: { client } }) => client.post(team, { email: newcomer(), role: 'viewer' }),
    ],
    [
      'another address that answers to receipts go to',
      200,
      ({ merchant: { client } }) =>
        client.patch(organization, { branding: { support_email: 'help@other.example' } }),
    ],
    [
      'another address that buyers write to',
      200,
      ({ merchant: { client } }) => client.patch(organization, { contact_email: 'help@other.example' }),
    ],
  ])('%s: 403 without, %i with it', async (name, status, send) => {
    const world = await settled();
    const { client, password } = world.merchant;
    if (name.startsWith('a key')) must(200, await client.post(`${keys}${world.keyId}/revoke/`));
    const before = await recorded(client);
    const refused = await send(world);
    expect([refused.status, refused.body.code]).toEqual([403, 'fresh_proof_required']);
    expect(await recorded(client)).toEqual(before);
    must(200, await prove(client, password));
    must(status, (await send(world)) as never);
  });

  it('enabling an endpoint again', async () => {
    const { merchant } = await settled();
    const { client, password } = merchant;
    must(200, await client.put(webhook, { ...endpoint, enabled: false }));
    expect((await client.put(webhook, endpoint)).body.code).toBe('fresh_proof_required');
    must(200, await prove(client, password));
    must(200, await client.put(webhook, endpoint));
  });

  const recorded = async (client: Client) =>
    must(200, await client.get('/api/organization/audit-log/?limit=100')).results;
});

describe('asks for no proof', () => {
  it('revoking a key', async () => {
    const { merchant, keyId } = await settled();
    must(200, await merchant.client.post(`${keys}${keyId}/revoke/`));
  });

  it('what leads nowhere new: events of an endpoint, switching it off, other settings', async () => {
    const { merchant } = await settled();
    const { client } = merchant;
    must(200, await client.put(webhook, { ...endpoint, events: ['refund.status_changed'] }));
    must(200, await client.put(webhook, { ...endpoint, enabled: false }));
    const patch = { name: 'Südlicht', allowed_redirect_origins: origins };
    must(200, await client.patch(organization, patch));
  });

  it('a role that stays, and taking a member out', async () => {
    const { merchant, memberPath } = await settled();
    const { client } = merchant;
    must(200, await client.patch(memberPath, { role: 'staff' }));
    must(204, await client.delete(memberPath));
  });
});

describe('POST /api/auth/proof/', () => {
  it('200: is good for ten minutes, and for this session alone', async () => {
    const { merchant } = await settled();
    const { email, password, client } = merchant;
    const other = must(200, await app.client().post('/api/auth/login/', { email, password }));
    letProofGoStale();
    const { proved_until } = must(200, await prove(client, password));
    const leftMs = new Date(proved_until).getTime() - app.clock.now().getTime();
    expect(Math.abs(leftMs - 600_000)).toBeLessThan(5_000);
    const elsewhere = app.client().withToken(other.access_token);
    expect((await elsewhere.post(`${keys}rotate/`, {})).body.code).toBe('fresh_proof_required');
    must(200, await client.post(`${keys}rotate/`, {}));
    letProofGoStale();
    expect((await client.post(`${keys}rotate/`, {})).body.code).toBe('fresh_proof_required');
  });

  it('400 wrong_password: proves nothing', async () => {
    const { merchant } = await settled();
    const reply = await prove(merchant.client, 'not the password');
    expect([reply.status, reply.body.code, reply.body.errors[0].field]).toEqual([
      400,
      'wrong_password',
      'password',
    ]);
    expect((await merchant.client.post(`${keys}rotate/`, {})).body.code).toBe('fresh_proof_required');
  });

  it('429 rate_limited: after five wrong ones, also for the right one, until its pause is over', async () => {
    const limited = await startApp({
      database: app.database,
      clock: app.clock,
      env: { RATE_LIMIT: 'on', JOBS: 'off' },
    });
    try {
      const merchant = await signUp(limited);
      const { client, password, email } = merchant;
      must(200, await prove(client, password));
      for (let count = 0; count < 5; count++)
        expect((await prove(client, 'not the password')).status).toBe(400);
      const refused = await prove(client, password);
      expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      must(200, await limited.client().post('/api/auth/login/', { email, password }));
      app.clock.advance(60_000);
      must(200, await prove(client, password));
    } finally {
      await limited.stop();
    }
  });
});

describe('a session', () => {
  const ownerOf = (merchant: Merchant) => ({
    organizationId: parseId('org', merchant.organization.id) as string,
    userId: parseId('usr', merchant.user.id) as string,
  });
  const isProven = async (client: Client) =>
    (await client.patch(organization, { allowed_embed_origins: origins })).status === 200;

  it('begins proven with a password, and goes on so in another organization', async () => {
    const merchant = await signUp(app);
    const { email, password } = merchant;
    const signedIn = must(200, await app.client().post('/api/auth/login/', { email, password }));
    const first = app.client().withToken(signedIn.access_token);
    const body = { organization_id: merchant.organization.id };
    const switched = must(200, await first.post('/api/auth/switch/', body));
    expect(await isProven(app.client().withToken(switched.access_token))).toBe(true);
  });

  it('goes on unproven in another organization when its proof is stale', async () => {
    const merchant = await signUp(app);
    letProofGoStale();
    const body = { organization_id: merchant.organization.id };
    const switched = must(200, await merchant.client.post('/api/auth/switch/', body));
    expect(await isProven(app.client().withToken(switched.access_token))).toBe(false);
  });

  it('begins unproven with an operator’s one-time link', async () => {
    const merchant = await signUp(app);
    const { token } = await createOneTimeSignIn(app.context, ownerOf(merchant));
    const { access_token } = must(200, await app.client().post('/api/auth/one-time/', { token }));
    expect(await isProven(app.client().withToken(access_token))).toBe(false);
  });

  it('is proven by a new password', async () => {
    const merchant = await signUp(app);
    letProofGoStale();
    const body = { current_password: merchant.password, new_password: 'another fine secret' };
    must(204, await merchant.client.post('/api/auth/password/change/', body));
    expect(await isProven(merchant.client)).toBe(true);
  });
});
