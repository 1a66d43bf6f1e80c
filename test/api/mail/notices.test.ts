import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { join } from '#test/support/mailbox.ts';
import { type Receiver, startReceiver, status } from '#test/support/receiver.ts';
import { eventually, type Merchant, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
let receiver: Receiver;
let merchant: Merchant;

beforeAll(async () => {
  app = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: 'on' } });
});
afterAll(() => app.stop());

beforeEach(async () => {
  receiver = await startReceiver();
  merchant = await signUp(app);
  receiver.respond(status(410));
  return () => receiver.close();
});

const path = '/api/organization/webhook/';

async function failEndpoint(): Promise<void> {
  const url = `${receiver.url}?token=hidden`;
  must(200, await merchant.client.put(path, { url, enabled: true }));
  must(202, await merchant.client.post(`${path}test/`));
}

const notices = (count: number): Promise<Json[]> =>
  eventually(
    async () =>
      must(200, await merchant.client.get('/api/development/mailbox/?kind=endpoint_failing')).results,
    (results) => results.length >= count,
  );

describe('a failing webhook endpoint', () => {
  it('is mailed to owners and admins, once each, without the secrets of its address', async () => {
    const admin = await join(app, merchant, 'admin');
    await join(app, merchant, 'staff');
    await failEndpoint();
    const mails = await notices(2);
    expect(mails.map(({ to }) => to).sort()).toEqual([merchant.email, admin.email].sort());
    expect(mails[0].subject).toBe('[Test] Your webhook endpoint is failing');
    expect(mails[0].text).toContain('webhook.test');
    expect(mails[0].text).not.toContain('hidden');
    expect(mails[0].html).not.toContain('hidden');
  });

  it('is mailed to the contact address where there is one', async () => {
    must(200, await merchant.client.patch('/api/organization/', { contact_email: 'ops@shop.example' }));
    await failEndpoint();
    expect((await notices(1)).map(({ to }) => to)).toEqual(['ops@shop.example']);
  });
});
