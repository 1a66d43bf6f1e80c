import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '#app';
import { judgeSignature } from '#paying/receipts/signature.ts';
import { openApiDocument } from '#platform/http/openapi.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { Client, type Json, type Reply } from '#test/support/client.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';
import { query } from '#test/support/paying.ts';
import { buyer, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';
import { type MoneyMove, scenarioOf } from './support/money-moves.ts';
import { makeWorld } from './support/world.ts';

const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const former = { SIGNING_KEY: newKey('sign-1'), ENCRYPTION_KEY: newKey('seal-1') };
const next = { SIGNING_KEY: newKey('sign-2'), ENCRYPTION_KEY: newKey('seal-2') };
/** The manual's middle step: the new keys are used, the former ones are known. */
const rotated = {
  SIGNING_KEY: `${next.SIGNING_KEY},${former.SIGNING_KEY}`,
  ENCRYPTION_KEY: `${next.ENCRYPTION_KEY},${former.ENCRYPTION_KEY}`,
};

const document = openApiDocument(routes, { title: '', version: '', serverUrl: '' }) as Json;
const operations: string[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Json>).flatMap(([method, { parameters }]) =>
    parameters.some((each: Json) => each.in === 'header' && each.name === 'Idempotency-Key')
      ? [`${method.toUpperCase()} ${path}`]
      : [],
  ),
);

let database: TestDatabase;
let before: TestApp;
let after: TestApp;
const shared = { JOBS: 'off', PUBLIC_URL: 'http://localhost:3999' };
beforeAll(async () => {
  database = await createDatabase();
  before = await startApp({ database, env: { ...shared, ...former } });
  after = await startApp({ database, env: { ...shared, ...rotated } });
});
afterAll(async () => {
  await before.stop();
  await after.stop();
  await database.drop();
});

/** The same client with its credentials, at another instance. */
const at = (app: TestApp, client: Client) => new Client(app.url, client.headers, client.document);
const send = (app: TestApp, { client, path }: MoneyMove, body: Json, key: string) =>
  at(app, client).post(path, body, { 'idempotency-key': key });
const isReplay = ({ headers }: Reply<Json>) => headers.get('idempotent-replayed') === 'true';

it('the document names the routes that take an Idempotency-Key', () => {
  expect(operations.length).toBeGreaterThanOrEqual(4);
});

describe.each(operations)('%s, when the keys are rotated before it is repeated', (operation) => {
  it('gives the first answer, moves nothing more, and refuses another body with 422', async () => {
    const move = await scenarioOf(operation)(await makeWorld(before));
    const key = randomUUID();
    const first = await send(before, move, move.body, key);
    expect(first.status, first.text).toBeLessThan(300);
    const again = await send(after, move, move.body, key);
    expect(isReplay(again), again.text).toBe(true);
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    if (move.otherBody) {
      const other = await send(after, move, move.otherBody, key);
      expect(other.body).toMatchObject({ status: 422, code: 'idempotency_key_reuse' });
    }
    expect(await move.moved()).toBe(1);
  });

  it('is the same request to an instance that has not got the new keys yet', async () => {
    const move = await scenarioOf(operation)(await makeWorld(before));
    const key = randomUUID();
    const first = await send(after, move, move.body, key);
    expect(first.status, first.text).toBeLessThan(300);
    const again = await send(before, move, move.body, key);
    expect([again.status, isReplay(again)], again.text).toEqual([first.status, true]);
    expect(await move.moved()).toBe(1);
  });
});

describe('after a rotation', () => {
  it('a form that was shown before is one submission, however often it is sent', async () => {
    const merchant = await signUp(before);
    const link = await makeLink(merchant);
    const page = await before.client().get(`/pay/${link.id}`);
    const nonce = /name="nonce" value="([^"]+)"/.exec(page.text)?.[1] as string;
    const fields = { nonce, ...Object.fromEntries(Object.entries(buyer)) };
    const submit = (app: TestApp) =>
      app.client().post(`/pay/${link.id}`, new URLSearchParams(fields).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
      });
    const first = await submit(before);
    expect(first.status, first.text).toBe(303);
    const again = await submit(after);
    expect([again.status, again.headers.get('location')]).toEqual([303, first.headers.get('location')]);
    const started = await query(
      after,
      'select count(*)::integer as count from checkouts where payment_link_id = $1',
      [link.id],
    );
    expect(started[0].count).toBe(1);
  });

  it('a mailed refund code is still good', async () => {
    const merchant = await signUp(before);
    const link = await makeLink(merchant);
    const checkout = await startOpen(before, link.id);
    const { transaction_id } = must(200, await pay(before, checkout.token));
    const path = `/api/transactions/${transaction_id}/refund/`;
    must(202, await merchant.client.post(`${path}code/`, { amount: '10' }));
    const mails = must(200, await at(after, merchant.client).get('/api/development/mailbox/'));
    const mail = mails.results.find((each: Json) => each.kind === 'refund_code');
    const code = /\b(\d{6})\b/.exec(mail.text)?.[1];
    must(201, await at(after, merchant.client).post(path, { amount: '10', code }));
  });

  it('one address still holds what it held of a limited link', async () => {
    const limited = { ...shared, RATE_LIMIT: 'on' };
    const [one, other] = await Promise.all([
      startApp({ database, env: { ...limited, ...former } }),
      startApp({ database, env: { ...limited, ...rotated } }),
    ]);
    try {
      const link = await makeLink(await signUp(one), { max_uses: 20 });
      for (let place = 0; place < 5; place++) await startOpen(one, link.id);
      const path = `/api/payment-links/public/${link.id}/start/`;
      expect((await other.client().post(path, buyer)).body).toMatchObject({ code: 'rate_limited' });
    } finally {
      await one.stop();
      await other.stop();
    }
  });

  it('an open checkout is paid under its old token, and its receipt verifies with what is published', async () => {
    const merchant = await signUp(before);
    const link = await makeLink(merchant);
    const [paidBefore, open] = [await startOpen(before, link.id), await startOpen(before, link.id)];
    must(200, await pay(before, paidBefore.token));
    must(200, await pay(after, open.token));
    const keys = must(200, await after.client().get('/.well-known/receipt-keys.json'));
    for (const { token } of [paidBefore, open]) {
      const { signature } = must(200, await after.client().get(`/api/checkout/${token}/receipt/`));
      expect(judgeSignature(signature, keys)).toBe('genuine');
    }
  });
});
