import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { eventually, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';
import { type MailServer, startMailServer } from '#test/support/smtp.ts';

let server: MailServer;
let app: TestApp;
beforeAll(async () => {
  server = await startMailServer();
  app = await startApp({ env: { SMTP_URL: server.url } });
});
afterAll(async () => {
  await app.stop();
  await server.stop();
});

const path = '/api/organization/sandbox-mails/';

describe('what the sandbox mails', () => {
  it('reaches members of the team, and stays here for everybody else', async () => {
    const merchant = await signUp(app);
    must(
      200,
      await merchant.client.patch('/api/organization/', { contact_email: 'victim@elsewhere.example' }),
    );
    const link = await makeLink(merchant);
    const buyers = ['stranger@elsewhere.example', merchant.email.toUpperCase()];
    for (const email of buyers) {
      const checkout = await startOpen(app, link.id, { billing_email: email });
      must(200, await pay(app, checkout.token));
    }
    await eventually(
      async () => server.received.flatMap((mail) => mail.to),
      (to) => to.some((address) => address.toLowerCase() === merchant.email),
    );
    const { results } = await eventually(
      async () => must(200, await merchant.client.get(path)),
      (page) => page.results.length === 3,
    );
    expect(results.map((mail: Json) => [mail.kind, mail.to]).sort()).toEqual([
      ['payment_notice', 'victim@elsewhere.example'],
      ['payment_notice', 'victim@elsewhere.example'],
      ['receipt', 'stranger@elsewhere.example'],
    ]);
    expect(results.every((mail: Json) => mail.text.length > 0)).toBe(true);
    // Also after every try and pause that a mail gets.
    app.clock.advance(4 * 86_400_000);
    app.context.wakeJobs();
    const { email, password } = merchant;
    const again = must(200, await app.client().post('/api/auth/login/', { email, password })).access_token;
    const kept = must(200, await app.client().withToken(again).get(`${path}?kind=receipt`));
    expect(kept.results).toHaveLength(1);
    expect(server.received.flatMap((mail) => mail.to).join()).not.toContain('elsewhere.example');
  });

  it('reaches one of the team five times an hour: the address of a sign-up may be somebody else’s', async () => {
    const limited = await startApp({ env: { SMTP_URL: server.url, RATE_LIMIT: 'on' } });
    try {
      const merchant = await signUp(limited);
      const link = await makeLink(merchant);
      for (let count = 0; count < 7; count++) {
        const checkout = await startOpen(limited, link.id, { billing_email: merchant.email });
        must(200, await pay(limited, checkout.token));
      }
      const { results } = await eventually(
        async () => must(200, await merchant.client.get(path)),
        (page) => page.results.length === 2,
      );
      expect(results.map((mail: Json) => [mail.kind, mail.to])).toEqual(
        Array(2).fill(['receipt', merchant.email]),
      );
      await eventually(
        async () => server.received.filter(({ to }) => to.includes(merchant.email)),
        (mails) => mails.length === 5,
      );
    } finally {
      await limited.stop();
    }
  });

  it('is read by the own organization only, by admins and owners', async () => {
    expect(must(200, await (await signUp(app)).client.get(path)).results).toEqual([]);
    expect((await app.client().get(path)).status).toBe(401);
  });

  it.each(['limit=0', 'cursor=x', 'kind=spam'])('400: for %s', async (query) => {
    expect((await (await signUp(app)).client.get(`${path}?${query}`)).status).toBe(400);
  });
});
