import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { composeRefundCode } from '#messaging/mail/compose/compose-refund-code.ts';
import { mailFrame } from '#messaging/mail/mail.ts';
import { queueMail } from '#messaging/mail/queue-mail.ts';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { eventually, type Merchant, signUp } from '#test/support/scenario.ts';
import { type MailServer, startMailServer } from '#test/support/smtp.ts';

let server: MailServer;
let app: TestApp;
let merchant: Merchant;
let organizationId: string;

beforeAll(async () => {
  server = await startMailServer();
  app = await startApp({ env: { SMTP_URL: server.url, PLATFORM_NAME: 'Zahlwerk' } });
  merchant = await signUp(app);
  organizationId = parseId('org', merchant.organization.id) as string;
});
afterEach(() => {
  server.judge = () => undefined;
  server.beforeAnswer = async () => {};
});
afterAll(async () => {
  await app.stop();
  await server.stop();
});

const freshEmail = () => `ida-${globalThis.crypto.randomUUID()}@shop.example`;
const arrivedAt = (to: string) => server.received.filter((mail) => mail.to.includes(to));
const secondMs = 1000;
const hourMs = 60 * 60 * secondMs;

type Row = { sent: boolean; failed: boolean; wiped: boolean; tries: number; last_error: string | null };
const rowOf = async (to: string): Promise<Row> => {
  const { rows } = await app.context.database.pool.query(
    `select sent_at is not null as sent, failed_at is not null as failed, body is null as wiped, tries, last_error
      from mails where recipient = $1`,
    [to],
  );
  return rows[0];
};

const code = '493817';
async function queue(to: string, further: Partial<Parameters<typeof queueMail>[2]> = {}): Promise<boolean> {
  const { context } = app;
  const mail = composeRefundCode(mailFrame(context.config), {
    organizationName: 'Nordlicht',
    code,
    amount: '29.99',
    currency: 'EUR',
    transactionId: 'TX1',
    lifeSeconds: 600,
  });
  const queued = await context.database.transaction((tx) =>
    queueMail(tx, context, { ...mail, organizationId, to, ...further }),
  );
  context.wakeJobs();
  return queued;
}

/** Moves on, and waits until the next try was made. */
async function nextTry(to: string, advanceMs: number): Promise<void> {
  const { pool } = app.context.database;
  await pool.query('update mails set last_error = null where recipient = $1', [to]);
  app.clock.advance(advanceMs);
  app.context.wakeJobs();
  await eventually(
    () => rowOf(to),
    (row) => row.sent || row.last_error !== null,
  );
}

describe('a mail', () => {
  it('arrives with text and HTML, under the platform’s name', async () => {
    const to = freshEmail();
    await queue(to, { replyTo: 'help@shop.example' });
    await eventually(
      () => rowOf(to),
      (row) => row.sent,
    );
    const [mail] = arrivedAt(to);
    expect(mail?.from).toBe('no-reply@localhost');
    expect(mail?.headers).toMatchObject({
      from: 'Zahlwerk <no-reply@localhost>',
      to,
      'reply-to': 'help@shop.example',
      subject: '=?UTF-8?Q?Your_code_to_refund_=E2=82=AC29=2E99?=',
      'message-id': expect.stringMatching(/^<[0-9a-f-]{36}@127\.0\.0\.1>$/),
      'auto-submitted': 'auto-generated',
      'content-type': expect.stringContaining('multipart/alternative'),
    });
    expect(mail?.text).toContain(`refund €29.99 of payment TX1 of Nordlicht:\n\n    ${code}\n`);
    expect(mail?.html).toContain(`${code}</p>`);
    expect(mail?.html).not.toMatch(/<img|<script|<link|@import|url\(/i);
  });

  it('leaves nothing readable behind, before or after it is sent', async () => {
    const to = freshEmail();
    server.judge = () => ({ responseCode: 451, message: 'Later' });
    await queue(to);
    await eventually(
      () => rowOf(to),
      (row) => row.last_error !== null,
    );
    const stored = async () =>
      (await app.context.database.pool.query('select mails::text as row from mails')).rows[0].row as string;
    expect(await stored()).not.toContain(code);
    server.judge = () => undefined;
    await nextTry(to, 10 * secondMs);
    expect(await rowOf(to)).toMatchObject({ sent: true, wiped: true });
    expect(app.logLines.join('')).not.toContain(code);
    expect(app.logLines.join('')).not.toContain(to);
  });

  it('is queued once under the same key, and exists only with the change that it tells', async () => {
    const [to, undone] = [freshEmail(), freshEmail()];
    expect(await queue(to, { dedupeKey: 'receipt:1' })).toBe(true);
    expect(await queue(to, { dedupeKey: 'receipt:1' })).toBe(false);
    await eventually(
      () => rowOf(to),
      (row) => row.sent,
    );
    expect(await queue(to, { dedupeKey: 'receipt:1' })).toBe(false);
    const { context } = app;
    const work = context.database.transaction(async (tx) => {
      const frame = mailFrame(context.config);
      const view = {
        organizationName: 'Nordlicht',
        code,
        amount: '1.00',
        currency: 'EUR',
        transactionId: 'TX1',
        lifeSeconds: 60,
      } as const;
      await queueMail(tx, context, { ...composeRefundCode(frame, view), organizationId, to: undone });
      throw new Error('undone');
    });
    await expect(work).rejects.toThrow('undone');
    expect(await rowOf(undone)).toBeUndefined();
    expect(arrivedAt(to)).toHaveLength(1);
  });

  it('goes to one addressee, whatever the address looks like', async () => {
    const to = 'ida,victim@shop.example';
    await queue(to);
    await eventually(
      () => rowOf(to),
      (row) => row.sent || row.failed || row.last_error !== null,
    );
    expect(server.received.flatMap((mail) => mail.to)).not.toContain('victim@shop.example');
    expect(server.tries('victim@shop.example')).toBe(0);
  });
});

describe('a mail that cannot be sent', () => {
  it('is tried again with growing pauses under the same Message-ID', async () => {
    const to = freshEmail();
    server.judge = () => ({ responseCode: 451, message: 'Mailbox busy' });
    await queue(to);
    await eventually(
      () => rowOf(to),
      (row) => row.last_error !== null,
    );
    for (const pauseMs of [10 * secondMs, 60 * secondMs, 300 * secondMs]) {
      const before = server.tries(to);
      // Not before its time: another mail that is sent meanwhile shows that the job has looked.
      app.clock.advance(pauseMs - 5 * secondMs);
      const other = `${before}-${freshEmail()}`;
      await queue(other);
      await eventually(
        () => rowOf(other),
        ({ last_error }) => last_error !== null,
      );
      expect(server.tries(to)).toBe(before);
      await nextTry(to, 5 * secondMs);
      expect(server.tries(to)).toBe(before + 1);
    }
    server.judge = () => undefined;
    await nextTry(to, 900 * secondMs);
    expect(await rowOf(to)).toMatchObject({ sent: true, tries: 5, last_error: null });
    expect(arrivedAt(to)).toHaveLength(1);
  });

  it('is given up at once when the server refuses the addressee for good', async () => {
    const to = freshEmail();
    server.judge = (address) => ({ responseCode: 550, message: `No such user ${address}` });
    await queue(to);
    await eventually(
      () => rowOf(to),
      (row) => row.failed,
    );
    expect(await rowOf(to)).toMatchObject({ sent: false, wiped: true, tries: 1 });
    expect((await rowOf(to)).last_error).toContain('No such user');
    const lines = app.logLines.filter((line) => line.includes('a mail is given up'));
    expect(lines.at(-1)).toContain('550 at RCPT TO');
    expect(lines.join('')).not.toContain(to);
  });

  it('is given up after three days', async () => {
    const to = freshEmail();
    server.judge = (address) => (address === to ? { responseCode: 421, message: 'Later' } : undefined);
    await queue(to);
    await eventually(
      () => rowOf(to),
      (row) => row.last_error !== null,
    );
    for (let hours = 0; hours < 72 + 6 && !(await rowOf(to)).failed; hours += 6)
      await nextTry(to, 6 * hourMs);
    const row = await rowOf(to);
    expect(row).toMatchObject({ sent: false, failed: true, wiped: true });
    expect(row.tries).toBeGreaterThan(10);
  });

  it('is given up when what it says is of no use any more', async () => {
    const to = freshEmail();
    server.judge = (address) => (address === to ? { responseCode: 451, message: 'Later' } : undefined);
    await queue(to, { giveUpAt: new Date(app.clock.now().getTime() + hourMs) });
    await eventually(
      () => rowOf(to),
      (row) => row.last_error !== null,
    );
    await nextTry(to, hourMs + secondMs);
    expect(await rowOf(to)).toMatchObject({ sent: false, failed: true });
    expect(server.tries(to)).toBe(1);
  });

  it('delays no other', async () => {
    const [stuck, other] = [freshEmail(), freshEmail()];
    server.judge = (address) => (address === stuck ? { responseCode: 451, message: 'Later' } : undefined);
    await queue(stuck);
    await queue(other);
    await eventually(
      () => rowOf(other),
      (row) => row.sent,
    );
    expect(await rowOf(stuck)).toMatchObject({ sent: false, failed: false });
  });

  it('waits while no mail server answers', async () => {
    const gone = await startMailServer();
    await gone.stop();
    const offline = await startApp({ database: app.database, env: { SMTP_URL: gone.url, JOBS: 'on' } });
    const to = freshEmail();
    // The other instance, which could send it, is kept from seeing it due.
    offline.clock.set(app.clock.offsetMs + 30 * secondMs);
    const { context } = offline;
    const frame = mailFrame(context.config);
    const view = {
      organizationName: 'Nordlicht',
      code,
      amount: '1.00',
      currency: 'EUR',
      transactionId: 'TX1',
      lifeSeconds: 60,
    } as const;
    await context.database.transaction((tx) =>
      queueMail(tx, context, { ...composeRefundCode(frame, view), organizationId, to }),
    );
    context.wakeJobs();
    const row = await eventually(
      () => rowOf(to),
      ({ last_error }) => last_error !== null,
    );
    await offline.stop();
    expect(row).toMatchObject({ sent: false, failed: false, tries: 1 });
    app.clock.advance(60 * secondMs);
    app.context.wakeJobs();
    await eventually(
      () => rowOf(to),
      ({ sent }) => sent,
    );
  });
});

describe('several instances and crashes', () => {
  it('send each mail once when all is well', async () => {
    const second = await startApp({
      database: app.database,
      clock: app.clock,
      env: { SMTP_URL: server.url },
    });
    const addresses = Array.from({ length: 60 }, freshEmail);
    await Promise.all(addresses.map((to) => queue(to)));
    second.context.wakeJobs();
    for (const to of addresses)
      await eventually(
        () => rowOf(to),
        (row) => row.sent,
      );
    await second.stop();
    expect(addresses.map((to) => arrivedAt(to).length)).toEqual(addresses.map(() => 1));
  });

  it('send a mail again, under the same Message-ID, after a crash between sending and noting it', async () => {
    const to = freshEmail();
    const { pool } = app.context.database;
    const blocker = await pool.connect();
    server.beforeAnswer = async () => {
      // Whoever notes the mail as sent waits for this lock, and loses its connection there.
      await blocker.query('begin');
      await blocker.query('select id from mails where recipient = $1 for update', [to]);
    };
    const waiting = `select pg_terminate_backend(pid) from pg_stat_activity
      where wait_event_type = 'Lock' and query like '%update mails set sent_at%'`;
    try {
      await queue(to);
      await eventually(
        async () => (await pool.query(waiting)).rowCount,
        (ended) => ended === 1,
      );
    } finally {
      await blocker.query('rollback');
      blocker.release();
    }
    server.beforeAnswer = async () => {};
    expect(await rowOf(to)).toMatchObject({ sent: false, tries: 1 });
    app.clock.advance(181 * secondMs);
    app.context.wakeJobs();
    await eventually(
      () => rowOf(to),
      (row) => row.sent,
    );
    const ids = arrivedAt(to).map((mail) => mail.headers['message-id']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });
});
