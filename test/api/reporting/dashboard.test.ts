import { afterAll, beforeAll, describe, it } from 'vitest';
import { dayOf } from '#platform/kit/days.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { cards, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

describe('smoke', () => {
  it('works', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 5 });
    must(200, await pay(app, (await startOpen(app, link.id)).token));
    await pay(app, (await startOpen(app, link.id)).token, cards.declined);
    console.log(dayOf(app.clock.now(), 'UTC'));
    console.log(
      JSON.stringify(must(200, await merchant.client.get('/api/organization/dashboard/?days=2')), null, 1),
    );
    console.log(
      JSON.stringify(
        must(200, await merchant.client.get(`/api/payment-links/${link.id}/?days=2`)).stats,
        null,
        1,
      ),
    );
    const csv = await merchant.client.get('/api/transactions/', { accept: 'text/csv' });
    console.log(csv.text, [...csv.headers]);
    const csv2 = await merchant.client.get('/api/payment-links/', { accept: 'text/csv' });
    console.log(csv2.text);
    console.log(
      (await merchant.client.request('HEAD', '/api/payment-links/', undefined, { accept: 'text/csv' }))
        .status,
    );
    const copy = must(201, await merchant.client.post(`/api/payment-links/${link.id}/duplicate/`));
    console.log(copy);
    console.log((await merchant.client.get(`/api/payment-links/${link.id}/qr.svg`)).text.slice(0, 300));
    const png = await merchant.client.get(`/api/payment-links/${link.id}/qr.png?size=200`);
    console.log([...png.headers], png.text.length);
  });
});
