import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { makeLink, must, signUp } from '#test/support/scenario.ts';

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
