import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOneTimeSignIn } from '#merchants/accounts/create-one-time-sign-in.ts';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { query } from '#test/support/paying.ts';
import { type Merchant, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { RATE_LIMIT: 'on' } });
});
afterAll(() => app.stop());

async function signInAgain({ email, password }: Merchant, userAgent = 'Test browser') {
  const client = app.client().with({ 'user-agent': userAgent });
  const { access_token } = must(200, await client.post('/api/auth/login/', { email, password }));
  return app.client().withToken(access_token);
}

describe('GET /api/auth/sessions/', () => {
  it('200: lists one’s own good sessions, newest first, and marks the one that asks', async () => {
    const merchant = await signUp(app);
    const ended = await signInAgain(merchant);
    must(204, await ended.post('/api/auth/logout/'));
    const other = await signInAgain(merchant, 'Phone');
    await signUp(app);
    const { results, next, previous } = must(200, await other.get('/api/auth/sessions/'));
    expect(results).toHaveLength(2);
    expect(results[0]).toMatchObject({
      user_agent: 'Phone',
      current: true,
      id: expect.stringMatching(/^ses_/),
    });
    expect(results[1]).toMatchObject({ current: false });
    expect([next, previous]).toEqual([null, null]);
  });

  it('200: pages', async () => {
    const merchant = await signUp(app);
    await signInAgain(merchant);
    const first = must(200, await merchant.client.get('/api/auth/sessions/?limit=1'));
    const second = must(200, await merchant.client.get(first.next));
    expect(second.results[0].id).not.toBe(first.results[0].id);
    expect(second.next).toBeNull();
    expect(must(200, await merchant.client.get(second.previous)).results).toEqual(first.results);
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'cursor=x'])('400: for %s', async (query) => {
    const { client } = await signUp(app);
    expect((await client.get(`/api/auth/sessions/?${query}`)).status).toBe(400);
  });
});

describe('a session', () => {
  const hourMs = 3_600_000;
  const minuteMs = 60_000;

  it('ends when nobody has used it for twelve hours', async () => {
    const { client } = await signUp(app);
    app.clock.advance(12 * hourMs - minuteMs);
    must(200, await client.get('/api/auth/me/'));
    app.clock.advance(12 * hourMs + minuteMs);
    expect((await client.get('/api/auth/me/')).status).toBe(401);
  });

  it('ends after thirty days, however much it is used', async () => {
    const { client, email } = await signUp(app);
    await query(
      app,
      `update sessions set last_used_at = 'infinity' where user_id = (select id from users where email = $1)`,
      [email],
    );
    app.clock.advance(30 * 24 * hourMs - minuteMs);
    must(200, await client.get('/api/auth/me/'));
    app.clock.advance(2 * minuteMs);
    expect((await client.get('/api/auth/me/')).status).toBe(401);
  });
});

describe('DELETE /api/auth/sessions/<id>/', () => {
  it('204: ends it at once, and again is no error', async () => {
    const merchant = await signUp(app);
    const other = await signInAgain(merchant);
    const { results } = must(200, await other.get('/api/auth/sessions/'));
    const id = results.find((session: Json) => !session.current).id;
    must(204, await other.delete(`/api/auth/sessions/${id}/`));
    must(204, await other.delete(`/api/auth/sessions/${id}/`));
    expect((await merchant.client.get('/api/auth/me/')).status).toBe(401);
    must(200, await other.get('/api/auth/me/'));
  });

  it('404: for somebody else’s session, which goes on', async () => {
    const [merchant, stranger] = [await signUp(app), await signUp(app)];
    const { results } = must(200, await merchant.client.get('/api/auth/sessions/'));
    expect((await stranger.client.delete(`/api/auth/sessions/${results[0].id}/`)).status).toBe(404);
    expect((await stranger.client.delete('/api/auth/sessions/ses_nonsense/')).status).toBe(404);
    must(200, await merchant.client.get('/api/auth/me/'));
  });
});

describe('POST /api/auth/password/change/', () => {
  const change = (merchant: Merchant, current: string, wanted: string) =>
    merchant.client.post('/api/auth/password/change/', { current_password: current, new_password: wanted });

  it('204: only the new password signs in, and every other session has ended', async () => {
    const merchant = await signUp(app);
    const other = await signInAgain(merchant);
    const link = await oneTimeToken(merchant);
    must(204, await change(merchant, merchant.password, 'another fine secret'));
    expect((await other.get('/api/auth/me/')).status).toBe(401);
    must(200, await merchant.client.get('/api/auth/me/'));
    const logIn = (password: string) =>
      app.client().post('/api/auth/login/', { email: merchant.email, password });
    expect((await logIn(merchant.password)).status).toBe(401);
    expect((await logIn('another fine secret')).status).toBe(200);
    expect((await app.client().post('/api/auth/one-time/', { token: link })).status).toBe(401);
  });

  it('400: a wrong or a weak password changes nothing', async () => {
    const merchant = await signUp(app);
    const wrong = await change(merchant, 'not the password', 'another fine secret');
    expect([wrong.status, wrong.body.code]).toEqual([400, 'wrong_password']);
    const weak = await change(merchant, merchant.password, '1234567890');
    expect([weak.status, weak.body.code, weak.body.errors[0].field]).toEqual([
      400,
      'weak_password',
      'new_password',
    ]);
    await signInAgain(merchant);
  });

  it('429: whoever holds a session cannot guess the password through it', async () => {
    const merchant = await signUp(app);
    await change(merchant, 'not the password', 'another fine secret');
    const { pool } = app.context.database;
    await pool.query(`update rate_limits set count = 4 where bucket = 'password-session'`);
    const replies = await Promise.all(
      Array.from({ length: 4 }, () => change(merchant, 'not the password', 'another fine secret')),
    );
    expect(replies.filter(({ status }) => status === 400)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(3);
  });
});

function ownerOf(merchant: Merchant) {
  return {
    organizationId: parseId('org', merchant.organization.id) as string,
    userId: parseId('usr', merchant.user.id) as string,
  };
}

async function oneTimeToken(merchant: Merchant): Promise<string> {
  return (await createOneTimeSignIn(app.context, ownerOf(merchant))).token;
}

describe('POST /api/auth/one-time/', () => {
  const use = (token: string) => app.client().post('/api/auth/one-time/', { token });

  it('200: signs in once; of several at the same moment exactly one gets in', async () => {
    const merchant = await signUp(app);
    const token = await oneTimeToken(merchant);
    const replies = await Promise.all([1, 2, 3, 4].map(() => use(token)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
    const answer = replies.find(({ status }) => status === 200)?.body;
    expect(answer).toMatchObject({ user: merchant.user, organization: merchant.organization, role: 'owner' });
    must(200, await app.client().withToken(answer.access_token).get('/api/auth/me/'));
  });

  it('401 invalid_sign_in_link: when it is too old, or none at all', async () => {
    const token = await oneTimeToken(await signUp(app));
    app.clock.advance(15 * 60_000 + 1000);
    for (const each of [token, 'nonsense', 'A'.repeat(43)]) {
      const reply = await use(each);
      expect([reply.status, reply.body.code]).toEqual([401, 'invalid_sign_in_link']);
    }
  });

  it('keeps no token in readable form', async () => {
    const token = await oneTimeToken(await signUp(app));
    const { rows } = await app.context.database.pool.query(
      `select one_time_sign_ins::text as row from one_time_sign_ins`,
    );
    const stored = rows.map(({ row }) => row).join('\n');
    expect(stored).not.toBe('');
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(Buffer.from(token).toString('hex'));
  });
});
