import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { mailTo, tokenIn } from '#test/support/mailbox.ts';
import { type Merchant, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { RATE_LIMIT: 'on', TRUST_PROXY: '1' } });
});
afterAll(() => app.stop());

let lastAddress = 0;
/** An address that nobody used before. */
const somewhere = () => `198.18.${Math.floor(++lastAddress / 250)}.${(lastAddress % 250) + 1}`;
const at = (address: string) => app.client().with({ 'x-forwarded-for': address });
const logIn = (address: string, email: string, password: string, deviceToken?: string) =>
  at(address).post('/api/auth/login/', {
    email,
    password,
    ...(deviceToken ? { device_token: deviceToken } : {}),
  });
/** A right sign-in, and the token that the device is given. */
const deviceOf = async ({ email, password }: Merchant, address = somewhere()): Promise<string> =>
  must(200, await logIn(address, email, password)).device_token;

/** One wrong try, counted as the last of so many. */
async function wrongTries(times: number, email: string, address = somewhere(), deviceToken?: string) {
  expect((await logIn(address, email, 'wrong', deviceToken)).status).toBe(401);
  const { rowCount } = await app.context.database.pool.query(
    `update rate_limits set count = $1
    where bucket in ('password-pair', 'password-device', 'password-strangers')
      and window_started_at = (select max(window_started_at) from rate_limits)`,
    [times],
  );
  expect(rowCount).toBeGreaterThan(0);
}
const many = 100;

describe('wrong tries for an account', () => {
  it('from one address do not keep its owner out, not even at another new one', async () => {
    const { email, password } = await signUp(app);
    const attacker = somewhere();
    const statuses: number[] = [];
    for (let count = 0; count < 12; count++) statuses.push((await logIn(attacker, email, 'wrong')).status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    must(200, await logIn(somewhere(), email, password));
  });

  it('meet pauses first, which end when they say and grow with each further one', async () => {
    const { email, password } = await signUp(app);
    const address = somewhere();
    const pauses: number[] = [];
    for (const count of [5, 7, 9, 11]) {
      await wrongTries(count, email, address);
      const reply = await logIn(address, email, password);
      expect([reply.status, reply.body.code]).toEqual([429, 'rate_limited']);
      const seconds = Number(reply.headers.get('retry-after'));
      pauses.push(seconds);
      app.clock.advance(seconds * 1000);
    }
    expect(pauses[0]).toBeLessThanOrEqual(5);
    expect(pauses).toEqual(pauses.toSorted((left, right) => left - right));
    expect(pauses.at(-1)).toBeGreaterThan(800);
    must(200, await logIn(address, email, password));
  });

  it('that come too early do not make the pause longer', async () => {
    const { email, password } = await signUp(app);
    const address = somewhere();
    await wrongTries(9, email, address);
    const seconds = Number((await logIn(address, email, 'wrong')).headers.get('retry-after'));
    for (let count = 0; count < 5; count++) expect((await logIn(address, email, 'wrong')).status).toBe(429);
    app.clock.advance(seconds * 1000);
    must(200, await logIn(address, email, password));
  });

  it('from everywhere wait for each other, while the owner comes in where they signed in before', async () => {
    const merchant = await signUp(app);
    const { email, password } = merchant;
    const home = somewhere();
    await deviceOf(merchant, home);
    await wrongTries(many, email);
    expect((await logIn(somewhere(), email, password)).status).toBe(429);
    must(200, await logIn(home, email, password));
    // And strangers gain nothing by that.
    expect((await logIn(somewhere(), email, 'wrong')).status).toBe(429);
  });

  it('of unknown addresses are limited alike', async () => {
    await wrongTries(many, 'ghost@shop.example');
    expect((await logIn(somewhere(), 'ghost@shop.example', 'wrong')).status).toBe(429);
  });
});

describe('a device that signed in before', () => {
  it('passes whatever others try at its own address and elsewhere', async () => {
    const merchant = await signUp(app);
    const { email, password } = merchant;
    const office = somewhere();
    const device = await deviceOf(merchant, office);
    await wrongTries(many, email, office);
    await wrongTries(many, email);
    expect((await logIn(office, email, password)).status).toBe(429);
    must(200, await logIn(office, email, password, device));
  });

  it('passes at a new address, and is given a new token in place of the old', async () => {
    const merchant = await signUp(app);
    const { email, password } = merchant;
    const first = await deviceOf(merchant);
    await wrongTries(many, email);
    const second = must(200, await logIn(somewhere(), email, password, first)).device_token;
    expect(second).not.toBe(first);
    expect((await logIn(somewhere(), email, password, first)).status).toBe(429);
    must(200, await logIn(somewhere(), email, password, second));
  });

  it('meets pauses of its own, and opens no other account', async () => {
    const [merchant, other] = [await signUp(app), await signUp(app)];
    const device = await deviceOf(merchant);
    await wrongTries(many, merchant.email, somewhere(), device);
    expect((await logIn(somewhere(), merchant.email, merchant.password, device)).status).toBe(429);
    await wrongTries(many, other.email);
    expect((await logIn(somewhere(), other.email, other.password, device)).status).toBe(429);
  });

  it('is forgotten when the password is reset, and whoever read the mail is known where they did', async () => {
    const merchant = await signUp(app);
    const device = await deviceOf(merchant);
    must(202, await app.client().post('/api/auth/password/forgot/', { email: merchant.email }));
    const token = tokenIn(await mailTo(merchant.client, merchant.email, 'password_reset'));
    const [home, password] = [somewhere(), 'another fine secret'];
    must(204, await at(home).post('/api/auth/password/reset/', { token, password }));
    await wrongTries(many, merchant.email);
    expect((await logIn(somewhere(), merchant.email, password, device)).status).toBe(429);
    must(200, await logIn(home, merchant.email, password));
  });

  it('is forgotten after sixty days', async () => {
    const merchant = await signUp(app);
    const device = await deviceOf(merchant);
    app.clock.advance(60 * 86_400_000 + 1000);
    await wrongTries(many, merchant.email);
    const late = await logIn(somewhere(), merchant.email, merchant.password, device);
    app.clock.set(0);
    expect(late.status).toBe(429);
  });

  it('is kept as a hash only', async () => {
    const device = await deviceOf(await signUp(app));
    const { rows } = await app.context.database.pool.query(
      'select known_devices::text as row from known_devices',
    );
    const stored = rows.map(({ row }) => row).join('\n');
    expect(stored).not.toBe('');
    expect(stored).not.toContain(device);
    expect(stored).not.toContain(Buffer.from(device).toString('hex'));
  });
});

describe('changing the password while signed in', () => {
  const change = (token: string, current: string) =>
    app
      .client()
      .withToken(token)
      .post('/api/auth/password/change/', { current_password: current, new_password: 'another fine secret' });

  it('goes on while everybody is refused at the sign-in', async () => {
    const merchant = await signUp(app);
    await wrongTries(many, merchant.email);
    const statuses: number[] = [];
    for (let count = 0; count < 7; count++)
      statuses.push(
        (await app.client().post('/api/auth/login/', { email: merchant.email, password: 'wrong' })).status,
      );
    expect(statuses).toContain(429);
    must(204, await change(merchant.token, merchant.password));
  });

  it('keeps nobody from signing in, nor another session from changing it', async () => {
    const merchant = await signUp(app);
    const statuses: number[] = [];
    for (let count = 0; count < 7; count++) statuses.push((await change(merchant.token, 'wrong')).status);
    expect(statuses).toContain(429);
    const { email, password } = merchant;
    const own = must(200, await app.client().post('/api/auth/login/', { email, password })).access_token;
    must(204, await change(own, password));
  });

  it('counts a session and all that were switched from it as one', async () => {
    const merchant = await signUp(app);
    expect((await change(merchant.token, 'wrong')).status).toBe(400);
    await app.context.database.pool.query(
      `update rate_limits set count = 100 where bucket = 'password-session'`,
    );
    const body = { organization_id: merchant.organization.id };
    let token = merchant.token;
    for (let count = 0; count < 2; count++)
      token = must(200, await app.client().withToken(token).post('/api/auth/switch/', body)).access_token;
    expect((await change(token, 'wrong')).status).toBe(429);
  });
});
