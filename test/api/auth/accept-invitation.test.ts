import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { invite, join as joinTeam, mailTo, tokenIn } from '#test/support/mailbox.ts';
import { type Merchant, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const newcomer = { name: 'Ida Holm', password: 'correct horse battery' };
const accept = (body: Record<string, unknown>) => app.client().post('/api/auth/invitations/accept/', body);
const read = (token: string) => app.client().post('/api/auth/invitations/read/', { token });
const freshEmail = () => `ida-${globalThis.crypto.randomUUID()}@shop.example`;
const dayMs = 24 * 60 * 60_000;

describe('POST /api/auth/invitations/accept/', () => {
  it('200: somebody new makes an account and is signed in with the role', async () => {
    const merchant = await signUp(app);
    const email = freshEmail();
    const token = await invite(merchant, email, 'staff');
    const answer = must(200, await accept({ token, ...newcomer }));
    expect(answer).toMatchObject({
      role: 'staff',
      user: { email, name: 'Ida Holm' },
      organization: { id: merchant.organization.id },
    });
    const client = app.client().withToken(answer.access_token);
    must(200, await client.get('/api/products/'));
    must(200, await app.client().post('/api/auth/login/', { email, password: newcomer.password }));
    const team = must(200, await merchant.client.get('/api/organization/team/'));
    expect(team.results.map((member: Json) => member.email)).toEqual([merchant.email, email]);
    expect(team.invitations).toEqual([]);
  });

  it('200: an account that exists joins with its password, and stays as it is', async () => {
    const [host, guest] = [await signUp(app), await signUp(app)];
    const token = await invite(host, guest.email, 'viewer');
    const answer = must(200, await accept({ token, name: 'Somebody else', password: guest.password }));
    expect(answer).toMatchObject({ role: 'viewer', user: guest.user });
    expect(answer.organizations).toHaveLength(2);
    must(200, await guest.client.get('/api/auth/me/'));
  });

  it('400 required, 401 invalid_credentials: the token alone opens no account, and stays good', async () => {
    const [host, guest] = [await signUp(app), await signUp(app)];
    const token = await invite(host, guest.email, 'owner');
    const without = await accept({ token, name: 'Eve' });
    expect([without.status, without.body.code, without.body.errors[0].field]).toEqual([
      400,
      'required',
      'password',
    ]);
    const wrong = await accept({ token, name: 'Eve', password: 'a guess of somebody' });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'invalid_credentials']);
    must(200, await accept({ token, password: guest.password }));
  });

  it('429 rate_limited: a password is guessed at here no oftener than at the sign-in', async () => {
    const limited = await startApp({ database: app.database, env: { RATE_LIMIT: 'on' } });
    const [host, guest] = [await signUp(app), await signUp(app)];
    const token = await invite(host, guest.email, 'viewer');
    const guess = () =>
      limited.client().post('/api/auth/invitations/accept/', { token, password: 'a guess of somebody' });
    expect((await guess()).status).toBe(401);
    await app.context.database.pool.query(
      `update rate_limits set count = 100 where bucket = 'password-pair'`,
    );
    const reply = await guess();
    const login = await limited
      .client()
      .post('/api/auth/login/', { email: guest.email, password: guest.password });
    await limited.stop();
    expect([reply.status, login.status]).toEqual([429, 429]);
  });

  it('200: also where sign-up is closed', async () => {
    const merchant = await signUp(app);
    const token = await invite(merchant, freshEmail(), 'viewer');
    const closed = await startApp({ database: app.database, env: { ALLOW_SIGNUP: 'off' } });
    const reply = await closed.client().post('/api/auth/invitations/accept/', { token, ...newcomer });
    await closed.stop();
    must(200, reply);
  });

  it('400 invalid_invitation: it works once, also when it is accepted several times at the same moment', async () => {
    const merchant = await signUp(app);
    const token = await invite(merchant, freshEmail(), 'staff');
    const replies = await Promise.all([1, 2, 3].map(() => accept({ token, ...newcomer })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    expect((await accept({ token, ...newcomer })).body.code).toBe('invalid_invitation');
    expect(must(200, await merchant.client.get('/api/organization/team/')).results).toHaveLength(2);
  });

  it.each([
    { inviter: 'admin', invited: 'staff', became: 'removed', isVoid: true },
    { inviter: 'admin', invited: 'viewer', became: 'staff', isVoid: true },
    { inviter: 'admin', invited: 'staff', became: 'viewer', isVoid: true },
    { inviter: 'admin', invited: 'staff', became: 'owner', isVoid: false },
    { inviter: 'owner', invited: 'owner', became: 'removed', isVoid: true },
    { inviter: 'owner', invited: 'viewer', became: 'removed', isVoid: true },
    { inviter: 'owner', invited: 'owner', became: 'admin', isVoid: true },
    { inviter: 'owner', invited: 'admin', became: 'admin', isVoid: true },
    { inviter: 'owner', invited: 'staff', became: 'admin', isVoid: false },
    { inviter: 'owner', invited: 'staff', became: 'staff', isVoid: true },
  ])(
    'an invitation to be $invited by an $inviter who became $became is void: $isVoid',
    async ({ inviter, invited, became, isVoid }) => {
      const owner = await signUp(app);
      const member = await joinTeam(app, owner, inviter);
      const token = await invite(member, freshEmail(), invited);
      // What others invited stays.
      const other = await invite(owner, freshEmail(), 'admin');
      const path = `/api/organization/team/${member.user.id}/`;
      if (became === 'removed') must(204, await owner.client.delete(path));
      else must(200, await owner.client.patch(path, { role: became }));
      const seen = await read(token);
      const reply = await accept({ token, ...newcomer });
      const { results } = must(
        200,
        await owner.client.get('/api/organization/audit-log/?action=team.invitation_withdrawn'),
      );
      if (isVoid) {
        expect([seen.status, seen.body.code]).toEqual([400, 'invalid_invitation']);
        expect([reply.status, reply.body.code]).toEqual([400, 'invalid_invitation']);
        expect(reply.body.detail).toContain('may not invite you any more; ask for a new one');
        expect(results).toMatchObject([{ details: { role: invited } }]);
      } else {
        expect(must(200, reply).role).toBe(invited);
        expect(results).toEqual([]);
      }
      must(200, await accept({ token: other, ...newcomer }));
    },
  );

  it('400 invalid_invitation: replaced, withdrawn, older than seven days, or none', async () => {
    const merchant = await signUp(app);
    const [replaced, withdrawn, old] = [freshEmail(), freshEmail(), freshEmail()];
    const dead = [await invite(merchant, replaced, 'staff'), await invite(merchant, withdrawn, 'staff')];
    const fresh = await invite(merchant, replaced, 'viewer');
    const { invitations } = must(200, await merchant.client.get('/api/organization/team/'));
    const { id } = invitations.find((invitation: Json) => invitation.email === withdrawn);
    must(204, await merchant.client.delete(`/api/organization/team/${id}/`));
    for (const token of [...dead, 'nonsense', 'A'.repeat(43)]) {
      const reply = await accept({ token, ...newcomer });
      expect([reply.status, reply.body.code]).toEqual([400, 'invalid_invitation']);
    }
    must(200, await accept({ token: fresh, ...newcomer }));
    const ended = await invite(merchant, old, 'staff');
    app.clock.advance(7 * dayMs + 1000);
    expect((await accept({ token: ended, ...newcomer })).body.code).toBe('invalid_invitation');
    app.clock.set(0);
  });

  it('400 required: somebody new needs name and password, and the invitation stays good', async () => {
    const merchant = await signUp(app);
    const token = await invite(merchant, freshEmail(), 'staff');
    const reply = await accept({ token });
    expect([reply.status, reply.body.code]).toEqual([400, 'required']);
    expect(reply.body.errors.map((error: Json) => error.field)).toEqual(['name', 'password']);
    must(200, await accept({ token, ...newcomer }));
  });

  it('400 weak_password: and the invitation stays good', async () => {
    const merchant = await signUp(app);
    const token = await invite(merchant, freshEmail(), 'staff');
    const reply = await accept({ token, ...newcomer, password: '1234567890' });
    expect([reply.status, reply.body.code]).toEqual([400, 'weak_password']);
    must(200, await accept({ token, ...newcomer }));
  });

  it('429 rate_limited: for a client address that tries many tokens', async () => {
    const limited = await startApp({ database: app.database, env: { RATE_LIMIT: 'on' } });
    const attempt = () => limited.client().post('/api/auth/invitations/accept/', { token: 'nonsense' });
    await attempt();
    await app.context.database.pool.query(`update rate_limits set count = 60 where bucket = 'token-address'`);
    const reply = await attempt();
    await limited.stop();
    expect(reply.status).toBe(429);
  });
});

describe('POST /api/auth/invitations/read/', () => {
  it('200: says who invites to what, and whether the address has an account; takes nothing', async () => {
    const [host, guest] = [await signUp(app, { organization_name: 'Host' }), await signUp(app)];
    const token = await invite(host, guest.email, 'admin');
    for (let times = 0; times < 2; times++) {
      expect(must(200, await read(token))).toEqual({
        organization_name: 'Host',
        invited_by: 'Maja Berg',
        email: guest.email,
        name: null,
        role: 'admin',
        expires_at: expect.any(String),
        has_account: true,
      });
    }
    const strangers = await invite(host, freshEmail(), 'staff');
    expect(must(200, await read(strangers)).has_account).toBe(false);
  });

  it('400 invalid_invitation: for a token that is none', async () => {
    const reply = await read('A'.repeat(43));
    expect([reply.status, reply.body.code]).toEqual([400, 'invalid_invitation']);
  });
});

describe('POST /api/auth/invitations/join/', () => {
  const join = (merchant: Merchant, token: string) =>
    merchant.client.post('/api/auth/invitations/join/', { token });

  it('200: whoever is signed in joins, and goes on there until the session that asked ends', async () => {
    const [host, guest] = [await signUp(app), await signUp(app)];
    const token = await invite(host, guest.email, 'staff');
    const answer = must(200, await join(guest, token));
    expect(answer).toMatchObject({
      role: 'staff',
      user: guest.user,
      organization: { id: host.organization.id },
    });
    const there = app.client().withToken(answer.access_token);
    must(200, await there.get('/api/auth/me/'));
    must(204, await guest.client.post('/api/auth/logout/'));
    expect((await there.get('/api/auth/me/')).status).toBe(401);
  });

  it('403 invitation_for_another: nobody uses what was sent to somebody else, and it stays good', async () => {
    const [host, guest] = [await signUp(app), await signUp(app)];
    const token = await invite(host, guest.email, 'owner');
    const reply = await join(await signUp(app), token);
    expect([reply.status, reply.body.code]).toEqual([403, 'invitation_for_another']);
    must(200, await join(guest, token));
  });

  it('400 invalid_invitation: for a token that is none, or was used', async () => {
    const [host, guest] = [await signUp(app), await signUp(app)];
    const token = await invite(host, guest.email, 'viewer');
    must(200, await join(guest, token));
    for (const each of [token, 'A'.repeat(43), 'nonsense'])
      expect((await join(guest, each)).body.code).toBe('invalid_invitation');
  });

  it('429 rate_limited: for a client address that tries many tokens', async () => {
    const limited = await startApp({ database: app.database, env: { RATE_LIMIT: 'on' } });
    const guest = await signUp(app);
    const attempt = () =>
      limited.client().withToken(guest.token).post('/api/auth/invitations/join/', { token: 'nonsense' });
    await attempt();
    await app.context.database.pool.query(`update rate_limits set count = 60 where bucket = 'token-address'`);
    const reply = await attempt();
    await limited.stop();
    expect(reply.status).toBe(429);
  });
});

describe('somebody who was taken out of their only organization', () => {
  async function removed() {
    const owner = await signUp(app);
    const member = await joinTeam(app, owner, 'staff');
    must(204, await owner.client.delete(`/api/organization/team/${member.user.id}/`));
    return { owner, member };
  }

  it('403 no_organization: is told so at the sign-in, by the right password only', async () => {
    const { member } = await removed();
    const logIn = (password: string) =>
      app.client().post('/api/auth/login/', { email: member.email, password });
    const reply = await logIn(member.password);
    expect([reply.status, reply.body.code]).toEqual([403, 'no_organization']);
    expect((await logIn('not the password')).body.code).toBe('invalid_credentials');
  });

  it('comes back by a new invitation, also with a password that is reset first', async () => {
    const { owner, member } = await removed();
    const token = await invite(owner, member.email, 'viewer');
    must(202, await app.client().post('/api/auth/password/forgot/', { email: member.email }));
    const reset = tokenIn(await mailTo(owner.client, member.email, 'password_reset'));
    const password = 'another fine secret';
    must(204, await app.client().post('/api/auth/password/reset/', { token: reset, password }));
    expect(must(200, await accept({ token, password }))).toMatchObject({ role: 'viewer', user: member.user });
  });

  it('opens an organization of their own by signing up with the password', async () => {
    const { member } = await removed();
    const body = { organization_name: 'My own', name: 'Anybody', email: member.email };
    const sign = (password: string) => app.client().post('/api/auth/signup/', { ...body, password });
    expect((await sign('not the password')).body.code).toBe('signup_refused');
    const answer = must(201, await sign(member.password));
    expect(answer).toMatchObject({ role: 'owner', user: member.user, organization: { name: 'My own' } });
    must(
      200,
      await app.client().post('/api/auth/login/', { email: member.email, password: member.password }),
    );
  });
});
