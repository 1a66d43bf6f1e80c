import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { mailTo, tokenIn } from '#test/support/mailbox.ts';
import { eventually, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { RATE_LIMIT: 'on' } });
});
afterAll(() => app.stop());

const windowMs = 15 * 60_000;
const forgot = (email: string) => app.client().post('/api/auth/password/forgot/', { email });
const count = async (statement: string, values: unknown[] = []): Promise<number> =>
  (await app.context.database.pool.query(`select count(*)::integer as count ${statement}`, values)).rows[0]
    .count;
const settled = () =>
  eventually(
    () => count('from account_tasks'),
    (tasks) => tasks === 0,
  );

describe('POST /api/auth/password/forgot/', () => {
  it('202: mails a link with a token that is kept as a hash only', async () => {
    const merchant = await signUp(app);
    const reply = await forgot(merchant.email.toUpperCase());
    expect(reply.status).toBe(202);
    const mail = await mailTo(merchant.client, merchant.email, 'password_reset');
    expect(mail.text).toContain(`${app.url}/reset-password#token=`);
    const token = tokenIn(mail);
    const { rows } = await app.context.database.pool.query(
      `select password_resets::text as row from password_resets union all select mails::text from mails`,
    );
    expect(rows.length).toBeGreaterThan(1);
    const stored = rows.map(({ row }) => row).join('\n');
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(Buffer.from(token).toString('hex'));
    expect(app.logLines.join('')).not.toContain(token);
  });

  it.each(['nobody@shop.example', 'no address at all'])(
    '202: in the same words for %s, of which nothing is kept',
    async (unknown) => {
      const known = await forgot((await signUp(app)).email);
      await settled();
      const before = await count('from mails');
      const reply = await forgot(unknown);
      expect([reply.status, reply.text]).toEqual([known.status, known.text]);
      expect([...reply.headers.keys()]).toEqual([...known.headers.keys()]);
      await settled();
      expect(await count('from mails')).toBe(before);
    },
  );

  it('202 without a further mail: after three for an account within a quarter of an hour', async () => {
    app.clock.advance(windowMs);
    const { email } = await signUp(app);
    const replies = [];
    for (let times = 0; times < 5; times++) replies.push(await forgot(email));
    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    await settled();
    expect(await count('from mails where recipient = $1', [email])).toBe(3);
    app.clock.advance(windowMs);
    await forgot(email);
    await settled();
    expect(await count('from mails where recipient = $1', [email])).toBe(4);
  });

  it('202 without a mail: for somebody who belongs to no organization', async () => {
    const { email } = await signUp(app);
    const { pool } = app.context.database;
    await pool.query('delete from memberships where user_id = (select id from users where email = $1)', [
      email,
    ]);
    must(202, await forgot(email));
    await settled();
    expect(await count('from mails where recipient = $1', [email])).toBe(0);
  });

  it('429 rate_limited: for a client address that asks for many', async () => {
    app.clock.advance(windowMs);
    await forgot('first@shop.example');
    await app.context.database.pool.query(`update rate_limits set count = 29 where bucket = 'reset-address'`);
    expect((await forgot('second@shop.example')).status).toBe(202);
    const reply = await forgot('third@shop.example');
    expect([reply.status, reply.body.code]).toEqual([429, 'rate_limited']);
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    app.clock.advance(windowMs);
  });

  it('400: names what is wrong with the body', async () => {
    const reply = await app.client().post('/api/auth/password/forgot/', { mail: 'a@b.example' });
    expect(reply.status).toBe(400);
  });
});
