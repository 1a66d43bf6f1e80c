import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { invite } from '#test/support/mailbox.ts';
import { must, signUp } from '#test/support/scenario.ts';

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

  it('200: an account that exists joins as it is', async () => {
    const [host, guest] = [await signUp(app), await signUp(app)];
    const token = await invite(host, guest.email, 'viewer');
    const body = { token, name: 'Somebody else', password: 'not taken over' };
    const answer = must(200, await accept(body));
    expect(answer).toMatchObject({ role: 'viewer', user: guest.user });
    expect(answer.organizations).toHaveLength(2);
    must(200, await guest.client.get('/api/auth/me/'));
    const logIn = { email: guest.email, password: guest.password };
    must(200, await app.client().post('/api/auth/login/', logIn));
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
