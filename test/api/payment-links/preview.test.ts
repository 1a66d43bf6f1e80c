import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const preview = (link: Json, headers?: Record<string, string>) =>
  app.client().get(`/api/payment-links/public/${link.id}/`, headers);

describe('GET /api/payment-links/public/<uuid>/', () => {
  it('200: shows what is sold, by whom and for how much, and nothing that is the merchant’s own', async () => {
    const merchant = await signUp(app);
    must(200, await merchant.client.patch('/api/organization/', { website: 'https://shop.example' }));
    const link = await makeLink(merchant, {
      name: 'Internal name',
      metadata: { secret: 'campaign' },
      max_uses: 17,
    });
    const reply = await preview(link);
    expect(must(200, reply)).toEqual({
      id: link.id,
      organization: {
        name: 'Nordlicht',
        legal_name: null,
        address: null,
        tax_id: null,
        website: 'https://shop.example',
        branding: { logo_url: null, accent_color: null, support_email: null, terms_url: null },
      },
      products: link.products,
      currency: 'USD',
      currencies: ['USD', 'EUR'],
      pricing_mode: 'TAX_INCLUSIVE',
      subtotal: '59.98',
      tax: '0.00',
      total: '59.98',
      totals: link.totals,
      expires_at: null,
      remaining_uses: 17,
      release_at: null,
      mode: 'sandbox',
    });
    expect(reply.headers.get('cache-control')).toBe('no-cache');
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('304: while nothing that is shown changed, and 200 as soon as something did', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 5 });
    const seen = new Set<string>();
    const expectFresh = async () => {
      const reply = await preview(link);
      const etag = reply.headers.get('etag') as string;
      expect(reply.status).toBe(200);
      expect(seen.has(etag)).toBe(false);
      seen.add(etag);
      const again = await preview(link, { 'if-none-match': `"other", W/${etag}` });
      expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
    };
    await expectFresh();
    must(200, await merchant.client.patch('/api/organization/', { name: 'Südlicht' }));
    await expectFresh();
    must(
      200,
      await merchant.client.patch(`/api/payment-links/${link.id}/`, { expires_at: '2090-01-31T12:00:00Z' }),
    );
    await expectFresh();
    await startOpen(app, link.id);
    await expectFresh();
  });

  it('200: takes no place and starts no checkout, however often and in whatever way it is asked', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 1 });
    const replies = await Promise.all(Array.from({ length: 20 }, () => preview(link)));
    expect(replies.every(({ body }) => body.remaining_uses === 1)).toBe(true);
    expect((await app.client().request('HEAD', `/api/payment-links/public/${link.id}`)).status).toBe(200);
    const { stats, held } = must(200, await merchant.client.get(`/api/payment-links/${link.id}/`));
    expect([stats.checkouts_started, held]).toEqual([0, 0]);
  });

  it('200: tells when the next place comes back while every one is held, and frees it by the clock', async () => {
    const link = await makeLink(await signUp(app), { max_uses: 2 });
    const first = await startOpen(app, link.id);
    expect(must(200, await preview(link))).toMatchObject({ remaining_uses: 1, release_at: null });
    app.clock.advance(60_000);
    await startOpen(app, link.id);
    const full = must(200, await preview(link));
    expect(full.remaining_uses).toBe(0);
    const releaseMs = Date.parse(full.release_at);
    expect(Math.floor(releaseMs / 1000)).toBe(first.expires_at + 5);
    app.clock.advance(releaseMs - app.clock.now().getTime() + 1000);
    expect(must(200, await preview(link))).toMatchObject({ remaining_uses: 1, release_at: null });
  });

  it('410: says why a link cannot be paid, and that nothing was charged', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 1 });
    must(200, await pay(app, (await startOpen(app, link.id)).token));
    const reply = await preview(link);
    expect(reply.body).toMatchObject({ status: 410, code: 'link_used_up' });
    expect(reply.body.detail).toContain('nothing was charged');
  });

  it('410 link_inactive: for every link of a suspended organization', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    must(200, await preview(link));
    await app.context.database.pool.query(`update organizations set status = 'suspended' where id = $1`, [
      parseId('org', merchant.organization.id),
    ]);
    expect((await preview(link)).body).toMatchObject({ status: 410, code: 'link_inactive' });
  });

  it.each(['00000000-0000-7000-8000-000000000000', 'nonsense', "'%20or%201=1"])('404: for %s', async (id) => {
    const reply = await preview({ id });
    expect([reply.status, reply.body.code]).toEqual([404, 'not_found']);
  });
});
