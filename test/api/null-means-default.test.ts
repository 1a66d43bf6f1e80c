import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { mailTo } from '#test/support/mailbox.ts';
import {
  buyer,
  type Merchant,
  makeLink,
  makeProduct,
  must,
  pay,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';

let app: TestApp;
let merchant: Merchant;
let product: Json;
beforeAll(async () => {
  app = await startApp({ resolveHost: async () => ['198.41.0.4'] });
  merchant = await signUp(app);
  product = await makeProduct(merchant);
});
afterAll(() => app.stop());

const keyOf = async (of: Merchant) =>
  app.client().withKey(must(201, await of.client.post('/api/organization/api-keys/', {})).raw_key);
const paid = async () => {
  const link = await makeLink(merchant, {}, product);
  return must(200, await pay(app, (await startOpen(app, link.id)).token)).transaction_id as string;
};

describe('null means "not given" where a field has a default', () => {
  it('of a product', async () => {
    const body = { name: 'Print', prices: { EUR: '5.00' }, active: null, tax_rate: null, metadata: null };
    const made = must(201, await merchant.client.post('/api/products/', body));
    expect(made).toMatchObject({ active: true, tax_rate: null, metadata: {} });
    const path = `/api/products/${made.id}/`;
    must(200, await merchant.client.patch(path, { active: false }));
    expect(must(200, await merchant.client.patch(path, { active: null }))).toMatchObject({ active: false });
  });

  it('of a payment link', async () => {
    const nothing = {
      currency: null,
      pricing_mode: null,
      mode: null,
      max_uses: null,
      expires_at: null,
      metadata: null,
    };
    const body = { name: 'Sale', products: [{ product_id: product.id, quantity: 1 }] };
    const made = must(201, await merchant.client.post('/api/payment-links/', { ...body, ...nothing }));
    expect(made).toMatchObject({ currency: 'USD', pricing_mode: 'TAX_INCLUSIVE', mode: 'sandbox' });
    const path = `/api/payment-links/${made.id}/`;
    expect(must(200, await merchant.client.patch(path, { is_active: null }))).toMatchObject({
      is_active: true,
    });
  });

  it('of an organization', async () => {
    const { client } = await signUp(app);
    const path = '/api/organization/';
    const set = { pricing_mode: 'TAX_EXCLUSIVE', time_zone: 'Europe/Berlin', default_tax_rate: '19' };
    const before = must(200, await client.patch(path, set));
    const nothing = {
      pricing_mode: null,
      default_currency: null,
      default_tax_rate: null,
      allow_ad_hoc_items: null,
      allowed_redirect_origins: null,
      allowed_embed_origins: null,
      require_second_factor: null,
      time_zone: null,
    };
    expect(must(200, await client.patch(path, nothing))).toEqual(before);
  });

  it('of a start', async () => {
    const link = await makeLink(merchant, {}, product);
    const body = { ...buyer, currency: null, client_reference_id: null };
    const started = await app.client().post(`/api/payment-links/public/${link.id}/start/`, body);
    expect(must(201, started).currency).toBe('USD');
  });

  it('of an API checkout, with sandbox_simulate', async () => {
    const key = await keyOf(await withProduct());
    const body = { ...buyer, products: [{ id: other.id, quantity: 1 }] };
    const nothing = { currency: null, pricing_mode: null, sandbox_simulate: null, metadata: null };
    const made = must(201, await key.post('/api/checkout/create/', { ...body, ...nothing }));
    expect(must(200, await app.client().get(`/api/checkout/${made.token}/`)).status).toBe('open');
  });

  it('of a refund: all that remains', async () => {
    const id = await paid();
    const path = `/api/transactions/${id}/refund/`;
    const asked = must(202, await merchant.client.post(`${path}code/`, { amount: null }));
    expect(asked.amount).toBe('59.98');
    expect((await merchant.client.post(path, { amount: null, code: null })).body.code).toBe(
      'refund_code_required',
    );
    const mail = await mailTo(merchant.client, merchant.email, 'refund_code');
    const code = /\b(\d{6})\b/.exec(mail.text)?.[1];
    const refund = must(201, await merchant.client.post(path, { amount: null, reason: null, code }));
    expect(refund).toMatchObject({ amount: '59.98', reason: null });
  });

  it('of a key, of a webhook and of the simulator', async () => {
    const { client } = await signUp(app);
    const made = must(
      201,
      await client.post('/api/organization/api-keys/', { mode: null, name: null, scopes: null }),
    );
    expect(made.mode).toBe('sandbox');
    expect(made.scopes).toContain('checkout:create');
    const rotate = { mode: null, grace_seconds: null };
    const rotated = must(200, await client.post('/api/organization/api-keys/rotate/', rotate));
    must(200, await client.post(`/api/organization/api-keys/${rotated.id}/rotate/`, { grace_seconds: null }));
    const webhook = { url: 'https://receiver.example/hooks', enabled: true, events: null };
    expect(must(200, await client.put('/api/organization/webhook/', webhook)).events.length).toBeGreaterThan(
      1,
    );
    const faults = {
      notification_delay_seconds: null,
      notification_jitter_seconds: null,
      duplicate_percent: 7,
      lost_percent: null,
      lost_answer_percent: null,
      refund_delay_seconds: null,
      refund_failure_percent: null,
    };
    const set = must(200, await client.put('/api/organization/simulator/', faults));
    expect(set).toEqual({
      ...must(200, await client.put('/api/organization/simulator/', {})),
      duplicate_percent: 7,
    });
  });

  it('of what the simulator fires', async () => {
    const link = await makeLink(merchant, {}, product);
    const checkout = await startOpen(app, link.id);
    must(200, await pay(app, checkout.token));
    const path = `/api/checkouts/${checkout.checkout_id}/simulate/`;
    must(200, await merchant.client.post(path, { event: 'repeat', payment_id: null }));
  });
});

let other: Json;
async function withProduct(): Promise<Merchant> {
  const made = await signUp(app);
  other = await makeProduct(made);
  return made;
}
