import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { eventsOf, placesOf, query, startedCheckout, stateOf, switchOff } from '#test/support/paying.ts';
import {
  buyer,
  cards,
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

const inSeconds = (seconds: number) => app.clock.now().getTime() / 1000 + seconds;

describe('POST /api/payment-links/public/<uuid>/start/ 201', () => {
  it('answers the checkout session: ids, address, token, expiry in Unix seconds, amount', async () => {
    const { checkout } = await startedCheckout(app);
    expect(checkout).toEqual({
      checkout_id: expect.stringMatching(/^chk_/),
      order_id: checkout.checkout_id,
      checkout_url: `${app.url}/checkout/${checkout.token}`,
      token: expect.any(String),
      expires_at: expect.any(Number),
      currency: 'USD',
      amount: '59.98',
    });
    expect(Number.isInteger(checkout.expires_at)).toBe(true);
    expect(Math.abs(checkout.expires_at - inSeconds(1_800))).toBeLessThan(10);
  });

  it('takes one place of a limited link, and tells nobody outside until somebody pays', async () => {
    const { merchant, link, checkout } = await startedCheckout(app, { max_uses: 3 });
    expect(await placesOf(app, link)).toEqual({ max_uses: 3, used: 0, held: 1 });
    const detail = must(200, await merchant.client.get(`/api/payment-links/${link.id}/`));
    expect(detail).toMatchObject({ uses: 0, held: 1, remaining_uses: 2 });
    expect(await eventsOf(app, checkout)).toEqual([]);
    const told = await query(app, 'select type, is_public from events where checkout_id = $1', [
      parseId('chk', checkout.checkout_id),
    ]);
    expect(told).toEqual([{ type: 'checkout.started', is_public: false }]);
  });

  it('touches no shared row for a link without a limit', async () => {
    const { link } = await startedCheckout(app);
    expect(await placesOf(app, link)).toBeUndefined();
    expect(
      await query(app, 'select 1 from payment_link_counters where payment_link_id = $1', [link.id]),
    ).toEqual([]);
  });

  it('keeps who bought, with which reference and campaign', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { metadata: { season: 'spring' } });
    const given = {
      ...buyer,
      billing_phone: '+49 40 1234',
      billing_city: ' Hamburg ',
      billing_company: '',
      client_reference_id: 'cart-7',
      utm_source: 'newsletter',
    };
    const checkout = await startOpen(app, link.id, given);
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'open',
      client_reference_id: 'cart-7',
      billing: {
        first_name: 'Maja',
        email: 'maja@example.com',
        phone: '+49 40 1234',
        city: 'Hamburg',
        company: null,
      },
    });
    const [row] = await query(app, 'select metadata, utm from checkouts where id = $1', [
      parseId('chk', checkout.checkout_id),
    ]);
    expect(row).toEqual({ metadata: { season: 'spring' }, utm: { utm_source: 'newsletter' } });
  });

  it('offers the currencies in which every line has a price, and fixes the price', async () => {
    const merchant = await signUp(app);
    const product = await makeProduct(merchant);
    const link = await makeLink(merchant, {}, product);
    const inEuro = await startOpen(app, link.id, { currency: 'EUR' });
    expect(inEuro).toMatchObject({ currency: 'EUR', amount: '55.00' });
    must(
      200,
      await merchant.client.patch(`/api/products/${product.id}/`, { prices: { EUR: '99.00', USD: '99.00' } }),
    );
    expect(must(200, await pay(app, inEuro.token)).status).toBe('paid');
    expect((await stateOf(app, inEuro)).total).toBe('55.00');
  });

  it('comes back to addresses of the merchant, in either spelling', async () => {
    const merchant = await signUp(app);
    must(200, await merchant.client.patch('/api/organization/', { website: 'https://shop.example' }));
    const link = await makeLink(merchant);
    const checkout = await startOpen(app, link.id, {
      successUrl: 'https://shop.example/thanks?cart=7',
      cancel_url: 'https://shop.example/cart',
    });
    const [row] = await query(
      app,
      'select success_url, cancel_url, failed_url from checkouts where id = $1',
      [parseId('chk', checkout.checkout_id)],
    );
    expect(row).toEqual({
      success_url: 'https://shop.example/thanks?cart=7',
      cancel_url: 'https://shop.example/cart',
      failed_url: null,
    });
  });
});

describe('POST /api/payment-links/public/<uuid>/start/ 400', () => {
  it.each([
    ['billing_first_name', { billing_first_name: undefined }, 'required'],
    ['billing_last_name', { billing_last_name: 'x'.repeat(101) }, 'invalid_value'],
    ['billing_email', { billing_email: 'mailto:maja@example.com' }, 'invalid_value'],
    ['billing_email', { billing_email: 'maja@example.com,' }, 'invalid_value'],
    ['billing_email', { billing_email: 'maja\u200b@example.com' }, 'invalid_value'],
    ['billing_email', { billing_email: 'maja..b@example.com' }, 'invalid_value'],
    ['billing_email', { billing_email: 'nobody' }, 'invalid_value'],
    ['billing_country', { billing_country: 'de' }, 'invalid_value'],
    ['billing_country', { billing_country: 'XX' }, 'invalid_value'],
    ['billing_postal_code', { billing_country: 'US', billing_postal_code: '' }, 'required'],
    ['billing_first_name', { billing_first_name: 'x'.repeat(101) }, 'invalid_value'],
    ['client_reference_id', { client_reference_id: 'x'.repeat(201) }, 'invalid_value'],
    ['billing_emial', { billing_emial: 'maja@example.com' }, 'unknown_field'],
    ['currency', { currency: 'GBP' }, 'unsupported_currency'],
    ['currency', { currency: 'usd' }, 'unsupported_currency'],
  ])('%s %j: %s, naming the field', async (field, fields, code) => {
    const { link } = await startedCheckout(app, { max_uses: 2 });
    const reply = await start(app, link.id, fields);
    expect(reply.status).toBe(400);
    expect(reply.body.errors).toEqual([expect.objectContaining({ field, code })]);
    expect((await placesOf(app, link)).held).toBe(1);
  });

  it('currency_unavailable: a line has no price in it', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, {}, await makeProduct(merchant, { prices: { USD: '5.00' } }));
    expect(await start(app, link.id, { currency: 'EUR' })).toMatchObject({
      status: 400,
      body: { code: 'currency_unavailable', detail: expect.stringContaining('USD') },
    });
  });

  it.each([
    ['amount_below_minimum', 'min_payment_usd_minor = 6000', '60.00'],
    ['amount_above_maximum', 'max_payment_usd_minor = 5000', '50.00'],
  ])('%s: bounds that changed since the link was made, with the bound', async (code, change, bound) => {
    const { merchant, link } = await startedCheckout(app, { max_uses: 2 });
    await query(app, `update organizations set ${change} where name = $1 and id = $2`, [
      'Nordlicht',
      parseId('org', merchant.organization.id),
    ]);
    const reply = await start(app, link.id);
    expect(reply).toMatchObject({ status: 400, body: { code } });
    expect(reply.body.detail).toContain(bound);
    expect(reply.body.detail).toContain('59.98');
    expect((await placesOf(app, link)).held).toBe(1);
  });

  it.each([
    'https://evil.example/',
    'https://shop.example.evil.example/',
    'https://shop.example@evil.example/',
    'https://user:pw@shop.example/',
    'http://shop.example/',
    'javascript:alert(1)',
    '//shop.example/',
    '/thanks',
    'https://shop.example:8443/',
    `https://shop.example/${'x'.repeat(2_048)}`,
  ])('redirect_not_allowed: %s is nobody this merchant is', async (successUrl) => {
    const merchant = await signUp(app);
    must(200, await merchant.client.patch('/api/organization/', { website: 'https://shop.example' }));
    const link = await makeLink(merchant);
    const reply = await start(app, link.id, { successUrl });
    expect(reply).toMatchObject({ status: 400, body: { code: 'redirect_not_allowed' } });
    expect(reply.body.errors).toEqual([expect.objectContaining({ field: 'successUrl' })]);
  });
});

describe('POST /api/payment-links/public/<uuid>/start/ refused', () => {
  it('404: an unknown and a malformed id look alike', async () => {
    for (const id of [randomUUID(), 'nonsense', '01950000-0000-7000-8000-00000000000G']) {
      expect(await start(app, id)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });

  it('410 link_inactive', async () => {
    const { merchant, link } = await startedCheckout(app);
    must(200, await switchOff(merchant, link));
    expect(await start(app, link.id)).toMatchObject({ status: 410, body: { code: 'link_inactive' } });
  });

  it('410 link_deleted', async () => {
    const { merchant, link } = await startedCheckout(app);
    await merchant.client.delete(`/api/payment-links/${link.id}/`);
    expect(await start(app, link.id)).toMatchObject({ status: 410, body: { code: 'link_deleted' } });
  });

  it('410 link_expired by the clock alone, while a checkout from before may be completed', async () => {
    const expiresAt = new Date(app.clock.now().getTime() + 60_000).toISOString();
    const { link, checkout } = await startedCheckout(app, { expires_at: expiresAt });
    app.clock.advance(61_000);
    expect(await start(app, link.id)).toMatchObject({ status: 410, body: { code: 'link_expired' } });
    expect(must(200, await pay(app, checkout.token)).status).toBe('paid');
  });

  it('410 link_used_up once every use is paid; raising the limit revives the link', async () => {
    const { merchant, link, checkout } = await startedCheckout(app, { max_uses: 1 });
    must(200, await pay(app, checkout.token));
    const reply = await start(app, link.id);
    expect(reply).toMatchObject({ status: 410, body: { code: 'link_used_up' } });
    expect(reply.headers.get('retry-after')).toBeNull();
    must(200, await merchant.client.patch(`/api/payment-links/${link.id}/`, { max_uses: 2 }));
    await startOpen(app, link.id);
  });

  it('409 link_fully_held with Retry-After and the time at which the earliest place comes back', async () => {
    const { link, checkout } = await startedCheckout(app, { max_uses: 2 });
    app.clock.advance(10_000);
    await startOpen(app, link.id);
    const reply = await start(app, link.id);
    expect(reply).toMatchObject({ status: 409, body: { code: 'link_fully_held' } });
    const releaseAt = Date.parse(reply.body.release_at) / 1000;
    expect(Math.abs(releaseAt - checkout.expires_at - 5)).toBeLessThanOrEqual(1);
    expect(Math.abs(Number(reply.headers.get('retry-after')) - (releaseAt - inSeconds(0)))).toBeLessThan(5);
  });

  it('409 link_fully_held without a time, for half a minute, when only undecided payments hold the places', async () => {
    const { link, checkout } = await startedCheckout(app, { max_uses: 1 });
    must(202, await pay(app, checkout.token, cards.late));
    const reply = await start(app, link.id);
    expect(reply).toMatchObject({ status: 409, body: { code: 'link_fully_held', release_at: null } });
    expect(reply.headers.get('retry-after')).toBe('30');
  });

  it('403 organization_suspended', async () => {
    const { merchant, link } = await startedCheckout(app);
    await query(app, `update organizations set status = 'suspended' where id = $1`, [
      parseId('org', merchant.organization.id),
    ]);
    expect(await start(app, link.id)).toMatchObject({
      status: 403,
      body: { code: 'organization_suspended' },
    });
  });

  it('409 live_mode_unavailable: the sandbox never serves live', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    await query(app, `update payment_links set mode = 'live' where id = $1`, [link.id]);
    expect(await start(app, link.id)).toMatchObject({ status: 409, body: { code: 'live_mode_unavailable' } });
  });
});
