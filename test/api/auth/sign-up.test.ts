import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { mailTo } from '#test/support/mailbox.ts';
import { eventually, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const body = {
  organization_name: 'Nordlicht',
  name: 'Maja Berg',
  email: 'maja@shop.example',
  password: 'correct horse battery',
};
const post = (overrides: Record<string, unknown>) =>
  app.client().post('/api/auth/signup/', { ...body, ...overrides });

describe('POST /api/auth/signup/', () => {
  it('201: opens an organization with the documented settings and signs its owner in', async () => {
    const answer = must(201, await post({ email: ' Maja@Shop.example ' }));
    expect(answer).toMatchObject({
      role: 'owner',
      user: { email: 'maja@shop.example', name: 'Maja Berg' },
      organization: {
        name: 'Nordlicht',
        pricing_mode: 'TAX_INCLUSIVE',
        default_currency: 'USD',
        default_tax_rate: '0.000',
        min_payment: { USD: '1.00', EUR: '1.00' },
        max_payment: { USD: '10000.00', EUR: '10000.00' },
        fees: { percent: '0.000', fixed: { USD: '0.00', EUR: '0.00' } },
        rolling_reserve: { percent: '0.000', days: 0 },
        status: 'active',
        allow_ad_hoc_items: false,
        allowed_redirect_origins: [],
        time_zone: 'UTC',
        branding: { logo_url: null, accent_color: null, support_email: null, terms_url: null },
      },
    });
    const me = must(200, await app.client().withToken(answer.access_token).get('/api/auth/me/'));
    const { access_token: _token, expires_at: _end, device_token: _device, ...account } = answer;
    expect(me).toEqual(account);
    expect(me.organizations).toEqual([{ id: me.organization.id, name: 'Nordlicht', role: 'owner' }]);
  });

  it('201: takes the time zone and the currency of the founder, and null for what every organization starts with', async () => {
    const there = must(
      201,
      await post({ email: 'there@shop.example', time_zone: 'Europe/Berlin', default_currency: 'EUR' }),
    );
    expect(there.organization).toMatchObject({ time_zone: 'Europe/Berlin', default_currency: 'EUR' });
    const anywhere = must(
      201,
      await post({ email: 'anywhere@shop.example', time_zone: null, default_currency: null }),
    );
    expect(anywhere.organization).toMatchObject({ time_zone: 'UTC', default_currency: 'USD' });
  });

  it('400: names a time zone that there is not, alike for an address with an account', async () => {
    const { email } = await signUp(app);
    for (const asked of [email, 'nowhere@shop.example']) {
      const { status, body: answer } = await post({ email: asked, time_zone: 'Europe/Atlantis' });
      expect([status, answer.errors[0].field]).toEqual([400, 'time_zone']);
    }
  });

  it('409 email_taken: an address has one account, however it is spelled, and whoever gives its password is told', async () => {
    const { email } = await signUp(app);
    const reply = await post({ email: email.toUpperCase() });
    expect([reply.status, reply.body.code]).toEqual([409, 'email_taken']);
  });

  it('409 signup_refused: a stranger is not told that an address has an account, whose owner gets one mail', async () => {
    // Alone on its database: another process without limits would do half of the work.
    const limited = await startApp({ env: { RATE_LIMIT: 'on' } });
    const merchant = await signUp(limited);
    const sign = () =>
      limited
        .client()
        .post('/api/auth/signup/', { ...body, email: merchant.email, password: 'some other password' });
    const reply = await sign();
    expect([reply.status, reply.body.code]).toEqual([409, 'signup_refused']);
    expect(reply.text).not.toMatch(/already|has an account|taken/i);
    await sign();
    const mail = await mailTo(merchant.client, merchant.email, 'account_exists');
    expect(mail.text).toContain('/login');
    const { pool } = limited.context.database;
    await eventually(
      async () => (await pool.query('select count(*)::integer as count from account_tasks')).rows[0].count,
      (count) => count === 0,
    );
    const { rows } = await pool.query(
      `select count(*)::integer as count from mails where kind = 'account_exists' and recipient = $1`,
      [merchant.email],
    );
    await limited.stop();
    expect(rows[0].count).toBe(1);
  });

  it.each([
    ['a live instance', { PUBLIC_URL: 'https://pay.example.com' }, 10],
    ['somebody’s own machine', {}, 2000],
  ])('429 rate_limited: one address opens so many accounts an hour on %s', async (_, env, most) => {
    const limited = await startApp({ database: app.database, env: { RATE_LIMIT: 'on', ...env } });
    const { pool } = app.context.database;
    const sign = () =>
      limited
        .client()
        .post('/api/auth/signup/', { ...body, email: `${globalThis.crypto.randomUUID()}@shop.example` });
    must(201, await sign());
    await pool.query(`update rate_limits set count = $1 where bucket like 'signup-address%'`, [most - 1]);
    must(201, await sign());
    const reply = await sign();
    await pool.query(`delete from rate_limits`);
    await limited.stop();
    expect([reply.status, reply.body.code]).toEqual([429, 'rate_limited']);
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(3000);
  });

  it('409 email_taken: of several at once exactly one gets the address', async () => {
    const replies = await Promise.all([1, 2, 3, 4].map(() => post({ email: 'race@shop.example' })));
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 409, 409, 409]);
    const { rows } = await app.context.database.pool.query(
      'select count(*)::integer as count from organizations where id not in (select organization_id from memberships)',
    );
    expect(rows[0].count).toBe(0);
  });

  it('400 weak_password: the commonest ones are refused', async () => {
    const reply = await post({ email: 'weak@shop.example', password: 'Password123' });
    expect([reply.status, reply.body.code]).toEqual([400, 'weak_password']);
  });

  it.each([
    ['password', { password: 'nine char' }],
    ['password', { password: 'x'.repeat(201) }],
    ['email', { email: 'maja' }],
    ['name', { name: ' ' }],
    ['organization_name', { organization_name: 'x'.repeat(121) }],
    ['plan', { plan: 'gold' }],
  ])('400: names the field %s', async (field, overrides) => {
    const reply = await post({ email: 'new@shop.example', ...overrides });
    expect(reply.status).toBe(400);
    expect(reply.body.errors).toEqual([expect.objectContaining({ field })]);
  });

  it('403 signup_disabled: when the operator closed it', async () => {
    const closed = await startApp({ env: { ALLOW_SIGNUP: 'off' } });
    const reply = await closed.client().post('/api/auth/signup/', body);
    await closed.stop();
    expect([reply.status, reply.body.code]).toEqual([403, 'signup_disabled']);
  });

  it('keeps neither password nor token in readable form', async () => {
    const { token, password, email } = await signUp(app);
    const { pool } = app.context.database;
    const users = await pool.query('select password_hash from users where email = $1', [email]);
    expect(users.rows[0].password_hash).toMatch(/^\$argon2id\$/);
    const sessions = await pool.query(`select sessions::text as row from sessions`);
    const stored = sessions.rows.map(({ row }) => row).join('\n');
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(Buffer.from(token).toString('hex'));
    expect(app.logLines.join('')).not.toContain(token);
    expect(app.logLines.join('')).not.toContain(password);
  });
});
