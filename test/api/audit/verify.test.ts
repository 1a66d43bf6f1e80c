import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { formatId } from '#platform/kit/ids.ts';
import { verify } from '#reporting/verify/verify.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { invite, join } from '#test/support/mailbox.ts';
import { makeLink, makeProduct, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;

const query = (text: string) => app.context.database.pool.query(text);

/** A shop in which everything was done once that somebody can ask for. */
beforeAll(async () => {
  app = await startApp({ resolveHost: async () => ['198.41.0.4'] });
  const merchant = await signUp(app);
  const { client } = merchant;
  const product = await makeProduct(merchant);
  const link = await makeLink(merchant, {}, product);
  const other = await makeLink(merchant, {}, product);
  const back = await makeLink(merchant, {}, product);
  for (const { id } of [other, back]) must(204, await client.delete(`/api/payment-links/${id}/`));
  must(200, await client.post(`/api/payment-links/${back.id}/restore/`));
  const { transaction_id } = must(200, await pay(app, (await startOpen(app, link.id)).token));
  const keys = '/api/organization/api-keys/';
  const key = must(201, await client.post(keys, {}));
  const refund = { amount: '10.00' };
  must(
    201,
    await app.client().withKey(key.raw_key).post(`/api/transactions/${transaction_id}/refund/`, refund),
  );
  const { id } = must(200, await client.post(`${keys}rotate/`));
  must(200, await client.post(`${keys}${id}/revoke/`));
  const endpoint = { url: 'https://receiver.example/hooks', enabled: true };
  must(200, await client.put('/api/organization/webhook/', endpoint));
  must(200, await client.post('/api/organization/webhook/rotate-secret/'));
  for (const role of ['staff', 'viewer'] as const) {
    const member = await join(app, merchant, role);
    const path = `/api/organization/team/${member.user.id}/`;
    if (role === 'staff') must(200, await client.patch(path, { role: 'admin' }));
    else must(204, await client.delete(path));
  }
  const leaving = await join(app, merchant, 'viewer');
  must(204, await leaving.client.post('/api/organization/team/leave/'));
  await invite(merchant, 'ida@shop.example', 'viewer');
  await query('create table kept_log as select * from audit_log');
});
afterAll(() => app.stop());
afterEach(async () => {
  await query('delete from audit_log');
  await query('insert into audit_log select * from kept_log');
});

const violated = async () => (await verify(app.context)).findings.map(({ check }) => check);

it('finds nothing wrong where everything that was asked for has its entry', async () => {
  expect((await verify(app.context)).findings).toEqual([]);
});

it.each([
  ['a refund without its entry', `delete from audit_log where action = 'refund.created'`, /^Each refund/],
  [
    'a refund of another amount than its entry',
    `update audit_log set details = jsonb_set(details, '{amount}', '"1.00"') where action = 'refund.created'`,
    /^Each refund/,
  ],
  [
    'a refund that the entry lays on somebody else',
    `update audit_log set actor_id = 'usr_nobody' where action = 'refund.created'`,
    /^Each refund/,
  ],
  ['a key without maker', `delete from audit_log where action = 'api_key.created'`, /key is .* as made/],
  [
    'a key that was replaced in silence',
    `delete from audit_log where action = 'api_key.rotated'`,
    /revoked or replaced/,
  ],
  [
    'a key that was revoked in silence',
    `delete from audit_log where action = 'api_key.revoked'`,
    /revoked or replaced/,
  ],
  ['a member who never joined', `delete from audit_log where action = 'team.member_joined'`, /Each member/],
  [
    'a role that nobody gave',
    `update audit_log set details = jsonb_set(details, '{to}', '"viewer"') where action = 'team.role_changed'`,
    /Each member/,
  ],
  [
    'a member who vanished',
    `delete from audit_log where action = 'team.member_removed'`,
    /no member any more/,
  ],
  [
    'an invitation from nobody',
    `delete from audit_log where action = 'team.member_invited'`,
    /open invitation/,
  ],
  ['a session without sign-in', `delete from audit_log where action = 'user.signed_in'`, /Each session/],
  ['a product from nowhere', `delete from audit_log where action = 'product.created'`, /Each product/],
  [
    'an organization from nowhere',
    `delete from audit_log where action = 'organization.created'`,
    /Each organization/,
  ],
  [
    'a link that was withdrawn in silence',
    `delete from audit_log where action = 'payment_link.deleted'`,
    /Each payment link/,
  ],
  [
    'a link that was brought back in silence',
    `delete from audit_log where action = 'payment_link.restored'`,
    /Each payment link/,
  ],
  [
    'an endpoint that nobody set',
    `delete from audit_log where action = 'webhook.updated'`,
    /webhook endpoint/,
  ],
  [
    'a secret that was replaced in silence',
    `delete from audit_log where action = 'webhook.secret_rotated'`,
    /webhook endpoint/,
  ],
  [
    'an entry that was changed',
    `update audit_log set address = '203.0.113.9' where sequence = 3`,
    /No entry of an audit log/,
  ],
])('finds %s', async (_, corruption, expected) => {
  const { rowCount } = await query(corruption);
  expect(rowCount).toBeGreaterThan(0);
  const names = await violated();
  expect(names.filter((name) => expected.test(name))).toHaveLength(1);
});

it('names what it is about by the id that the API shows', async () => {
  const { rows } = await query('select id from refunds');
  await query(`delete from audit_log where action = 'refund.created'`);
  const { findings } = await verify(app.context);
  expect(findings[0]?.violations).toEqual([
    { subject: formatId('RF', rows[0].id), found: 'no entry tells who asked for this refund' },
  ]);
});
