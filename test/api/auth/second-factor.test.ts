import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resetSecondFactor } from '#commands/user/reset-second-factor.ts';
import { createOneTimeSignIn } from '#merchants/accounts/create-one-time-sign-in.ts';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Client, Json } from '#test/support/client.ts';
import { invite, join, mailTo, tokenIn } from '#test/support/mailbox.ts';
import { type Merchant, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const path = '/api/auth/second-factor/';

const codeOf = (secret: string, stepsAhead = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: app.clock.now().getTime() + stepsAhead * 30_000,
  });
const nextStep = () => app.clock.advance(30_000);

type Enrolled = Merchant & { readonly secret: string; readonly recoveryCodes: string[] };

async function enrol(merchant: Merchant): Promise<Enrolled> {
  const { secret } = must(200, await merchant.client.post(`${path}authenticator/`));
  const confirmed = must(
    200,
    await merchant.client.post(`${path}authenticator/confirm/`, { code: codeOf(secret) }),
  );
  nextStep();
  return { ...merchant, secret, recoveryCodes: confirmed.recovery_codes };
}

const enrolled = async () => enrol(await signUp(app));
const logIn = ({ email, password }: Merchant) => app.client().post('/api/auth/login/', { email, password });
const complete = (challenge: string, code: string) => app.client().post(path, { challenge, code });

async function challengeOf(merchant: Merchant): Promise<string> {
  const reply = await logIn(merchant);
  expect([reply.status, reply.body.code]).toEqual([401, 'second_factor_required']);
  return reply.body.challenge;
}

const entriesOf = async ({ client }: Merchant): Promise<Json[]> =>
  must(200, await client.get('/api/organization/audit-log/?limit=100')).results;

describe('setting up an authenticator app', () => {
  it('gives a secret, a picture of it, and recovery codes once the first code is confirmed', async () => {
    const merchant = await signUp(app);
    const offer = must(200, await merchant.client.post(`${path}authenticator/`));
    expect(offer.address).toContain(`otpauth://totp/Linktill:${encodeURIComponent(merchant.email)}`);
    expect(offer.address).toContain(`secret=${offer.secret}`);
    expect(offer.qr_svg).toMatch(/^<svg /);
    expect(must(200, await merchant.client.get(path)).authenticator).toBeNull();
    must(200, await logIn(merchant));
    const wrong = await merchant.client.post(`${path}authenticator/confirm/`, { code: '12345' });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'second_factor_invalid']);
    const { recovery_codes: codes } = must(
      200,
      await merchant.client.post(`${path}authenticator/confirm/`, { code: codeOf(offer.secret) }),
    );
    expect(new Set(codes).size).toBe(10);
    expect(codes.every((code: string) => /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/.test(code))).toBe(true);
    expect(must(200, await merchant.client.get(path))).toMatchObject({
      authenticator: { confirmed_at: expect.any(String) },
      passkeys: [],
      recovery_codes_left: 10,
    });
    const again = await merchant.client.post(`${path}authenticator/`);
    expect([again.status, again.body.code]).toEqual([409, 'authenticator_exists']);
  });

  it('ends every other session, and is written down', async () => {
    const merchant = await signUp(app);
    const { access_token } = must(200, await logIn(merchant));
    await enrol(merchant);
    expect((await app.client().withToken(access_token).get('/api/auth/me/')).status).toBe(401);
    expect((await entriesOf(merchant))[0]).toMatchObject({
      action: 'user.second_factor_added',
      details: { kind: 'authenticator' },
    });
  });

  it('keeps secret and recovery codes in no readable form', async () => {
    const { secret, recoveryCodes } = await enrolled();
    const { rows } = await app.context.database.pool.query(
      `select a::text as row from authenticators a union all select r::text from recovery_codes r union all select l::text from audit_log l`,
    );
    const stored = rows.map(({ row }) => row).join('\n');
    expect(stored).not.toContain(secret);
    for (const code of recoveryCodes) expect(stored).not.toContain(code);
  });

  it('and taking it away ask for a fresh proof', async () => {
    const merchant = await enrolled();
    app.clock.advance(11 * 60_000);
    for (const send of [
      () => merchant.client.delete(`${path}authenticator/`),
      () => merchant.client.post(`${path}authenticator/`),
      () => merchant.client.post(`${path}authenticator/confirm/`, { code: codeOf(merchant.secret) }),
      () => merchant.client.post(`${path}recovery-codes/`),
      () => merchant.client.post('/api/auth/passkeys/options/'),
    ]) {
      const reply = await send();
      expect([reply.status, reply.body.code]).toEqual([403, 'fresh_proof_required']);
    }
    const byPassword = await merchant.client.post('/api/auth/proof/', { password: merchant.password });
    expect(byPassword.status).toBe(400);
    expect(byPassword.body.errors).toMatchObject([{ code: 'required', field: 'code' }]);
    const change = { current_password: merchant.password, new_password: 'another fine secret' };
    must(204, await merchant.client.post('/api/auth/password/change/', change));
    expect((await merchant.client.delete(`${path}authenticator/`)).body.code).toBe('fresh_proof_required');
    must(200, await merchant.client.post('/api/auth/proof/', { code: codeOf(merchant.secret) }));
    must(204, await merchant.client.delete(`${path}authenticator/`));
    must(200, await logIn({ ...merchant, password: change.new_password }));
    expect((await entriesOf(merchant)).map(({ action }) => action)).toContain('user.second_factor_removed');
  });
});

describe('signing in with a second factor', () => {
  it('the password alone gives a challenge and no token; the code of the app completes it, once', async () => {
    const merchant = await enrolled();
    const reply = await logIn(merchant);
    expect(reply.body).toMatchObject({
      code: 'second_factor_required',
      challenge: expect.any(String),
      methods: ['authenticator', 'recovery_code'],
    });
    expect(JSON.stringify(reply.body)).not.toContain('access_token');
    const { challenge } = reply.body;
    const signedIn = must(200, await complete(challenge, codeOf(merchant.secret)));
    expect(signedIn).toMatchObject({ user: { email: merchant.email }, role: 'owner' });
    const client = app.client().withToken(signedIn.access_token);
    must(200, await client.get('/api/auth/me/'));
    expect((await entriesOf(merchant))[0]).toMatchObject({
      action: 'user.signed_in',
      details: { method: 'password', second_factor: 'authenticator' },
    });
    nextStep();
    const used = await complete(challenge, codeOf(merchant.secret));
    expect([used.status, used.body.code]).toEqual([401, 'invalid_challenge']);
  });

  it('a code is good once, also within its half minute and for two sign-ins at once', async () => {
    const merchant = await enrolled();
    const challenges = [await challengeOf(merchant), await challengeOf(merchant)];
    const code = codeOf(merchant.secret);
    const replies = await Promise.all(challenges.map((challenge) => complete(challenge, code)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
    const before = codeOf(merchant.secret, -1);
    const reply = await complete(await challengeOf(merchant), before);
    expect([reply.status, reply.body.code]).toEqual([400, 'second_factor_invalid']);
  });

  it('a code of two steps ago or ahead is none', async () => {
    const merchant = await enrolled();
    const challenge = await challengeOf(merchant);
    for (const stepsAhead of [-2, 2])
      expect((await complete(challenge, codeOf(merchant.secret, stepsAhead))).status).toBe(400);
    must(200, await complete(challenge, codeOf(merchant.secret, 1)));
  });

  it('a recovery code works once, in any spelling', async () => {
    const merchant = await enrolled();
    const [code = ''] = merchant.recoveryCodes;
    const typed = code.toUpperCase().replaceAll('-', ' ');
    const { access_token } = must(200, await complete(await challengeOf(merchant), typed));
    const again = await complete(await challengeOf(merchant), code);
    expect([again.status, again.body.code]).toEqual([400, 'second_factor_invalid']);
    const { recovery_codes_left } = must(200, await app.client().withToken(access_token).get(path));
    expect(recovery_codes_left).toBe(9);
    const actions = (await entriesOf(merchant)).map(({ action }) => action);
    expect(actions).toContain('user.recovery_code_used');
  });

  it('a challenge is good for five minutes, and for nothing after a new password', async () => {
    const merchant = await enrolled();
    const old = await challengeOf(merchant);
    app.clock.advance(5 * 60_000 + 1_000);
    expect((await complete(old, codeOf(merchant.secret))).body.code).toBe('invalid_challenge');
    const challenge = await challengeOf(merchant);
    const body = { current_password: merchant.password, new_password: 'another fine secret' };
    must(204, await merchant.client.post('/api/auth/password/change/', body));
    expect((await complete(challenge, codeOf(merchant.secret))).body.code).toBe('invalid_challenge');
  });

  it('a password that was reset by mail still asks for it', async () => {
    const merchant = await enrolled();
    must(202, await app.client().post('/api/auth/password/forgot/', { email: merchant.email }));
    const token = tokenIn(await mailTo(merchant.client, merchant.email, 'password_reset'));
    const password = 'another fine secret';
    must(204, await app.client().post('/api/auth/password/reset/', { token, password }));
    expect((await logIn({ ...merchant, password })).body.code).toBe('second_factor_required');
  });

  it('an invitation to an account that has one is accepted by password and code, never by the password alone', async () => {
    const [host, guest] = [await signUp(app), await enrolled()];
    const token = await invite(host, guest.email, 'staff');
    const accept = (given: Json = {}) =>
      app.client().post('/api/auth/invitations/accept/', { token, password: guest.password, ...given });
    const asked = await accept();
    expect([asked.status, asked.body.code]).toEqual([401, 'second_factor_required']);
    const { results } = must(200, await host.client.get('/api/organization/team/'));
    expect(results).toHaveLength(1);
    expect((await accept({ code: '000' })).body.code).toBe('second_factor_invalid');
    const joined = must(200, await accept({ code: codeOf(guest.secret) }));
    expect(joined).toMatchObject({ organization: { id: host.organization.id }, role: 'staff' });
    const log = await entriesOf(host);
    expect(log[0]).toMatchObject({ details: { method: 'invitation', second_factor: 'authenticator' } });
  });

  it('a new organization for somebody who belongs to none any more asks for it as well', async () => {
    const host = await signUp(app);
    const member = await enrol(await join(app, host, 'viewer'));
    must(204, await host.client.delete(`/api/organization/team/${member.user.id}/`));
    const { email, password } = member;
    const open = (given: Json = {}) =>
      app
        .client()
        .post('/api/auth/signup/', { organization_name: 'Anew', name: 'Ida', email, password, ...given });
    expect((await open()).body.code).toBe('second_factor_required');
    expect(must(201, await open({ code: codeOf(member.secret) })).organization.name).toBe('Anew');
  });

  it('an operator’s one-time link stands for the password only, and leads where it was made for', async () => {
    const host = await signUp(app);
    const member = await enrol(await join(app, host, 'viewer'));
    const other = await signUp(app);
    const invitation = await invite(other, member.email, 'staff');
    must(200, await member.client.post('/api/auth/invitations/join/', { token: invitation }));
    const { token } = await createOneTimeSignIn(app.context, {
      organizationId: parseId('org', other.organization.id) as string,
      userId: parseId('usr', member.user.id) as string,
    });
    const asked = await app.client().post('/api/auth/one-time/', { token });
    expect([asked.status, asked.body.code]).toEqual([401, 'second_factor_required']);
    expect(JSON.stringify(asked.body)).not.toContain('access_token');
    const again = await app.client().post('/api/auth/one-time/', { token });
    expect([again.status, again.body.code]).toEqual([401, 'invalid_sign_in_link']);
    const signedIn = must(200, await complete(asked.body.challenge, codeOf(member.secret)));
    expect(signedIn.organization.id).toBe(other.organization.id);
    expect((await entriesOf(other))[0]).toMatchObject({
      action: 'user.signed_in',
      details: { method: 'one_time_link', second_factor: 'authenticator' },
    });
  });

  it('an operator’s one-time link for somebody who has none signs in, and is in the log', async () => {
    const merchant = await signUp(app);
    const { token } = await createOneTimeSignIn(app.context, {
      organizationId: parseId('org', merchant.organization.id) as string,
      userId: parseId('usr', merchant.user.id) as string,
    });
    must(200, await app.client().post('/api/auth/one-time/', { token }));
    expect((await entriesOf(merchant)).slice(0, 2)).toMatchObject([
      { action: 'user.signed_in', details: { method: 'one_time_link' } },
      { action: 'user.sign_in_link_made', actor: { type: 'operator' } },
    ]);
  });

  it('the operator takes it away from somebody who lost all of it', async () => {
    const merchant = await enrolled();
    const challenge = await challengeOf(merchant);
    const said: string[] = [];
    await resetSecondFactor.run(
      { context: app.context } as never,
      { taken: { email: merchant.email }, say: (line: string) => said.push(line) } as never,
    );
    expect(said).toEqual([expect.stringContaining('password alone')]);
    expect((await complete(challenge, codeOf(merchant.secret))).body.code).toBe('invalid_challenge');
    const { access_token } = must(200, await logIn(merchant));
    const again = { ...merchant, client: app.client().withToken(access_token) };
    expect((await entriesOf(again)).slice(0, 2)).toMatchObject([
      { action: 'user.signed_in' },
      { action: 'user.second_factor_reset', actor: { type: 'operator' } },
    ]);
  });

  it('429 rate_limited: after ten wrong codes, over all challenges', async () => {
    const limited = await startApp({
      database: app.database,
      clock: app.clock,
      env: { RATE_LIMIT: 'on', JOBS: 'off' },
    });
    try {
      const merchant = await enrolled();
      const challenges = [await challengeOf(merchant), await challengeOf(merchant)];
      const send = (challenge: string, code: string) => limited.client().post(path, { challenge, code });
      for (let count = 0; count < 10; count++)
        expect((await send(challenges[count % 2] ?? '', 'wrong')).status).toBe(400);
      const refused = await send(challenges[0] ?? '', codeOf(merchant.secret));
      expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
      // Where a refund asks for a code, a guess is one at the second factor, too.
      const link = await makeLink(merchant);
      const paid = must(200, await pay(app, (await startOpen(app, link.id)).token));
      const refund = await limited
        .client()
        .withToken(merchant.token)
        .post(`/api/transactions/${paid.transaction_id}/refund/`, {
          amount: '1.00',
          code: codeOf(merchant.secret),
        });
      expect([refund.status, refund.body.code]).toEqual([429, 'rate_limited']);
    } finally {
      await limited.stop();
    }
  });
});

describe('a code of the second factor', () => {
  it('stands for the code that a refund asks for by mail, once', async () => {
    const merchant = await enrolled();
    const link = await makeLink(merchant);
    const paid = must(200, await pay(app, (await startOpen(app, link.id)).token));
    const refund = (code: string) =>
      merchant.client.post(`/api/transactions/${paid.transaction_id}/refund/`, { amount: '1.00', code });
    const code = codeOf(merchant.secret);
    must(201, await refund(code));
    expect((await refund(code)).body.code).toBe('refund_code_invalid');
    must(201, await refund(merchant.recoveryCodes[0] ?? ''));
  });

  it('is asked for before a refund, beside the mailed code, of whoever has one', async () => {
    const merchant = await enrolled();
    const link = await makeLink(merchant);
    const paid = must(200, await pay(app, (await startOpen(app, link.id)).token));
    const refund = `/api/transactions/${paid.transaction_id}/refund/`;
    must(202, await merchant.client.post(`${refund}code/`, { amount: '1.00' }));
    const mailed = await mailTo(merchant.client, merchant.email, 'refund_code');
    const body = { amount: '1.00', code: /\b(\d{6})\b/.exec(mailed.text)?.[1] };
    expect((await merchant.client.post(refund, { amount: '1.00' })).body.code).toBe('refund_code_required');
    const ageOfProof = `update sessions set proved_at = now() - interval '11 minutes' where user_id = $1`;
    await app.context.database.pool.query(ageOfProof, [parseId('usr', merchant.user.id)]);
    const refused = await merchant.client.post(refund, body);
    expect([refused.status, refused.body.code]).toEqual([403, 'fresh_proof_required']);
    must(200, await merchant.client.post('/api/auth/proof/', { code: codeOf(merchant.secret) }));
    must(201, await merchant.client.post(refund, body));
  });

  it('is asked for with something in hand: 400 without, 409 without any second factor', async () => {
    const merchant = await signUp(app);
    expect((await merchant.client.post('/api/auth/proof/', {})).body.code).toBe('required');
    expect((await merchant.client.post('/api/auth/proof/', { code: '123456' })).body.code).toBe(
      'second_factor_invalid',
    );
    for (const address of [`${path}recovery-codes/`, '/api/auth/proof/passkey/']) {
      const reply = await merchant.client.post(address);
      expect([reply.status, reply.body.code]).toEqual([409, 'second_factor_missing']);
    }
  });

  it('new recovery codes end those before', async () => {
    const merchant = await enrolled();
    const { recovery_codes: fresh } = must(200, await merchant.client.post(`${path}recovery-codes/`));
    const challenge = await challengeOf(merchant);
    expect((await complete(challenge, merchant.recoveryCodes[0] ?? '')).status).toBe(400);
    must(200, await complete(challenge, fresh[0]));
  });
});

describe('an organization that asks its members for a second factor', () => {
  const organization = '/api/organization/';
  const ask = (client: Client, isAsked = true) =>
    client.patch(organization, { require_second_factor: isAsked });

  it('is made one by an owner who has one, and by nobody else', async () => {
    const owner = await signUp(app);
    const without = await ask(owner.client);
    expect([without.status, without.body.code]).toEqual([409, 'second_factor_missing']);
    const { client, secret } = await enrol(owner);
    const admin = await join(app, owner, 'admin');
    const refused = await ask(admin.client);
    expect([refused.status, refused.body.code]).toEqual([403, 'insufficient_role']);
    app.clock.advance(11 * 60_000);
    expect((await ask(client)).body.code).toBe('fresh_proof_required');
    nextStep();
    must(200, await client.post('/api/auth/proof/', { code: codeOf(secret) }));
    expect(must(200, await ask(client)).require_second_factor).toBe(true);
  });

  it('shuts out members who have none until they add one; keys and their other organizations go on', async () => {
    const owner = await enrolled();
    const member = await join(app, owner, 'staff');
    const key = must(201, await owner.client.post('/api/organization/api-keys/', {}));
    must(200, await ask(owner.client));
    for (const address of [organization, '/api/payment-links/', '/api/transactions/']) {
      const reply = await member.client.get(address);
      expect([reply.status, reply.body.code]).toEqual([403, 'second_factor_enrolment_required']);
    }
    must(200, await app.client().withKey(key.raw_key).get('/api/transactions/'));
    must(200, await owner.client.get(organization));
    must(200, await member.client.get('/api/auth/me/'));
    const { secret } = must(200, await member.client.post(`${path}authenticator/`));
    must(200, await member.client.post(`${path}authenticator/confirm/`, { code: codeOf(secret) }));
    must(200, await member.client.get(organization));
    must(204, await member.client.delete(`${path}authenticator/`));
    expect((await member.client.get(organization)).status).toBe(403);
    must(200, await ask(owner.client, false));
    must(200, await member.client.get(organization));
  });
});
