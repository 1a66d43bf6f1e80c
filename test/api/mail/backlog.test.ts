import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MovableClock } from '#platform/kit/clock.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';
import { invite, join, mailTo, tokenIn } from '#test/support/mailbox.ts';
import { query } from '#test/support/paying.ts';
import { eventually, type Merchant, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';
import { type MailServer, startMailServer } from '#test/support/smtp.ts';

const path = '/api/organization/kept-mails/';
const minuteMs = 60_000;
const freshEmail = () => `ida-${globalThis.crypto.randomUUID()}@shop.example`;

/** Follows one database through starts with and without a mail server. */
let server: MailServer;
let database: TestDatabase;
const running: TestApp[] = [];
beforeAll(async () => {
  [server, database] = await Promise.all([startMailServer(), createDatabase()]);
});
afterEach(async () => {
  server.judge = () => undefined;
  const [first] = running;
  if (first) await query(first, 'delete from mail_senders');
  await Promise.all(running.splice(0).map((app) => app.stop()));
});
afterAll(async () => {
  await Promise.all([server.stop(), database.drop()]);
});

async function begin(options: { env?: Record<string, string>; clock?: MovableClock }): Promise<TestApp> {
  const app = await startApp({ database, ...options });
  running.push(app);
  return app;
}
async function finish(app: TestApp): Promise<void> {
  running.splice(running.indexOf(app), 1);
  await app.stop();
}
const without = (env: Record<string, string> = {}, clock?: MovableClock) =>
  begin({ env, ...(clock ? { clock } : {}) });
const withServer = (clock?: MovableClock) =>
  begin({ env: { SMTP_URL: server.url }, ...(clock ? { clock } : {}) });
const arrived = (to: string) => server.received.filter((mail) => mail.to.includes(to));
const at = (app: TestApp, { token }: Merchant) => app.client().withToken(token);
const keptOf = async (app: TestApp, merchant: Merchant): Promise<Json[]> =>
  must(200, await at(app, merchant).get(path)).results;
const stateOf = async (app: TestApp, to: string) =>
  (
    await query(
      app,
      `select is_kept as "isKept", kept_because as "keptBecause", sent_at is not null as "isSent", body is null as "isEmpty", tries
        from mails where recipient = $1`,
      [to],
    )
  )[0];

/** Waits until an instance with a mail server has looked: another mail that is written then is sent. */
async function untilSent(app: TestApp, merchant: Merchant): Promise<void> {
  const to = freshEmail();
  must(201, await at(app, merchant).post('/api/organization/team/', { email: to, role: 'viewer' }));
  await eventually(
    async () => arrived(to),
    (mails) => mails.length > 0,
  );
}

describe('a mail that was written while no mail server was set', () => {
  it('does not go out when SMTP_URL is set later, and what is written from then on does', async () => {
    const first = await without();
    const merchant = await signUp(first);
    const to = freshEmail();
    await invite(merchant, to, 'staff');
    expect(await stateOf(first, to)).toMatchObject({ isKept: true, keptBecause: 'no_mail_server' });
    await finish(first);
    const second = await withServer();
    await untilSent(second, merchant);
    expect(arrived(to)).toEqual([]);
    expect(await stateOf(second, to)).toMatchObject({ isKept: true, isSent: false, tries: 0 });
  });

  it('is sent once when somebody asks for it, however often, and that is written down', async () => {
    const first = await without();
    const merchant = await signUp(first);
    const to = freshEmail();
    await invite(merchant, to, 'staff');
    await finish(first);
    const second = await withServer();
    const [mail] = await keptOf(second, merchant);
    expect(mail).toMatchObject({
      kind: 'invitation',
      to: 'i•••@shop.example',
      text: null,
      html: null,
      status: 'kept',
    });
    const send = () => at(second, merchant).post(`${path}${mail?.id}/send/`);
    const answers = await Promise.all([send(), send(), send()]);
    for (const answer of answers) expect(must(200, answer)).toMatchObject({ id: mail?.id });
    await eventually(
      async () => (await keptOf(second, merchant))[0]?.status,
      (status) => status === 'sent',
    );
    expect(must(200, await send())).toMatchObject({ status: 'sent' });
    await untilSent(second, merchant);
    expect(arrived(to)).toHaveLength(1);
    const entries = await query(
      second,
      `select actor_id as "actorId", target_id as "targetId" from audit_log where action = 'mail.sent_by_hand' and target_id = $1`,
      [mail?.id],
    );
    expect(entries).toEqual([{ actorId: merchant.user.id, targetId: mail?.id }]);
  });

  it('cannot be sent while there is still no mail server', async () => {
    const app = await without();
    const merchant = await signUp(app);
    const to = freshEmail();
    await invite(merchant, to, 'staff');
    const [mail] = await keptOf(app, merchant);
    const reply = await merchant.client.post(`${path}${mail?.id}/send/`);
    expect([reply.status, reply.body.code]).toEqual([409, 'mail_server_missing']);
    expect(await stateOf(app, to)).toMatchObject({ isKept: true });
  });

  it.each<[string, (app: TestApp, merchant: Merchant, to: string) => Promise<unknown>]>([
    ['it is over', async (app) => app.clock.advance(8 * 24 * 60 * minuteMs)],
    [
      'it was used',
      async (app, _merchant, to) => {
        const token = tokenIn(await mailTo(app.client(), to, 'invitation'));
        const body = { token, name: 'Ida', password: 'correct horse battery' };
        must(200, await app.client().post('/api/auth/invitations/accept/', body));
      },
    ],
    [
      'a later one replaced it',
      async (_app, merchant, to) =>
        must(201, await merchant.client.post('/api/organization/team/', { email: to, role: 'viewer' })),
    ],
    [
      'it was withdrawn',
      async (_app, { client }) => {
        const { invitations } = must(200, await client.get('/api/organization/team/'));
        const { id } = invitations[0];
        must(204, await client.delete(`/api/organization/team/${id}/`));
      },
    ],
  ])('says that its link has ended, and is not sent: %s', async (_, end) => {
    const first = await without();
    const merchant = await signUp(first);
    const to = freshEmail();
    await invite(merchant, to, 'staff');
    const old = (await keptOf(first, merchant)).at(-1);
    await end(first, merchant, to);
    const second = await withServer(first.clock);
    const { email, password } = merchant;
    const { access_token } = must(200, await second.client().post('/api/auth/login/', { email, password }));
    const client = second.client().withToken(access_token);
    const { results } = must(200, await client.get(`${path}?kind=invitation`));
    expect(results.find(({ id }: Json) => id === old?.id)).toMatchObject({ status: 'ended' });
    const reply = await client.post(`${path}${old?.id}/send/`);
    expect([reply.status, reply.body.code]).toEqual([409, 'mail_not_sendable']);
    expect(reply.body.detail).toContain('ended');
    expect(arrived(to)).toEqual([]);
  });

  it('says so too of a way to a new password that was used', async () => {
    const app = await without();
    const merchant = await signUp(app);
    must(202, await app.client().post('/api/auth/password/forgot/', { email: merchant.email }));
    const token = tokenIn(await mailTo(merchant.client, merchant.email, 'password_reset'));
    const statusNow = async () => {
      const { email } = merchant;
      const password = 'another fine secret';
      const reply = await app.client().post('/api/auth/login/', { email, password });
      const client = reply.status === 200 ? app.client().withToken(reply.body.access_token) : merchant.client;
      return must(200, await client.get(`${path}?kind=password_reset`)).results[0].status;
    };
    expect(await statusNow()).toBe('kept');
    must(
      204,
      await app.client().post('/api/auth/password/reset/', { token, password: 'another fine secret' }),
    );
    expect(await statusNow()).toBe('ended');
  });

  it('stays what the sandbox wrote to somebody outside the team: never sent', async () => {
    const app = await without();
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    const billing_email = freshEmail();
    const checkout = await startOpen(app, link.id, { billing_email });
    must(200, await pay(app, checkout.token));
    const [mail] = await eventually(
      () => keptOf(app, merchant),
      (mails) => mails.length > 0,
    );
    expect(mail).toMatchObject({
      kind: 'receipt',
      to: billing_email,
      status: 'never_sent',
      text: expect.any(String),
    });
    const reply = await merchant.client.post(`${path}${mail?.id}/send/`);
    expect([reply.status, reply.body.code]).toEqual([409, 'mail_not_sendable']);
  });

  it('is not listed among what the sandbox keeps from strangers', async () => {
    const app = await without();
    const merchant = await signUp(app);
    await invite(merchant, freshEmail(), 'staff');
    expect(must(200, await merchant.client.get('/api/organization/sandbox-mails/')).results).toEqual([]);
  });

  it('is emptied when its link has ended, where others can open the instance; a receipt is kept to be sent', async () => {
    const first = await without();
    const merchant = await signUp(first);
    const to = freshEmail();
    await invite(merchant, to, 'staff');
    must(200, await merchant.client.patch('/api/organization/', { contact_email: merchant.email }));
    const link = await makeLink(merchant);
    must(200, await pay(first, (await startOpen(first, link.id)).token));
    await mailTo(merchant.client, merchant.email, 'payment_notice');
    await finish(first);
    first.clock.advance(8 * 24 * 60 * minuteMs);
    const live = await without({ PUBLIC_URL: 'https://pay.example.com', RATE_LIMIT: 'on' }, first.clock);
    await eventually(
      () => stateOf(live, to),
      (row) => row.isEmpty,
    );
    expect(await stateOf(live, merchant.email)).toMatchObject({ isEmpty: false, isKept: true });
  });
});

describe('several instances of which one has a mail server', () => {
  it('send what the others write', async () => {
    const sender = await withServer();
    const merchant = await signUp(sender);
    await untilSent(sender, merchant);
    for (const env of [{}, { JOBS: 'off' }] as Record<string, string>[]) {
      const other = await without(env);
      await untilSent(other, merchant);
      await finish(other);
    }
  });

  it('keep it once none with a server was seen for ten minutes, and not before', async () => {
    const sender = await withServer();
    const merchant = await signUp(sender);
    await untilSent(sender, merchant);
    await finish(sender);
    const other = await without({}, sender.clock);
    const [early, late] = [freshEmail(), freshEmail()];
    await invite(merchantAt(other, merchant), early, 'staff');
    expect(await stateOf(other, early)).toMatchObject({ isKept: false });
    sender.clock.advance(11 * minuteMs);
    const { client } = merchantAt(other, merchant);
    must(200, await client.post('/api/auth/proof/', { password: merchant.password }));
    await invite(merchantAt(other, merchant), late, 'staff');
    expect(await stateOf(other, late)).toMatchObject({ isKept: true });
    other.context.wakeJobs('send-mails');
    await eventually(
      () => stateOf(other, early),
      (row) => row.isKept,
    );
    expect(other.logLines.join('')).toContain('SMTP_URL is not set');
  });

  it('leave what one without due work writes to those that do it', async () => {
    const quiet = await without({ JOBS: 'off' });
    const merchant = await signUp(quiet);
    const to = freshEmail();
    must(201, await merchant.client.post('/api/organization/team/', { email: to, role: 'staff' }));
    expect(await stateOf(quiet, to)).toMatchObject({ isKept: false });
    const worker = await without();
    await eventually(
      () => stateOf(worker, to),
      (row) => row.isKept,
    );
  });
});

describe('when SMTP_URL is taken away while mails wait', () => {
  it('what a server was told of already goes out with the next server, and is told until then', async () => {
    server.judge = () => ({ responseCode: 451, message: 'Later' });
    const first = await withServer();
    const merchant = await signUp(first);
    const to = freshEmail();
    must(201, await merchant.client.post('/api/organization/team/', { email: to, role: 'staff' }));
    await eventually(
      () => stateOf(first, to),
      ({ tries }) => tries > 0,
    );
    await finish(first);
    server.judge = () => undefined;
    first.clock.advance(11 * minuteMs);
    const second = await without({}, first.clock);
    await eventually(
      async () => second.logLines.join(''),
      (lines) => lines.includes('wait for a mail server'),
    );
    expect(await stateOf(second, to)).toMatchObject({ isKept: false });
    await finish(second);
    await withServer(first.clock);
    await eventually(
      async () => arrived(to),
      (mails) => mails.length === 1,
    );
  });
});

describe('who may send a kept mail', () => {
  it('is an admin or owner of its organization', async () => {
    const app = await without();
    const [merchant, stranger] = [await signUp(app), await signUp(app)];
    const to = freshEmail();
    await invite(merchant, to, 'staff');
    const [mail] = await keptOf(app, merchant);
    const staff = await join(app, merchant, 'staff');
    expect((await staff.client.post(`${path}${mail?.id}/send/`)).status).toBe(403);
    expect((await stranger.client.post(`${path}${mail?.id}/send/`)).status).toBe(404);
    expect((await app.client().post(`${path}${mail?.id}/send/`)).status).toBe(401);
  });
});

function merchantAt(app: TestApp, merchant: Merchant): Merchant {
  return { ...merchant, client: at(app, merchant) };
}
