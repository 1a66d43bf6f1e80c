import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from '#platform/config/config-error.ts';
import { clientWithRole, organizationOf } from '#test/matrix/support/people.ts';
import { type Acme, acmeSignature, createAcme } from '#test/support/acme.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { camt, handIn } from '#test/support/bank-shop.ts';
import type { Json } from '#test/support/client.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';
import { query } from '#test/support/paying.ts';
import {
  buyer,
  type Merchant,
  makeLink,
  makeProduct,
  must,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';

const providers = '/api/organization/providers/';
const account = { iban: 'DE89370400440532013000', account_name: 'Nordlicht' };
const key = 'acme_live_4f9c2ab71d';
const secret = 'whsec_of_the_live_account';
/** What an instance has that buyers elsewhere can reach. */
const safe = { PUBLIC_URL: 'https://pay.example.com', RATE_LIMIT: 'on', JOBS: 'off' };

let database: TestDatabase;
let acme: Acme;
let app: TestApp;
beforeAll(async () => {
  database = await createDatabase();
  acme = createAcme();
  acme.accounts.set(key, { id: 'acct_live', label: 'Nordlicht' });
  app = await startApp({ database, connectable: [acme.connectable], env: safe });
  acme.serve(app);
});
afterAll(async () => {
  await app.stop();
  await database.drop();
});

const connectBank = (merchant: Merchant) =>
  merchant.client.put(`${providers}bank/`, { mode: 'live', settings: account });
const connectAcme = (merchant: Merchant) =>
  merchant.client.put(`${providers}acme/`, {
    mode: 'live',
    credentials: { secret_key: key, webhook_secret: secret },
  });
const isLive = async ({ client }: Merchant) => must(200, await client.get('/api/organization/')).live_mode;

describe('an organization goes live', () => {
  it('when its first live provider is connected, and back when its last one is gone', async () => {
    const merchant = await signUp(app);
    expect(merchant.organization.live_mode).toBe(false);
    must(200, await connectBank(merchant));
    expect(await isLive(merchant)).toBe(true);
    must(200, await connectAcme(merchant));
    must(204, await merchant.client.delete(`${providers}bank/?mode=live`));
    expect(await isLive(merchant)).toBe(true);
    must(204, await merchant.client.delete(`${providers}acme/?mode=live`));
    expect(await isLive(merchant)).toBe(false);
  });

  it('not by a sandbox connection, and not for others', async () => {
    const [merchant, other] = [await signUp(app), await signUp(app)];
    must(200, await merchant.client.put(`${providers}bank/`, { mode: 'sandbox', settings: account }));
    must(200, await connectBank(other));
    expect([await isLive(merchant), await isLive(other)]).toEqual([false, true]);
  });

  it('live is then the mode that is meant where none is named, and sandbox stays a word away', async () => {
    const merchant = await signUp(app);
    const sandbox = await makeLink(merchant);
    must(200, await connectBank(merchant));
    const live = await makeLink(merchant, { mode: 'live', currency: 'EUR' });
    const idsOf = async (query: string) =>
      must(200, await merchant.client.get(`/api/payment-links/${query}`)).results.map(({ id }: Json) => id);
    expect(await idsOf('')).toEqual([live.id]);
    expect(await idsOf('?mode=sandbox')).toEqual([sandbox.id]);
    expect(must(200, await merchant.client.get('/api/organization/webhook/')).mode).toBe('live');
    const statement = camt([{ minor: 1_000n, text: 'Nothing of ours' }]);
    must(201, await handIn(merchant, statement));
    const found = async (query: string) =>
      must(200, await merchant.client.get(`/api/organization/bank-entries/${query}`)).results.length;
    expect([await found(''), await found('?mode=live'), await found('?mode=sandbox')]).toEqual([1, 1, 0]);
  });

  it('409 live_mode_unavailable: without a live provider no live link is made or copied', async () => {
    const merchant = await signUp(app);
    const product = await makeProduct(merchant);
    const body = { name: 'Link', products: [{ product_id: product.id, quantity: 1 }], mode: 'live' };
    const make = () => merchant.client.post('/api/payment-links/', body);
    expect((await make()).body).toMatchObject({ status: 409, code: 'live_mode_unavailable' });
    must(200, await connectAcme(merchant));
    const link = must(201, await make());
    expect([link.mode, link.url]).toEqual(['live', `https://pay.example.com/pay/${link.id}`]);
    const copy = must(201, await merchant.client.post(`/api/payment-links/${link.id}/duplicate/`));
    expect(copy.mode).toBe('live');
    must(204, await merchant.client.delete(`${providers}acme/?mode=live`));
    expect((await make()).body.code).toBe('live_mode_unavailable');
    const again = await merchant.client.post(`/api/payment-links/${link.id}/duplicate/`);
    expect(again.body).toMatchObject({ status: 409, code: 'live_mode_unavailable' });
    const started = await app.client().post(`/api/payment-links/public/${link.id}/start/`, buyer);
    expect(started.body).toMatchObject({ status: 409, code: 'live_mode_unavailable' });
  });
});

describe('selling live', () => {
  it('link, key, payment, refund, books, figures and receipt are live, and the sandbox shows none of it', async () => {
    const merchant = await signUp(app);
    must(200, await connectAcme(merchant));
    const link = await makeLink(merchant, { mode: 'live' });
    for (const path of [`/pay/${link.id}`, `/pay/${(await makeLink(await signUp(app))).id}`]) {
      const page = await app.client().get(path, { accept: 'text/html' });
      expect(/test mode/i.test(page.text), path).toBe(!path.endsWith(link.id));
    }
    const checkout = await startOpen(app, link.id);
    const { ways } = must(200, await app.client().get(`/api/checkout/${checkout.token}/`));
    expect(ways).toEqual([{ id: 'acme', provider: 'acme', label: 'Acme wallet', kind: 'redirect' }]);
    acme.behave({ decides: () => 'requires_action' });
    must(202, await app.client().post(`/api/checkout/${checkout.token}/pay/`, {}));
    const [attempt] = await query(app, 'select * from attempts where organization_id = $1', [
      organizationOf(merchant),
    ]);
    const { results } = must(200, await merchant.client.get(providers));
    const { notification_url } = results.find(
      ({ provider, mode }: Json) => provider === 'acme' && mode === 'live',
    );
    const body = JSON.stringify({
      organizationId: attempt.organization_id,
      attemptId: attempt.id,
      payment: { reference: 'acme_1', status: 'succeeded' },
    });
    must(
      200,
      await app.client().request('POST', new URL(notification_url).pathname, body, {
        'content-type': 'application/json',
        'acme-signature': acmeSignature(secret, body),
      }),
    );
    const paid = must(200, await app.client().get(`/api/checkout/${checkout.token}/`));
    expect(paid.status).toBe('paid');
    const receipt = must(200, await app.client().get(`/api/checkout/${checkout.token}/receipt/`));
    expect(receipt.number).not.toMatch(/TEST/i);
    const { raw_key } = must(
      201,
      await merchant.client.post('/api/organization/api-keys/', { mode: 'live' }),
    );
    const server = app.client().withKey(raw_key);
    const transaction = must(200, await server.get(`/api/transactions/${paid.transaction_id}/`));
    expect([transaction.mode, transaction.provider, transaction.status]).toEqual(['live', 'acme', 'paid']);
    must(201, await server.post(`/api/transactions/${paid.transaction_id}/refund/`, { amount: '1.00' }));
    const created = { ...buyer, products: [{ id: link.products[0].product_id, quantity: 1 }] };
    must(201, await server.post('/api/checkout/create/', created));
    for (const path of [
      '/api/payment-links/',
      '/api/transactions/',
      '/api/checkouts/',
      '/api/refunds/',
      '/api/organization/ledger/',
    ]) {
      expect(must(200, await merchant.client.get(path)).results.length, path).toBeGreaterThan(0);
      expect(must(200, await merchant.client.get(`${path}?mode=sandbox`)).results, path).toEqual([]);
    }
    expect((await server.get('/api/events/')).body.results.length).toBeGreaterThan(0);
    const home = must(200, await merchant.client.get('/api/organization/dashboard/'));
    const sandboxHome = must(200, await merchant.client.get('/api/organization/dashboard/?mode=sandbox'));
    expect([home.mode, sandboxHome.mode]).toEqual(['live', 'sandbox']);
    expect(JSON.stringify(sandboxHome)).not.toContain('59.98');
    const csv = await merchant.client.get('/api/transactions/', { accept: 'text/csv' });
    expect(csv.text).toContain(paid.transaction_id);
    expect(acme.usedKeys.every((used) => used === key)).toBe(true);
  });
});

describe('an instance that is not safe', () => {
  it('409 instance_unsafe: connects no live provider, lists everything wrong, and asks the provider nothing', async () => {
    const unsafe = await startApp({
      connectable: [acme.connectable],
      env: { WEBHOOK_ALLOW_PRIVATE: 'on', JOBS: 'off' },
    });
    try {
      const merchant = await signUp(unsafe);
      const before = acme.checks();
      for (const reply of [await connectAcme(merchant), await connectBank(merchant)]) {
        expect(reply.body).toMatchObject({ status: 409, code: 'instance_unsafe' });
        expect(reply.body.errors.map(({ field }: Json) => field)).toEqual([
          'PUBLIC_URL',
          'RATE_LIMIT',
          'WEBHOOK_ALLOW_PRIVATE',
        ]);
        expect(reply.body.detail).toContain('PUBLIC_URL must start with https');
      }
      expect(acme.checks()).toBe(before);
      must(200, await merchant.client.put(`${providers}bank/`, { mode: 'sandbox', settings: account }));
    } finally {
      await unsafe.stop();
    }
  });

  it('does not start while a live provider is connected, and says what to change', async () => {
    const shared = await createDatabase();
    try {
      const first = await startApp({ database: shared, env: safe });
      const merchant = await signUp(first);
      must(200, await connectBank(merchant));
      await first.stop();
      const start = startApp({ database: shared, env: { JOBS: 'off' } });
      await expect(start).rejects.toThrow(ConfigError);
      await expect(start).rejects.toThrow(
        /^Cannot start: 2 settings .+\n\nThis instance is live, because a live payment provider is connected\.\n\n {2}PUBLIC_URL must start with https/,
      );
      const second = await startApp({ database: shared, env: safe });
      const again = second.client().withToken(merchant.token);
      must(204, await again.delete(`${providers}bank/?mode=live`));
      await second.stop();
      await (await startApp({ database: shared, env: { JOBS: 'off' } })).stop();
    } finally {
      await shared.drop();
    }
  });
});

describe('the checklist before real money', () => {
  const path = '/api/organization/live-checklist/';
  const rowsOf = async ({ client }: Merchant) =>
    new Map((must(200, await client.get(path)) as Json[]).map(({ item, ...row }) => [item, row]));

  it('says of each thing whether it is there, or what to do', async () => {
    const merchant = await signUp(app);
    expect([...(await rowsOf(merchant))]).toEqual([
      ['public_address', { done: true, detail: 'Buyers pay at pay.example.com, over https.' }],
      ['mail', { done: false, detail: expect.stringContaining('sets SMTP_URL') }],
      ['provider', { done: false, detail: 'Connect a provider to live mode under Settings, Providers.' }],
      ['keys_backed_up', { done: false, detail: expect.stringContaining('away from the server') }],
      ['support', { done: false, detail: expect.stringContaining('your terms and a support address') }],
    ]);
    const branding = { support_email: 'help@shop.example', terms_url: 'https://shop.example/terms' };
    must(200, await merchant.client.patch('/api/organization/', { branding }));
    must(200, await connectBank(merchant));
    const rows = await rowsOf(merchant);
    expect(rows.get('provider')).toEqual({ done: true, detail: 'Bank transfer, DE89 •••• 3000.' });
    expect(rows.get('support')).toEqual({
      done: true,
      detail: 'https://shop.example/terms and help@shop.example.',
    });
    must(200, await connectAcme(merchant));
    expect((await rowsOf(merchant)).get('provider')).toMatchObject({
      done: false,
      detail: expect.stringContaining('Acme is connected and has not called back yet'),
    });
  });

  it('mail is done when the mail server took one, and not while it refuses', async () => {
    const mailing = await startApp({ env: { ...safe, SMTP_URL: 'smtp://127.0.0.1:9' } });
    try {
      const merchant = await signUp(mailing);
      const about = async () => (await rowsOf(merchant)).get('mail');
      expect(await about()).toMatchObject({
        done: false,
        detail: expect.stringContaining('nothing was sent yet'),
      });
      const body = { email: 'ida@shop.example', role: 'viewer' };
      must(201, await merchant.client.post('/api/organization/team/', body));
      await query(mailing, 'update mails set sent_at = now()');
      expect(await about()).toMatchObject({
        done: true,
        detail: expect.stringMatching(/^The mail server took a mail on /),
      });
      for (const name of ['a', 'b', 'c'])
        must(
          201,
          await merchant.client.post('/api/organization/team/', { ...body, email: `${name}@shop.example` }),
        );
      await query(mailing, `update mails set last_error = 'refused' where sent_at is null`);
      expect(await about()).toMatchObject({
        done: false,
        detail: expect.stringContaining('does not take mails'),
      });
    } finally {
      await mailing.stop();
    }
  });

  it('the keys are backed up when an admin says so, for the key of now', async () => {
    const merchant = await signUp(app);
    const confirm = (done: boolean) => merchant.client.put(`${path}keys-backed-up/`, { done });
    must(200, await confirm(true));
    expect((await rowsOf(merchant)).get('keys_backed_up')).toMatchObject({
      done: true,
      detail: expect.stringMatching(/^Confirmed by Maja Berg on \d+ \w+ \d{4}\.$/),
    });
    const former = app.context.config.encryptionKeys[0];
    const fresh = `fresh:${randomBytes(32).toString('base64')}`;
    const old = `${former?.id}:${Buffer.from(former?.bytes ?? []).toString('base64')}`;
    const rotated = await startApp({ database, env: { ...safe, ENCRYPTION_KEY: `${fresh},${old}` } });
    const other = { ...merchant, client: rotated.client().withToken(merchant.token) };
    expect((await rowsOf(other)).get('keys_backed_up')?.done).toBe(false);
    await rotated.stop();
    must(200, await confirm(false));
    expect((await rowsOf(merchant)).get('keys_backed_up')?.done).toBe(false);
    const staff = await clientWithRole(app, merchant, 'staff');
    must(200, await staff.get(path));
    expect((await staff.put(`${path}keys-backed-up/`, { done: true })).status).toBe(403);
  });
});
