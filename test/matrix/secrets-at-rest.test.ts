import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkoutJobs } from '#paying/checkouts/jobs.ts';
import { sendReceiptsJob } from '#paying/receipts/jobs.ts';
import { sandboxNotificationJob } from '#paying/sandbox/jobs.ts';
import { createAcme } from '#test/support/acme.ts';
import type { TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { answer, query } from '#test/support/paying.ts';
import { cards, type Merchant, must, pay, signUp, startOpen } from '#test/support/scenario.ts';
import { makeWorld, startQuietApp, type World } from './support/world.ts';

/*
 * Whoever reads the database, or a backup of it, finds nothing that lets them in: no token of a checkout or session, no
 * key, no secret of a webhook, no mailed link, and no address that holds one of them.
 */

const acme = createAcme();
let app: TestApp;
let world: World;
beforeAll(async () => {
  app = await startQuietApp([acme.connectable]);
  world = await makeWorld(app);
});
afterAll(() => app.stop());

/** A secret and the words for it; only a part that nothing else could hold by chance is looked for. */
type Secret = { readonly what: string; readonly text: string };
const secrets: Secret[] = [];
const keep = (what: string, text: string) => {
  expect(text.length, what).toBeGreaterThan(15);
  secrets.push({ what, text });
};
const keepCheckout = (state: string, { token }: Json) => {
  keep(`token of a checkout, ${state}`, token);
  // The part that cannot be made without the key.
  keep(`seal of the token of a checkout, ${state}`, token.split('.')[2]);
};

async function runJobs() {
  for (const job of [sandboxNotificationJob, ...checkoutJobs, sendReceiptsJob]) await job.runDue(app.context);
}

/** Brings checkouts into every state that there is. */
async function liveThroughEverything() {
  const { link } = world;
  const start = async (state: string) => {
    const checkout = await startOpen(app, link.id);
    keepCheckout(state, checkout);
    return checkout;
  };
  keepCheckout('open', world.checkout);
  keepCheckout('paid', world.paid);
  const challenged = await start('at a challenge');
  const { next_action } = must(202, await pay(app, challenged.token, cards.challenge));
  keep('address of a challenge', next_action.url.split('/').at(-1));
  const refused = await start('refused at a challenge');
  const second = must(
    202,
    await pay(app, refused.token, cards.challenge, { 'idempotency-key': crypto.randomUUID() }),
  );
  keep('address of a challenge that was refused', second.next_action.url.split('/').at(-1));
  await answer(app, second.next_action.url, 'refuse');
  const redirected = await start('redirected');
  must(202, await pay(app, redirected.token, '4000000000000259', { 'idempotency-key': crypto.randomUUID() }));
  must(202, await pay(app, (await start('late')).token, cards.late));
  const failed = await start('failed');
  for (let attempt = 0; attempt < 5; attempt++) await pay(app, failed.token, cards.declined);
  must(200, await app.client().post(`/api/checkout/${(await start('canceled')).token}/cancel/`));
  const refunded = await start('refunded');
  const { transaction_id } = must(200, await pay(app, refunded.token));
  const path = `/api/transactions/${transaction_id}/refund/`;
  must(202, await world.merchant.client.post(`${path}code/`, { amount: '1' }));
  await start('expired');
  await runJobs();
  app.clock.advance(3_600_000);
  await runJobs();
  app.clock.set(0);
  const states = await query(app, 'select distinct status from checkouts order by 1');
  expect(states.map(({ status }) => status)).toEqual(
    expect.arrayContaining(['canceled', 'expired', 'failed', 'paid']),
  );
}

async function makeMerchantsSecrets(merchant: Merchant) {
  keep('token of a session', merchant.token);
  keep('password', merchant.password);
  const { raw_key } = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
  keep('API key', raw_key);
  const shop = `shop_${crypto.randomUUID().replaceAll('-', '')}`;
  const credentials = { secret_key: `acme_test_${shop}`, webhook_secret: `whsec_${shop}` };
  acme.accounts.set(credentials.secret_key, { id: shop, label: 'Nordlicht' });
  const provider = '/api/organization/providers/acme/';
  must(200, await merchant.client.put(provider, { mode: 'sandbox', credentials }));
  for (const [field, value] of Object.entries(credentials)) keep(`${field} of a provider`, value);
  const hook = { url: 'https://shop.example/hook', enabled: true };
  const { secret } = must(200, await merchant.client.put('/api/organization/webhook/', hook));
  keep('secret of a webhook', secret.replace(/^whsec_/, ''));
  const invitation = { email: `new-${crypto.randomUUID()}@shop.example`, role: 'viewer' };
  must(201, await merchant.client.post('/api/organization/team/', invitation));
  must(202, await app.client().post('/api/auth/password/forgot/', { email: merchant.email }));
  const { results } = must(200, await merchant.client.get('/api/development/mailbox/'));
  const links = JSON.stringify(results).matchAll(/[?&#]token=([\w.-]{16,})/g);
  for (const [, token = ''] of links) keep('token of a mailed link', token);
}

/** Every value of every table as text; bytes also as the text that they may be. */
async function everything(): Promise<Map<string, string>> {
  const columns = await query(
    app,
    `select c.table_name as "table", c.column_name as name, c.data_type as type from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE'`,
  );
  const dump = new Map<string, string>();
  for (const { table, name, type } of columns) {
    const value =
      type === 'bytea' ? `encode("${name}", 'escape') || ' ' || encode("${name}", 'hex')` : `"${name}"::text`;
    const rows = await query(app, `select string_agg(${value}, E'\\n') as text from "${table}"`);
    dump.set(`${table}.${name}`, rows[0]?.text ?? '');
  }
  return dump;
}

it('no secret of anybody stands readable in any table, whatever a checkout went through', async () => {
  await makeMerchantsSecrets(await signUp(app));
  await makeMerchantsSecrets(world.merchant);
  await liveThroughEverything();
  const dump = await everything();
  expect(dump.size).toBeGreaterThan(200);
  const readable = [...dump].flatMap(([column, text]) =>
    secrets
      .filter(
        (secret) => text.includes(secret.text) || text.includes(Buffer.from(secret.text).toString('hex')),
      )
      .map(({ what }) => `${column} holds the ${what}`),
  );
  expect(readable).toEqual([]);
});
