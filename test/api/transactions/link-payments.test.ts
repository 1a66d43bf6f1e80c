import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { startedCheckout } from '#test/support/paying.ts';
import { cards, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const pathOf = (link: Json, search = '') => `/api/payment-links/${link.id}/payments/${search}`;

describe('GET /api/payment-links/<uuid>/payments/', () => {
  it('200: the transactions collected through it and through no other, newest first', async () => {
    const { merchant, link, checkout } = await startedCheckout(app);
    const first = must(200, await pay(app, checkout.token));
    const declined = await startOpen(app, link.id);
    await pay(app, declined.token, cards.declined);
    const elsewhere = await startOpen(app, (await makeLink(merchant)).id);
    must(200, await pay(app, elsewhere.token));
    const { results, next } = must(200, await merchant.client.get(pathOf(link)));
    expect(results).toMatchObject([
      { checkout_id: declined.checkout_id, status: 'processing' },
      { id: first.transaction_id, status: 'paid', payment_link_id: link.id },
    ]);
    expect(next).toBeNull();
  });

  it('200 also after the deletion of the link: its payments stay', async () => {
    const { merchant, link, checkout } = await startedCheckout(app);
    must(200, await pay(app, checkout.token));
    must(204, await merchant.client.delete(`/api/payment-links/${link.id}/`));
    expect(must(200, await merchant.client.get(pathOf(link))).results).toHaveLength(1);
  });

  it('200 page by page', async () => {
    const { merchant, link, checkout } = await startedCheckout(app);
    const checkouts = [checkout, await startOpen(app, link.id), await startOpen(app, link.id)];
    for (const each of checkouts) must(200, await pay(app, each.token));
    const first = must(200, await merchant.client.get(pathOf(link, '?limit=2')));
    const rest = must(200, await merchant.client.get(first.next));
    expect([...first.results, ...rest.results].map(({ checkout_id }: Json) => checkout_id)).toEqual(
      checkouts.map(({ checkout_id }) => checkout_id).reverse(),
    );
    expect(must(200, await merchant.client.get(rest.previous)).results).toEqual(first.results);
  });

  it('400: a bad limit or cursor', async () => {
    const { merchant, link } = await startedCheckout(app);
    expect((await merchant.client.get(pathOf(link, '?limit=0'))).body.code).toBe('invalid_limit');
    expect((await merchant.client.get(pathOf(link, '?cursor=x'))).body.code).toBe('invalid_cursor');
  });

  it('401 dashboard_session_required for an API key, 401 without credentials', async () => {
    const { merchant, link } = await startedCheckout(app);
    const key = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
    expect(await app.client().withKey(key.raw_key).get(pathOf(link))).toMatchObject({
      status: 401,
      body: { code: 'dashboard_session_required' },
    });
    expect((await app.client().get(pathOf(link))).status).toBe(401);
  });

  it('404: unknown, malformed, and another organization’s', async () => {
    const { link } = await startedCheckout(app);
    const stranger = await signUp(app);
    for (const id of [link.id, randomUUID(), 'nonsense'])
      expect(await stranger.client.get(pathOf({ id }))).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
  });
});
