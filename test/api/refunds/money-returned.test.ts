import { afterAll, beforeAll, expect, it } from 'vitest';
import { expireCheckoutsJob } from '#paying/checkouts/jobs.ts';
import { sendRefundsJob, tellOwedBackJob, tellSentBackJob } from '#paying/refunds/jobs.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { entriesOf, handInCamt, openShop, order, type Shop } from '#test/support/bank-shop.ts';
import type { Json } from '#test/support/client.ts';
import { must, pay, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const price = 1_000n;
const buyer = 'maja@example.com';

/** All that is due; twice, so that what may be done again is. */
async function runJobs(): Promise<void> {
  for (const job of [sendRefundsJob, tellOwedBackJob, tellSentBackJob, tellOwedBackJob, tellSentBackJob])
    await job.runDue(app.context);
}

/** Which mails about it there are: to whom, and the subject. */
async function mailsOf(shop: Shop): Promise<string[]> {
  const { rows } = await app.context.database.pool.query(
    `select case recipient when $2 then 'buyer' else 'merchant' end || ': ' || subject as mail from mails
     where organization_id = $1 and kind = 'money_returned' order by id`,
    [shop.organizationId, buyer],
  );
  return rows.map(({ mail }: Json) => mail);
}

const fileOf = async (shop: Shop) =>
  must(200, await shop.merchant.client.get('/api/organization/bank-refunds.xml'));

it('what a transfer brought too much is told the merchant who has to send it, and the buyer once it is in a file', async () => {
  const shop = await openShop(app);
  const sale = await order(app, shop, { billing_email: buyer });
  await handInCamt(shop, [{ minor: price + 250n, text: sale.reference }]);
  await runJobs();
  expect(await mailsOf(shop)).toEqual(['merchant: [Test] €2.50 of Maja Lindqvist goes back']);
  await fileOf(shop);
  await runJobs();
  expect(await mailsOf(shop)).toEqual([
    'merchant: [Test] €2.50 of Maja Lindqvist goes back',
    'buyer: [Test] €2.50 goes back to you',
  ]);
  const { results } = must(200, await shop.merchant.client.get('/api/organization/bank-refunds/'));
  const endToEndId = results[0].refund_id;
  await handInCamt(shop, [{ minor: 250n, direction: 'debit', endToEndId, text: null, day: '2026-11-06' }]);
  await runJobs();
  expect(await mailsOf(shop)).toHaveLength(2);
});

it('nothing is told of what was withdrawn before anybody heard of it', async () => {
  const shop = await openShop(app);
  const sale = await order(app, shop, { billing_email: buyer });
  await handInCamt(shop, [{ minor: price + 250n, text: sale.reference }]);
  const [entry] = await entriesOf(shop);
  must(200, await shop.merchant.client.post(`/api/organization/bank-entries/${entry?.id}/undo/`));
  await runJobs();
  expect(await mailsOf(shop)).toEqual([]);
});

it('a payment that came too late is told both, once', async () => {
  const shop = await openShop(app, { linkFields: { max_uses: 1 } });
  const sale = await order(app, shop, { billing_email: buyer });
  app.clock.advance(5 * 86_400_000 + 60_000);
  await expireCheckoutsJob.runDue(app.context);
  must(200, await pay(app, (await startOpen(app, shop.link.id)).token));
  const { email, password } = shop.merchant;
  const { access_token } = must(200, await app.client().post('/api/auth/login/', { email, password }));
  const late = { ...shop, merchant: { ...shop.merchant, client: app.client().withToken(access_token) } };
  await handInCamt(late, [{ minor: price, text: sale.reference }]);
  await runJobs();
  await fileOf(late);
  await runJobs();
  expect(await mailsOf(late)).toEqual([
    'merchant: [Test] €10.00 of Maja Lindqvist goes back',
    'buyer: [Test] €10.00 goes back to you',
  ]);
});

it('a refund that somebody asked for is told by nobody, whatever its reason says', async () => {
  const shop = await openShop(app);
  const sale = await order(app, shop, { billing_email: buyer });
  must(200, await pay(app, sale.token));
  const { raw_key } = must(201, await shop.merchant.client.post('/api/organization/api-keys/', {}));
  const asked = { amount: '4.00', reason: 'late_payment' };
  must(
    201,
    await app.client().withKey(raw_key).post(`/api/transactions/${sale.transactionId}/refund/`, asked),
  );
  await runJobs();
  expect(await mailsOf(shop)).toEqual([]);
});
