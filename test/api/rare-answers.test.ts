import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { query } from '#test/support/paying.ts';
import { makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

it('404: there is no active key to rotate', async () => {
  const { client } = await signUp(app);
  const reply = await client.post('/api/organization/api-keys/rotate/', {});
  expect([reply.status, reply.body.code]).toEqual([404, 'not_found']);
});

it('409 live_mode_unavailable: a live link is not duplicated while no live provider is connected', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant);
  // As it stands after the organization has parted with its provider.
  await query(app, `update payment_links set mode = 'live' where id = $1`, [link.id]);
  const reply = await merchant.client.post(`/api/payment-links/${link.id}/duplicate/`);
  expect([reply.status, reply.body.code]).toEqual([409, 'live_mode_unavailable']);
});

it('409 refund_exceeds_payment: no code is mailed for more than remains', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant);
  const { transaction_id: id } = must(200, await pay(app, (await startOpen(app, link.id)).token));
  const reply = await merchant.client.post(`/api/transactions/${id}/refund/code/`, { amount: '9000.00' });
  expect([reply.status, reply.body.code]).toEqual([409, 'refund_exceeds_payment']);
  const mails = await query(
    app,
    `select kind from mails where organization_id = $1 and kind = 'refund_code'`,
    [parseId('org', merchant.organization.id)],
  );
  expect(mails).toEqual([]);
});

it('429 rate_limited: for an address that reads many invitations', async () => {
  const limited = await startApp({ database: app.database, env: { JOBS: 'off', RATE_LIMIT: 'on' } });
  const read = () => limited.client().post('/api/auth/invitations/read/', { token: 'x'.repeat(43) });
  expect((await read()).status).toBe(400);
  await query(app, `update rate_limits set count = 60 where bucket = 'token-address'`);
  const reply = await read();
  await limited.stop();
  expect([reply.status, reply.body.code]).toEqual([429, 'rate_limited']);
  expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
});

it.each(['/api/checkouts/?limit=0', '/api/refunds/?limit=0', '/api/organization/webhook/?mode=both'])(
  '400: %s asks for what there is not',
  async (path) => {
    const { client } = await signUp(app);
    const reply = await client.get(path);
    expect([reply.status, reply.body.errors.length]).toEqual([400, 1]);
  },
);

it.each(['text/plain', ';;;', 'no type', 'application/json'])(
  '400 invalid_signature, and never 415: a notification of a provider that calls its bytes "%s"',
  async (type) => {
    const path = '/api/providers/sandbox/notifications/';
    const reply = await app.client().post(path, '{}', { 'content-type': type });
    expect([reply.status, reply.body.code]).toEqual([400, 'invalid_signature']);
  },
);
