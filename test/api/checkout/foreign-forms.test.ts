import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { placesOf } from '#test/support/paying.ts';
import { buyer, makeLink, must, signUp, start, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { RATE_LIMIT: 'on', TRUST_PROXY: '1' } });
});
afterAll(() => app.stop());

const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  app.client().request('POST', path, new URLSearchParams(fields).toString(), {
    accept: 'text/html',
    'content-type': 'application/x-www-form-urlencoded',
    ...headers,
  });
const elsewhere = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };

describe('a form that another site sends in the browser of its visitor', () => {
  test('starts no checkout, takes no place, leaves no cookie, and shows the way to the page', async () => {
    const link = await makeLink(await signUp(app), { max_uses: 3 });
    for (const headers of [
      elsewhere,
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://elsewhere.example' },
    ] as Record<string, string>[]) {
      const reply = await post(`/pay/${link.id}`, buyer, headers);
      expect(reply.status).toBe(403);
      expect(reply.headers.get('set-cookie')).toBeNull();
      expect(reply.text).toContain('This form came from another site');
      expect(reply.text).toContain(`href="/pay/${link.id}"`);
    }
    expect(await placesOf(app, link)).toEqual({ max_uses: 3, used: 0, held: 0 });
  });

  test('changes, cancels and pays nothing either', async () => {
    const link = await makeLink(await signUp(app));
    const { token } = await startOpen(app, link.id);
    for (const path of ['change', 'pay', 'cancel', 'renew'])
      expect((await post(`/checkout/${token}/${path}`, buyer, elsewhere)).status).toBe(403);
    expect((await app.client().get(`/api/checkout/${token}/`)).body.status).toBe('open');
  });

  test('is told from our own page, from an old browser and from a program', async () => {
    const seller = await signUp(app);
    for (const headers of [
      { origin: app.url, 'sec-fetch-site': 'same-origin' },
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
      { origin: 'null' },
      { origin: app.url },
      {},
    ] as Record<string, string>[])
      expect((await post(`/pay/${(await makeLink(seller)).id}`, buyer, headers)).status).toBe(303);
  });
});

describe('forms that are not filled in right', () => {
  test('are counted like every other start of an address', async () => {
    const link = await makeLink(await signUp(app));
    const from = { 'x-forwarded-for': '203.0.113.77' };
    const send = () => post(`/pay/${link.id}`, { ...buyer, billing_first_name: '' }, from);
    for (let count = 0; count < 60; count++) expect((await send()).status).toBe(400);
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).not.toBeNull();
    expect(refused.text).toContain('value="maja@example.com"');
  });

  test('are counted like every other card that is tried at a checkout', async () => {
    const link = await makeLink(await signUp(app));
    const { token } = must(201, await start(app, link.id, {}, { 'x-forwarded-for': '203.0.113.78' }));
    const send = (count: number) =>
      post(`/checkout/${token}/pay`, { number: '1' }, { 'x-forwarded-for': `203.0.113.${100 + count}` });
    for (let count = 0; count < 20; count++) expect((await send(count)).status).toBe(400);
    expect((await send(20)).status).toBe(429);
  });
});
