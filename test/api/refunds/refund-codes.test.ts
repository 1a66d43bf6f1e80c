import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { type Merchant, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { RATE_LIMIT: 'on' } });
});
afterAll(() => app.stop());

async function sell(): Promise<{ merchant: Merchant; path: string }> {
  const merchant = await signUp(app);
  const link = await makeLink(merchant);
  const paid = must(200, await pay(app, (await startOpen(app, link.id)).token));
  return { merchant, path: `/api/transactions/${paid.transaction_id}/refund/` };
}

async function codesMailed({ client }: Merchant): Promise<string[]> {
  const mails = must(200, await client.get('/api/development/mailbox/?limit=100'));
  return mails.results
    .filter((mail: Json) => mail.kind === 'refund_code')
    .map((mail: Json) => /\b(\d{6})\b/.exec(mail.text)?.[1] ?? '');
}

const dayMs = 86_400_000;

test('asked for again within a minute, the code that is on its way stays good and none is mailed', async () => {
  const { merchant, path } = await sell();
  const { client } = merchant;
  const first = must(202, await client.post(`${path}code/`, { amount: '10' }));
  expect(must(202, await client.post(`${path}code/`, { amount: '10' }))).toEqual(first);
  const codes = await codesMailed(merchant);
  expect(codes).toHaveLength(1);
  must(201, await client.post(path, { amount: '10', code: codes[0] }));
});

test('another amount, or a minute later, gets a code of its own', async () => {
  const { merchant, path } = await sell();
  must(202, await merchant.client.post(`${path}code/`, { amount: '10' }));
  must(202, await merchant.client.post(`${path}code/`, { amount: '11' }));
  app.clock.advance(61_000);
  must(202, await merchant.client.post(`${path}code/`, { amount: '11' }));
  expect(await codesMailed(merchant)).toHaveLength(3);
});

test('a person gets thirty codes a day in an organization, then 429 until the day is over', async () => {
  const { merchant, path } = await sell();
  const ask = (cents: number) => merchant.client.post(`${path}code/`, { amount: (cents / 100).toFixed(2) });
  for (let cents = 1; cents <= 30; cents++) must(202, await ask(cents));
  const refused = await ask(31);
  expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(23 * 3600);
  app.clock.advance(dayMs);
  const { access_token } = must(
    200,
    await app.client().post('/api/auth/login/', { email: merchant.email, password: merchant.password }),
  );
  must(202, await app.client().withToken(access_token).post(`${path}code/`, { amount: '0.31' }));
});

test('ten wrong codes a day end it, whatever number of codes they were tried on, and the right one is refused too', async () => {
  const { merchant, path } = await sell();
  const { client } = merchant;
  let tries = 0;
  for (const amount of ['1', '2', '3']) {
    must(202, await client.post(`${path}code/`, { amount }));
    for (let count = 0; count < 4 && tries < 10; count++, tries++)
      expect((await client.post(path, { amount, code: 'wrong!' })).body.code).toBe('refund_code_invalid');
  }
  const [newest] = await codesMailed(merchant);
  const refused = await client.post(path, { amount: '3', code: newest });
  expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(23 * 3600);
  const { rows } = await app.context.database.pool.query(
    'select from refunds where organization_id = (select id from organizations order by created_at desc limit 1)',
  );
  expect(rows).toEqual([]);
});

test('right codes count as no tries', async () => {
  const { merchant, path } = await sell();
  for (let cents = 1; cents <= 12; cents++) {
    const amount = (cents / 100).toFixed(2);
    must(202, await merchant.client.post(`${path}code/`, { amount }));
    const [code] = await codesMailed(merchant);
    must(201, await merchant.client.post(path, { amount, code }));
  }
});
