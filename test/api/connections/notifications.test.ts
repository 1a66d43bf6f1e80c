import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProviderPayment } from '#paying/providers/port.ts';
import { organizationOf } from '#test/matrix/support/people.ts';
import { type Acme, acmeSignature, createAcme } from '#test/support/acme.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { query } from '#test/support/paying.ts';
import { type Merchant, makeLink, must, signUp, startOpen } from '#test/support/scenario.ts';

const path = '/api/organization/providers/acme/';
const secret = 'whsec_of_this_connection';

let acme: Acme;
let app: TestApp;
beforeAll(async () => {
  acme = createAcme();
  app = await startApp({ connectable: [acme.connectable], env: { JOBS: 'off' } });
  acme.serve(app);
});
afterAll(() => app.stop());

type Shop = { readonly merchant: Merchant; readonly url: string };
let shops = 0;

async function openShop(): Promise<Shop> {
  const merchant = await signUp(app);
  shops += 1;
  const key = `acme_test_shop_${shops}`;
  acme.accounts.set(key, { id: `acct_${key}`, label: 'Nordlicht' });
  const credentials = { secret_key: key, webhook_secret: secret };
  const row = must(200, await merchant.client.put(path, { mode: 'sandbox', credentials }));
  return { merchant, url: row.notification_url };
}

/** A checkout whose buyer is at Acme's page, and its attempt. */
async function atAcme({ merchant }: Shop): Promise<{ checkout: Json; attempt: Json }> {
  acme.behave({ decides: () => 'requires_action' });
  const checkout = await startOpen(app, (await makeLink(merchant)).id);
  must(202, await app.client().post(`/api/checkout/${checkout.token}/pay/`, { way: 'acme' }));
  acme.behave({});
  const [attempt] = await query(
    app,
    'select * from attempts where organization_id = $1 order by id desc limit 1',
    [organizationOf(merchant)],
  );
  return { checkout, attempt };
}

function notify(url: string, attempt: Json, payment: ProviderPayment, signedWith = secret) {
  const body = JSON.stringify({ organizationId: attempt.organization_id, attemptId: attempt.id, payment });
  return app.client().request('POST', url, body, {
    'content-type': 'application/json',
    'acme-signature': acmeSignature(signedWith, body),
  });
}

const statusOf = async ({ token }: Json) =>
  must(200, await app.client().get(`/api/checkout/${token}/`)).status;
const rowOf = async ({ merchant }: Shop) =>
  must(200, await merchant.client.get('/api/organization/providers/')).results.find(
    ({ provider, mode }: Json) => provider === 'acme' && mode === 'sandbox',
  );
const succeeded = { reference: 'acme_1', status: 'succeeded' } as const;

describe('POST /api/providers/<provider>/notifications/<connection>/', () => {
  it('200 pays, and the merchant sees that the provider calls', async () => {
    const shop = await openShop();
    const { checkout, attempt } = await atAcme(shop);
    expect((await rowOf(shop)).notification_status).toBe('waiting');
    expect(must(200, await notify(shop.url, attempt, succeeded))).toEqual({ received: 1 });
    expect(await statusOf(checkout)).toBe('paid');
    const row = await rowOf(shop);
    expect([row.notification_status, typeof row.last_notification_at]).toEqual(['received', 'string']);
    expect(attempt.connection_id).not.toBeNull();
  });

  it('writes that it called at most once a minute', async () => {
    const shop = await openShop();
    const { attempt } = await atAcme(shop);
    const seen = async () => {
      must(200, await notify(shop.url, attempt, succeeded));
      return (await rowOf(shop)).last_notification_at;
    };
    const first = await seen();
    expect(await seen()).toBe(first);
    app.clock.advance(61_000);
    expect(await seen()).not.toBe(first);
    app.clock.set(0);
  });

  it('200 {received: 0} for a payment of another connection, of another organization, or of nobody', async () => {
    const [shop, other] = [await openShop(), await openShop()];
    const { checkout, attempt } = await atAcme(shop);
    expect(must(200, await notify(other.url, attempt, succeeded))).toEqual({ received: 0 });
    const stranger = { organization_id: attempt.organization_id, id: organizationOf(other.merchant) };
    expect(must(200, await notify(shop.url, stranger, succeeded))).toEqual({ received: 0 });
    const key = 'acme_test_second_account';
    acme.accounts.set(key, { id: 'acct_second', label: 'Second' });
    const credentials = { secret_key: key, webhook_secret: secret };
    const second = must(200, await shop.merchant.client.put(path, { mode: 'sandbox', credentials }));
    expect(must(200, await notify(second.notification_url, attempt, succeeded))).toEqual({ received: 0 });
    expect(await statusOf(checkout)).toBe('processing');
    // The connection that it began at is disconnected by now, and still takes its word.
    expect(must(200, await notify(shop.url, attempt, succeeded))).toEqual({ received: 1 });
    expect(await statusOf(checkout)).toBe('paid');
  });

  it('400 invalid_signature for another secret; it is told where none was good lately', async () => {
    const shop = await openShop();
    const { checkout, attempt } = await atAcme(shop);
    const reply = await notify(shop.url, attempt, succeeded, 'another secret');
    expect(reply.body).toMatchObject({ status: 400, code: 'invalid_signature' });
    expect([await statusOf(checkout), (await rowOf(shop)).notification_status]).toEqual([
      'processing',
      'failing',
    ]);
    must(200, await notify(shop.url, attempt, succeeded));
    await notify(shop.url, attempt, succeeded, 'another secret');
    expect((await rowOf(shop)).notification_status).toBe('received');
  });

  it('404 for another provider’s connection, and for none', async () => {
    const shop = await openShop();
    const id = shop.url.split('/').at(-2);
    for (const address of [
      `/api/providers/sandbox/notifications/${id}/`,
      `/api/providers/bank/notifications/${id}/`,
      '/api/providers/acme/notifications/con_00000000000000000000000000/',
      '/api/providers/acme/notifications/x/',
    ])
      expect((await app.client().request('POST', address, '{}')).status, address).toBe(404);
  });

  it('413 for a body that is no notification any more', async () => {
    const { url } = await openShop();
    expect(await app.client().request('POST', url, 'x'.repeat(300_000))).toMatchObject({
      status: 413,
      body: { code: 'payload_too_large' },
    });
  });
});
