import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { SoftwareAuthenticator } from '#test/support/passkeys.ts';
import { type Merchant, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const passkeys = '/api/auth/passkeys/';
const factor = '/api/auth/second-factor/';
const device = () => new SoftwareAuthenticator(app.url);

async function add(merchant: Merchant, authenticator = device(), name = 'Laptop'): Promise<Json> {
  const options = must(200, await merchant.client.post(`${passkeys}options/`));
  const passkey = authenticator.create(options);
  return must(201, await merchant.client.post(passkeys, { name, passkey }));
}

async function waiting({ email, password }: Merchant): Promise<{ challenge: string; options: Json }> {
  const reply = await app.client().post('/api/auth/login/', { email, password });
  expect(reply.body).toMatchObject({ code: 'second_factor_required', methods: ['passkey', 'recovery_code'] });
  const { challenge } = reply.body;
  return { challenge, options: must(200, await app.client().post(`${factor}passkey/`, { challenge })) };
}

describe('a passkey', () => {
  it('is made for the host of PUBLIC_URL, comes with recovery codes, and is listed, renamed and removed', async () => {
    const merchant = await signUp(app);
    const options = must(200, await merchant.client.post(`${passkeys}options/`));
    expect(options).toMatchObject({ rp: { id: '127.0.0.1', name: 'Linktill' }, attestation: 'none' });
    const made = await add(merchant);
    expect(made.recovery_codes).toHaveLength(10);
    const second = await add(merchant, device(), 'Phone');
    expect(second.recovery_codes).toBeNull();
    const { client } = merchant;
    const renamed = must(200, await client.patch(`${passkeys}${made.passkey.id}/`, { name: 'Old laptop' }));
    expect(must(200, await client.get(factor)).passkeys).toEqual([renamed, second.passkey]);
    must(204, await client.delete(`${passkeys}${made.passkey.id}/`));
    expect((await client.delete(`${passkeys}${made.passkey.id}/`)).status).toBe(404);
    expect((await client.patch(`${passkeys}${made.passkey.id}/`, { name: 'Gone' })).status).toBe(404);
    must(204, await client.delete(`${passkeys}${second.passkey.id}/`));
    expect(must(200, await client.get(factor))).toEqual({
      authenticator: null,
      passkeys: [],
      recovery_codes_left: 0,
    });
    const log = must(200, await client.get('/api/organization/audit-log/'));
    expect(log.results.slice(0, 3).map(({ action }: Json) => action)).toEqual([
      'user.second_factor_removed',
      'user.second_factor_removed',
      'user.passkey_renamed',
    ]);
  });

  it('of somebody else’s is not there, and none is made on another site or twice from one challenge', async () => {
    const [merchant, stranger] = [await signUp(app), await signUp(app)];
    const { passkey } = await add(stranger);
    expect((await merchant.client.delete(`${passkeys}${passkey.id}/`)).status).toBe(404);
    const authenticator = device();
    const send = (credential: Json) =>
      merchant.client.post(passkeys, { name: 'Laptop', passkey: credential });
    const options = must(200, await merchant.client.post(`${passkeys}options/`));
    const elsewhere = await send(authenticator.create(options, { origin: 'https://other.example' }));
    expect([elsewhere.status, elsewhere.body.code]).toEqual([400, 'second_factor_invalid']);
    const unseen = must(200, await merchant.client.post(`${passkeys}options/`));
    expect((await send(authenticator.create(unseen, { isVerified: false }))).status).toBe(400);
    const fresh = must(200, await merchant.client.post(`${passkeys}options/`));
    must(201, await send(authenticator.create(fresh)));
    expect((await send(authenticator.create(fresh))).status).toBe(400);
  });

  it('completes a sign-in, once for each challenge', async () => {
    const merchant = await signUp(app);
    const authenticator = device();
    await add(merchant, authenticator);
    const { challenge, options } = await waiting(merchant);
    expect(options).toMatchObject({ rpId: '127.0.0.1' });
    const passkey = authenticator.sign(options as never);
    const signedIn = must(200, await app.client().post(factor, { challenge, passkey }));
    expect(signedIn.user.email).toBe(merchant.email);
    const again = await waiting(merchant);
    const replayed = await app.client().post(factor, { challenge: again.challenge, passkey });
    expect([replayed.status, replayed.body.code]).toEqual([400, 'second_factor_invalid']);
  });

  it.each<[string, { origin?: string; counter?: number; isVerified?: boolean }]>([
    ['signed on another site', { origin: 'https://other.example' }],
    ['whose counter shows a copy', { counter: 1 }],
    ['by whoever holds the device, whom it did not look at', { isVerified: false }],
  ])('is refused when %s', async (_, overrides) => {
    const merchant = await signUp(app);
    const authenticator = device();
    await add(merchant, authenticator);
    const first = await waiting(merchant);
    const passkey = authenticator.sign(first.options as never);
    must(200, await app.client().post(factor, { challenge: first.challenge, passkey }));
    const { challenge, options } = await waiting(merchant);
    const reply = await app
      .client()
      .post(factor, { challenge, passkey: authenticator.sign(options as never, overrides) });
    expect([reply.status, reply.body.code]).toEqual([400, 'second_factor_invalid']);
  });

  it('is a fresh proof', async () => {
    const merchant = await signUp(app);
    const authenticator = device();
    const { client } = merchant;
    const { passkey } = await add(merchant, authenticator);
    const another = device().create(must(200, await client.post(`${passkeys}options/`)));
    app.clock.advance(11 * 60_000);
    for (const send of [
      () => client.post(`${passkeys}options/`),
      () => client.post(passkeys, { name: 'Phone', passkey: another }),
      () => client.delete(`${passkeys}${passkey.id}/`),
    ]) {
      const reply = await send();
      expect([reply.status, reply.body.code]).toEqual([403, 'fresh_proof_required']);
    }
    const options = must(200, await client.post('/api/auth/proof/passkey/'));
    must(200, await client.post('/api/auth/proof/', { passkey: authenticator.sign(options as never) }));
    must(200, await client.post(`${passkeys}options/`));
  });

  it('409 second_factor_missing: is asked for in vain by somebody who has an app only', async () => {
    const merchant = await signUp(app);
    const { secret } = must(200, await merchant.client.post(`${factor}authenticator/`));
    const authenticator = new TOTP({ secret: Secret.fromBase32(secret) });
    const code = authenticator.generate({ timestamp: app.clock.now().getTime() });
    must(200, await merchant.client.post(`${factor}authenticator/confirm/`, { code }));
    const { email, password } = merchant;
    const { challenge } = (await app.client().post('/api/auth/login/', { email, password })).body;
    const reply = await app.client().post(`${factor}passkey/`, { challenge });
    expect([reply.status, reply.body.code]).toEqual([409, 'second_factor_missing']);
  });

  it('is asked for in vain with a challenge that nobody was given', async () => {
    const reply = await app.client().post(`${factor}passkey/`, { challenge: 'nonsense' });
    expect([reply.status, reply.body.code]).toEqual([401, 'invalid_challenge']);
  });
});
