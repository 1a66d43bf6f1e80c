import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { mailTo, tokenIn } from '#test/support/mailbox.ts';
import { eventually, type Merchant, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { RATE_LIMIT: 'on' } });
});
afterAll(() => app.stop());

const password = 'another fine secret';
const reset = (token: string, wanted = password) =>
  app.client().post('/api/auth/password/reset/', { token, password: wanted });
const logIn = ({ email }: Merchant, wanted: string) =>
  app.client().post('/api/auth/login/', { email, password: wanted });

async function tokenFor(merchant: Merchant): Promise<string> {
  must(202, await app.client().post('/api/auth/password/forgot/', { email: merchant.email }));
  return tokenIn(await mailTo(merchant.client, merchant.email, 'password_reset'));
}

describe('POST /api/auth/password/reset/', () => {
  it('204: only the new password signs in, and every session has ended', async () => {
    const merchant = await signUp(app);
    const other = must(200, await logIn(merchant, merchant.password)).access_token;
    const token = await tokenFor(merchant);
    must(204, await reset(token));
    for (const each of [merchant.token, other]) {
      expect((await app.client().withToken(each).get('/api/auth/me/')).status).toBe(401);
    }
    expect((await logIn(merchant, merchant.password)).status).toBe(401);
    must(200, await logIn(merchant, password));
  });

  it('204: whoever was locked out by somebody’s tries signs in at once', async () => {
    const merchant = await signUp(app);
    const token = await tokenFor(merchant);
    await logIn(merchant, 'wrong');
    await app.context.database.pool.query(
      `update rate_limits set count = 100 where bucket = 'password-pair'`,
    );
    expect((await logIn(merchant, merchant.password)).status).toBe(429);
    must(204, await reset(token));
    must(200, await logIn(merchant, password));
  });

  it('400 invalid_reset_link: a token works once, also when several use it at the same moment', async () => {
    const merchant = await signUp(app);
    const token = await tokenFor(merchant);
    const replies = await Promise.all([1, 2, 3].map(() => reset(token)));
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 400, 400]);
    const again = await reset(token, 'yet another secret');
    expect([again.status, again.body.code, again.body.errors[0].field]).toEqual([
      400,
      'invalid_reset_link',
      'token',
    ]);
    must(200, await logIn(merchant, password));
  });

  it('400 invalid_reset_link: after an hour, after the password changed otherwise, or when it is none', async () => {
    const merchant = await signUp(app);
    const [first, second] = [await tokenFor(merchant), await tokenFor(await signUp(app))];
    const body = { current_password: merchant.password, new_password: 'changed by hand' };
    must(204, await merchant.client.post('/api/auth/password/change/', body));
    app.clock.advance(60 * 60_000 + 1000);
    for (const token of [first, second, 'nonsense', 'A'.repeat(43)]) {
      const reply = await reset(token);
      expect([reply.status, reply.body.code]).toEqual([400, 'invalid_reset_link']);
    }
  });

  it('400 invalid_reset_link: once one of several tokens was used, the others are dead', async () => {
    const merchant = await signUp(app);
    const first = await tokenFor(merchant);
    await tokenFor(merchant);
    const second = await eventually(
      async () => tokenIn(await mailTo(merchant.client, merchant.email, 'password_reset')),
      (token) => token !== first,
    );
    must(204, await reset(first));
    expect((await reset(second)).body.code).toBe('invalid_reset_link');
  });

  it('400 weak_password: and the token stays good', async () => {
    const merchant = await signUp(app);
    const token = await tokenFor(merchant);
    for (const weak of ['1234567890', merchant.email]) {
      const reply = await reset(token, weak);
      expect([reply.status, reply.body.code, reply.body.errors[0].field]).toEqual([
        400,
        'weak_password',
        'password',
      ]);
    }
    must(204, await reset(token));
  });

  it('429 rate_limited: for a client address that tries many tokens', async () => {
    await reset('nonsense');
    await app.context.database.pool.query(`update rate_limits set count = 60 where bucket = 'token-address'`);
    expect((await reset('nonsense')).status).toBe(429);
  });
});
