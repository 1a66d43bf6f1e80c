import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { cards, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
let guarded: TestApp;
beforeAll(async () => {
  app = await startApp();
  guarded = await startApp({ env: { METRICS_TOKEN: 'a-token-of-thirty-two-characters' } });
});
afterAll(() => Promise.all([app.stop(), guarded.stop()]));

const read = (from: TestApp, headers: Record<string, string> = {}) =>
  fetch(`${from.url}/metrics`, { headers });

test('GET /metrics tells figures by route pattern, and nothing about who', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant);
  must(200, await app.client().get(`/api/payment-links/public/${link.id}/`));
  const text = await (await read(app)).text();
  expect(text).toContain('route="/api/payment-links/public/:id/"');
  expect(text).not.toContain(link.id);
  expect(text).not.toContain(merchant.organization.id);
});

test('is for this machine only, and a proxy on it speaks for strangers', async () => {
  expect((await read(app, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404);
});

test('with METRICS_TOKEN asks for it, here too', async () => {
  expect((await read(guarded)).status).toBe(404);
  for (const wrong of [
    'wrong',
    'a-token-of-thirty-two-character5',
    'a-token-of-thirty-two-characters-and-more',
  ])
    expect((await read(guarded, { authorization: `Bearer ${wrong}` })).status).toBe(404);
  expect((await read(guarded, { authorization: 'Bearer a-token-of-thirty-two-characters' })).status).toBe(
    200,
  );
});

test('counts payments and declines by mode, result and code, once each, and says nothing about whose they are', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant);
  const before = await attemptsDecided();
  for (const card of [cards.pays, cards.declined, cards.noFunds]) {
    const { token } = await startOpen(app, link.id);
    await pay(app, token, card, { 'idempotency-key': card });
    await pay(app, token, card, { 'idempotency-key': card });
  }
  const after = await attemptsDecided();
  const counted = [...after].flatMap(([labels, count]) =>
    count > (before.get(labels) ?? 0) ? [[labels, count - (before.get(labels) ?? 0)]] : [],
  );
  expect(new Map(counted as [string, number][])).toEqual(
    new Map([
      ['mode="sandbox",result="succeeded",code=""', 1],
      ['mode="sandbox",result="declined",code="card_declined"', 1],
      ['mode="sandbox",result="declined",code="insufficient_funds"', 1],
    ]),
  );
});

async function attemptsDecided(): Promise<Map<string, number>> {
  const text = await (await read(app)).text();
  return new Map(
    [...text.matchAll(/^payment_attempts_decided_total\{(.*)\} (\d+)$/gm)].map(([, labels = '', count]) => [
      labels,
      Number(count),
    ]),
  );
}
