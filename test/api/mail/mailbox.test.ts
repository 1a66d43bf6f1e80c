import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMovableClock } from '#platform/kit/clock.ts';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { invite, join, mailTo, tokenIn } from '#test/support/mailbox.ts';
import { eventually, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const path = '/api/development/mailbox/';
const freshEmail = () => `ida-${globalThis.crypto.randomUUID()}@shop.example`;

describe('GET /api/development/mailbox/', () => {
  it('200: shows one’s own mails whole, as they would have been sent, newest first', async () => {
    const merchant = await signUp(app);
    must(202, await app.client().post('/api/auth/password/forgot/', { email: merchant.email }));
    await mailTo(merchant.client, merchant.email, 'password_reset');
    const host = await signUp(app);
    await invite(host, merchant.email, 'staff');
    const { results, next } = must(200, await merchant.client.get(path));
    // The invitation comes from another organization, and is theirs all the same.
    expect(results.map((mail: Json) => mail.kind)).toEqual(['invitation', 'password_reset']);
    expect(results[0]).toEqual({
      id: expect.stringMatching(/^mail_/),
      kind: 'invitation',
      to: merchant.email,
      reply_to: null,
      locale: 'en',
      subject: 'Join Nordlicht on Linktill',
      text: expect.stringContaining('Maja Berg invites you to Nordlicht'),
      html: expect.stringMatching(/^<!doctype html><html lang="en">/),
      is_damaged: false,
      status: 'kept',
      created_at: expect.any(String),
    });
    expect(next).toBeNull();
  });

  it('200: shows nobody the invitation of an address that they opened an account with afterwards', async () => {
    const host = await signUp(app);
    const email = freshEmail();
    const token = await invite(host, email, 'admin');
    const claimer = await signUp(app, { email });
    const reply = await claimer.client.get(path);
    const results: Json[] = must(200, reply).results;
    expect(results.map(({ kind, text, html }) => [kind, text, html])).toEqual([['invitation', null, null]]);
    expect(reply.text).not.toContain(token);
  });

  it('200: of what only somebody else may know it shows that there is something, whoever reads', async () => {
    const owner = await signUp(app);
    const [admin, guest] = [await join(app, owner, 'admin'), await signUp(app)];
    const tokens = [
      await invite(owner, 'ida.holm@shop.example', 'owner'),
      await invite(owner, guest.email, 'owner'),
    ];
    for (const { email } of [owner, admin]) {
      must(202, await app.client().post('/api/auth/password/forgot/', { email }));
      tokens.push(tokenIn(await mailTo(owner.client, email, 'password_reset')));
    }
    for (const reader of [owner, admin]) {
      const reply = await reader.client.get(path);
      const results: Json[] = must(200, reply).results;
      const others = results.filter((mail) => mail.to !== reader.email);
      expect(others.length).toBeGreaterThan(2);
      for (const mail of others)
        expect(mail).toMatchObject({ to: expect.stringContaining('•••@'), text: null, html: null });
      expect(others.map((mail) => mail.to)).toContain('i•••@shop.example');
      const own = results.find((mail) => mail.to === reader.email && mail.kind === 'password_reset');
      const readable = tokens.filter((token) => reply.text.includes(token));
      expect(readable).toEqual([tokenIn(own)]);
    }
    const { results } = must(200, await (await signUp(app)).client.get(path));
    expect(results).toEqual([]);
  });

  it('200: pages, and filters by kind', async () => {
    const merchant = await signUp(app);
    for (let count = 0; count < 3; count++) await invite(merchant, freshEmail(), 'staff');
    const first = must(200, await merchant.client.get(`${path}?limit=2`));
    const second = must(200, await merchant.client.get(first.next));
    expect([first.results.length, second.results.length]).toEqual([2, 1]);
    expect(must(200, await merchant.client.get(`${path}?kind=receipt`)).results).toEqual([]);
  });

  it('403 insufficient_role: for staff and viewers', async () => {
    const owner = await signUp(app);
    for (const role of ['staff', 'viewer']) {
      expect((await (await join(app, owner, role)).client.get(path)).status).toBe(403);
    }
  });

  it.each(['limit=0', 'cursor=x', 'kind=spam'])('400: for %s', async (query) => {
    expect((await (await signUp(app)).client.get(`${path}?${query}`)).status).toBe(400);
  });

  it('401: without a session', async () => {
    expect((await app.client().get(path)).status).toBe(401);
  });

  it.each(['x-forwarded-for', 'forwarded', 'x-real-ip', 'via', 'x-forwarded-host'])(
    '404: when a proxy asks for somebody else, as %s says',
    async (header) => {
      const merchant = await signUp(app);
      must(200, await merchant.client.get(path));
      expect((await merchant.client.get(path, { [header]: '127.0.0.1' })).status).toBe(404);
    },
  );

  it.each([
    ['mails are sent', { SMTP_URL: 'smtp://127.0.0.1:9' }],
    ['others than this machine can open the instance', { PUBLIC_URL: 'https://pay.example.com' }],
    ['it listens for others', { HOST: '0.0.0.0', PUBLIC_URL: 'https://pay.localhost' }],
  ])('404: where %s', async (_, further) => {
    const merchant = await signUp(app);
    const live = await startApp({
      database: app.database,
      env: { JOBS: 'off', RATE_LIMIT: 'on', ...further },
    });
    const reply = await live.client().withToken(merchant.token).get(path);
    await live.stop();
    expect([reply.status, reply.body.code]).toEqual([404, 'not_found']);
  });
});

describe('a mail that nobody can read or send', () => {
  it('is emptied when it is of no use any more, and deleted after thirty days', async () => {
    const merchant = await signUp(app);
    await invite(merchant, freshEmail(), 'staff');
    const dayMs = 86_400_000;
    const mails = async () => {
      const { rows } = await app.context.database.pool.query(
        'select body is null as empty from mails where organization_id = $1',
        [parseId('org', merchant.organization.id)],
      );
      return rows;
    };
    for (const [days, left] of [
      [6, [{ empty: false }]],
      [8, [{ empty: true }]],
      [31, []],
    ] as const) {
      const clock = createMovableClock();
      clock.set(days * dayMs);
      const live = await startApp({
        database: app.database,
        clock,
        env: { PUBLIC_URL: 'https://pay.example.com', RATE_LIMIT: 'on' },
      });
      // Its first look at old mails comes with its start.
      await eventually(mails, (rows) => JSON.stringify(rows) === JSON.stringify(left));
      await live.stop();
    }
  });
});
