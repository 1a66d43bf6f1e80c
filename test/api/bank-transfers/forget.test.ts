import { afterAll, beforeAll, expect, it } from 'vitest';
import { forgetBuyer } from '#paying/buyers/forget-buyer.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { buyer } from '#test/support/scenario.ts';
import { arrive, bookOf, chosenTransfer } from '#test/support/transfers.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

it('a buyer who is forgotten is no longer named where a transfer was waited for', async () => {
  const { checkout } = await chosenTransfer(app);
  await arrive(app, checkout, 4_000n);
  expect(await bookOf(app, checkout)).toMatchObject([{ buyer_name: 'Maja Lindqvist' }]);
  await forgetBuyer(app.context, { email: buyer.billing_email, redactsReceipts: false });
  expect(await bookOf(app, checkout)).toMatchObject([{ buyer_name: null, status: 'succeeded' }]);
});
