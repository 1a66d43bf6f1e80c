import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { RATE_LIMIT: 'on' } });
});
afterAll(() => app.stop());

const logIn = (email: string, password: string) => app.client().post('/api/auth/login/', { email, password });
const minuteMs = 60_000;

describe('POST /api/auth/login/', () => {
  it('200: gives a new session beside those that run', async () => {
    const merchant = await signUp(app);
    const answer = must(200, await logIn(merchant.email.toUpperCase(), merchant.password));
    expect(answer).toMatchObject({
      user: merchant.user,
      organization: merchant.organization,
      role: 'owner',
    });
    expect(answer.access_token).not.toBe(merchant.token);
    must(200, await app.client().withToken(answer.access_token).get('/api/auth/me/'));
    must(200, await merchant.client.get('/api/auth/me/'));
  });

  it('401 invalid_credentials: in the same words whether or not the address exists', async () => {
    const { email } = await signUp(app);
    const wrong = await logIn(email, 'not the password');
    const unknown = await logIn('nobody@shop.example', 'not the password');
    expect([wrong.status, wrong.body.code]).toEqual([401, 'invalid_credentials']);
    expect(wrong.headers.get('www-authenticate')).toBe('Token');
    expect({ ...unknown.body, request_id: '' }).toEqual({ ...wrong.body, request_id: '' });
    expect([...unknown.headers.keys()]).toEqual([...wrong.headers.keys()]);
  });

  it('429 rate_limited: after exactly five wrong tries for an account, also when they come together', async () => {
    const { email, password } = await signUp(app);
    // Four of them, and the pause that follows as long as it gets, so that a slow machine does not outlast it.
    await logIn(email, 'wrong');
    await app.context.database.pool.query(`update rate_limits set count = 4 where bucket = 'password-pair'`);
    const replies = await Promise.all(Array.from({ length: 4 }, () => logIn(email, 'wrong')));
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(3);
    await app.context.database.pool.query(
      `update rate_limits set count = 100 where bucket = 'password-pair'`,
    );
    const refused = await logIn(email, password);
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    app.clock.advance(seconds * 1000);
    expect((await logIn(email, password)).status).toBe(200);
  });

  it('429 rate_limited: an unknown address is limited alike', async () => {
    await logIn('ghost@shop.example', 'wrong');
    await app.context.database.pool.query(`update rate_limits set count = 10 where bucket = 'password-pair'`);
    expect((await logIn('ghost@shop.example', 'wrong')).status).toBe(429);
  });

  it('429 rate_limited: a client address that tries many accounts', async () => {
    const { pool } = app.context.database;
    app.clock.advance(15 * minuteMs);
    await logIn('first@shop.example', 'wrong');
    await pool.query(`update rate_limits set count = 99 where bucket = 'password-address'`);
    expect((await logIn('second@shop.example', 'wrong')).status).toBe(401);
    expect((await logIn('third@shop.example', 'wrong')).status).toBe(429);
    app.clock.advance(15 * minuteMs);
  });

  it('a right password takes no try away: not from the account, not from the address', async () => {
    const { email, password } = await signUp(app);
    const { pool } = app.context.database;
    const counted = async () =>
      (await pool.query(`select count from rate_limits where bucket = 'password-address'`)).rows[0].count;
    await logIn('somebody@shop.example', 'wrong');
    const before = await counted();
    for (let times = 0; times < 12; times++) must(200, await logIn(email, password));
    expect(await counted()).toBe(before);
  });

  it('200: for right passwords that come together', async () => {
    const { email, password } = await signUp(app);
    const together = () => Promise.all(Array.from({ length: 4 }, () => logIn(email, password)));
    for (let times = 0; times < 3; times++)
      expect((await together()).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});

describe('POST /api/auth/logout/', () => {
  it('204: ends this session and no other', async () => {
    const merchant = await signUp(app);
    const other = must(200, await logIn(merchant.email, merchant.password));
    must(204, await merchant.client.post('/api/auth/logout/'));
    expect((await merchant.client.get('/api/auth/me/')).status).toBe(401);
    must(200, await app.client().withToken(other.access_token).get('/api/auth/me/'));
  });
});

describe('a session', () => {
  it('lives on while it is used, and ends after twelve hours without use', async () => {
    const { client } = await signUp(app);
    for (let times = 0; times < 3; times++) {
      app.clock.advance(11 * 60 * minuteMs);
      must(200, await client.get('/api/auth/me/'));
    }
    app.clock.advance(12 * 60 * minuteMs + 1000);
    expect((await client.get('/api/auth/me/')).status).toBe(401);
  });

  it('ends after thirty days however much it is used', async () => {
    const { client } = await signUp(app);
    for (let hours = 10; hours < 30 * 24; hours += 10) {
      app.clock.advance(10 * 60 * minuteMs);
      must(200, await client.get('/api/auth/me/'));
    }
    app.clock.advance(10 * 60 * minuteMs);
    expect((await client.get('/api/auth/me/')).status).toBe(401);
  });

  it.each(['Bearer', 'Basic'])('is not taken from an authorization of kind %s', async (kind) => {
    const { token } = await signUp(app);
    const reply = await app.client().get('/api/auth/me/', { authorization: `${kind} ${token}` });
    expect([reply.status, reply.body.code]).toEqual([401, 'authentication_required']);
  });

  it('is not taken from a cookie', async () => {
    const { token } = await signUp(app);
    const reply = await app.client().get('/api/auth/me/', { cookie: `access_token=${token}` });
    expect(reply.status).toBe(401);
  });
});
