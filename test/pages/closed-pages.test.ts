import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import {
  cards,
  eventually,
  makeLink,
  makeProduct,
  must,
  pay,
  signUp,
  start,
  startOpen,
} from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

describe('every way in which a link or checkout is unavailable has a page with its status', () => {
  const html = { accept: 'text/html' };

  test('link: unknown, inactive, deleted, expired, used up, fully held', async () => {
    const merchant = await signUp(app);
    const open = (id: string) => app.client().get(`/pay/${id}`, html);
    const product = await makeProduct(merchant);
    const make = (overrides: Record<string, unknown> = {}) => makeLink(merchant, overrides, product);
    expect((await open('0196f7a2-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await open('nonsense')).status).toBe(404);
    const inactive = await make();
    must(200, await merchant.client.patch(`/api/payment-links/${inactive.id}/`, { is_active: false }));
    const deleted = await make();
    must(204, await merchant.client.delete(`/api/payment-links/${deleted.id}/`));
    const expired = await make({ expires_at: new Date(app.clock.now().getTime() + 60_000).toISOString() });
    const used = await make({ max_uses: 1 });
    must(200, await pay(app, (await startOpen(app, used.id)).token));
    const held = await make({ max_uses: 1 });
    app.clock.advance(61_000);
    must(201, await start(app, held.id));
    for (const [link, status] of [
      [inactive, 410],
      [deleted, 410],
      [expired, 410],
      [used, 410],
      [held, 409],
    ] as const) {
      const reply = await open(link.id);
      expect(reply.status).toBe(status);
      expect(reply.text).toContain('Nordlicht');
      expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    expect(Number((await open(held.id)).headers.get('retry-after'))).toBeGreaterThan(60);
  });

  test('checkout: forged, paid, canceled, expired, failed', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    const open = (token: string) => app.client().get(`/checkout/${token}`, html);
    expect((await open('a.b.c')).status).toBe(404);
    const paid = await startOpen(app, link.id);
    must(200, await pay(app, paid.token));
    expect([(await open(paid.token)).status, (await open(paid.token)).headers.get('location')]).toEqual([
      303,
      `/checkout/${paid.token}/receipt`,
    ]);
    const canceled = await startOpen(app, link.id);
    must(200, await app.client().post(`/api/checkout/${canceled.token}/cancel/`));
    expect((await open(canceled.token)).status).toBe(410);
    const failed = await startOpen(app, link.id);
    for (let count = 0; count < 5; count++) await pay(app, failed.token, cards.declined);
    expect((await open(failed.token)).status).toBe(410);
    const expired = await startOpen(app, link.id);
    app.clock.advance(1_801_000);
    expect((await open(expired.token)).status).toBe(410);
    const reply = await open(expired.token);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(reply.headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('the same form sent twice starts one checkout and charges once', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 5 });
    const page = await app.client().get(`/pay/${link.id}`, html);
    const nonce = /name="nonce" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const form = new URLSearchParams({
      nonce,
      currency: 'USD',
      billing_email: 'a@b.example',
      billing_first_name: 'A',
      billing_last_name: 'B',
      billing_country: 'DE',
      billing_postal_code: '1',
    }).toString();
    const send = (path: string, body: string) =>
      app.client().post(path, body, { 'content-type': 'application/x-www-form-urlencoded' });
    const replies = await Promise.all([
      send(`/pay/${link.id}`, form),
      send(`/pay/${link.id}`, form),
      send(`/pay/${link.id}`, form),
    ]);
    expect(new Set(replies.map((reply) => `${reply.status} ${reply.headers.get('location')}`)).size).toBe(1);
    const path = replies[0]?.headers.get('location') ?? '';
    const checkout = await app.client().get(path, html);
    const cardForm = new URLSearchParams({
      nonce: /name="nonce" value="([^"]+)"/.exec(checkout.text)?.[1] ?? '',
      number: cards.pays,
      expiry: '12 / 40',
      cvc: '123',
      name: 'A B',
    }).toString();
    const paid = await Promise.all([send(`${path}/pay`, cardForm), send(`${path}/pay`, cardForm)]);
    expect(paid.every((reply) => reply.status === 303 || reply.status === 409)).toBe(true);
    const detail = await eventually(
      () => merchant.client.get(`/api/payment-links/${link.id}/`),
      (reply) => reply.body.uses === 1,
    );
    expect(detail.body).toMatchObject({ uses: 1, held: 0, revenue: { USD: '59.98' } });
  });

  test('a buyer comes back to the merchant by a page of ours, with the outcome as a hint', async () => {
    const merchant = await signUp(app);
    must(200, await merchant.client.patch('/api/organization/', { website: 'https://shop.example' }));
    const link = await makeLink(merchant);
    const { token } = await startOpen(app, link.id, { successUrl: 'https://shop.example/thanks?order=7' });
    must(200, await pay(app, token));
    const leave = await app.client().get(`/checkout/${token}/leave`, html);
    expect(leave.status).toBe(200);
    expect(leave.text).toMatch(
      /https:\/\/shop\.example\/thanks\?order=7&amp;checkout_id=chk_\w+&amp;transaction_id=TX\w+&amp;status=paid/,
    );
  });
});
