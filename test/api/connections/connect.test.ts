import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectionRetention } from '#paying/connections/retention.ts';
import { clientWithRole, clientWithScopes, organizationOf } from '#test/matrix/support/people.ts';
import { type Acme, createAcme } from '#test/support/acme.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { query } from '#test/support/paying.ts';
import { type Merchant, makeLink, must, signUp, startOpen } from '#test/support/scenario.ts';

const list = '/api/organization/providers/';
const path = `${list}acme/`;
const key = 'acme_test_4f9c2ab71d';
const otherKey = 'acme_test_77cc01ffe2';
const sameAccount = 'acme_test_rolled0009';
const secret = 'whsec_of_the_first_account';

let acme: Acme;
let app: TestApp;
let merchant: Merchant;
beforeAll(async () => {
  acme = createAcme();
  acme.accounts.set(key, { id: 'acct_1', label: 'Nordlicht, key •••• b71d' });
  acme.accounts.set(sameAccount, { id: 'acct_1', label: 'Nordlicht, key •••• 0009' });
  acme.accounts.set(otherKey, { id: 'acct_2', label: 'Südlicht, key •••• ffe2' });
  app = await startApp({ connectable: [acme.connectable], env: { JOBS: 'off' } });
  acme.serve(app);
});
afterAll(() => app.stop());
beforeEach(async () => {
  merchant = await signUp(app);
  acme.feel('well');
});

const connect = (credentials: Json, mode = 'sandbox') => merchant.client.put(path, { mode, credentials });
const rowsOf = async () => must(200, await merchant.client.get(list)).results as Json[];
const rowOf = async (provider: string, mode = 'sandbox') =>
  (await rowsOf()).find((row) => row.provider === provider && row.mode === mode);
const stored = () =>
  query(
    app,
    `select c.account_id as account, c.status, array_agg(k.field order by k.field) filter (where k.field is not null) as fields
      from connections c left join connection_credentials k on k.organization_id = c.organization_id and k.connection_id = c.id
      where c.organization_id = $1 and c.provider = 'acme' group by c.id, c.account_id, c.status order by c.id`,
    [organizationOf(merchant)],
  );
const stolen = async () =>
  (
    await query(
      app,
      `select sealed from connection_credentials where organization_id = $1 and field = 'secret_key'`,
      [organizationOf(merchant)],
    )
  )[0].sealed;
const audited = async () =>
  (await query(
    app,
    `select action, target_id as target, details from audit_log where organization_id = $1 and action like 'provider.%' order by sequence`,
    [organizationOf(merchant)],
  )) as Json[];

describe('the list of providers', () => {
  it('shows every one once a mode, connected or not, and what is built in', async () => {
    const rows = await rowsOf();
    expect(rows.map(({ provider, mode, status, position }) => [mode, provider, status, position])).toEqual([
      ['live', 'bank', 'not_connected', null],
      ['live', 'stripe', 'not_connected', null],
      ['live', 'mollie', 'not_connected', null],
      ['live', 'paypal', 'not_connected', null],
      ['live', 'acme', 'not_connected', null],
      ['sandbox', 'sandbox', 'connected', 1],
      ['sandbox', 'bank', 'not_connected', null],
      ['sandbox', 'stripe', 'not_connected', null],
      ['sandbox', 'mollie', 'not_connected', null],
      ['sandbox', 'paypal', 'not_connected', null],
      ['sandbox', 'acme', 'not_connected', null],
    ]);
    expect(rows.find(({ provider }) => provider === 'stripe')?.credentials).toEqual({
      secret_key: { set: false, last4: null },
      webhook_secret: { set: false, last4: null },
    });
  });

  it('is for staff, and for no API key', async () => {
    must(200, await (await clientWithRole(app, merchant, 'staff')).get(list));
    expect((await (await clientWithRole(app, merchant, 'viewer')).get(list)).status).toBe(403);
    expect((await (await clientWithScopes(app, merchant)).get(list)).body.code).toBe(
      'dashboard_session_required',
    );
  });
});

describe('connecting', () => {
  it('asks the provider first, stores what it took, and shows no more than the last characters', async () => {
    const row = must(200, await connect({ secret_key: ` ${key} `, webhook_secret: secret }));
    expect(row).toMatchObject({
      status: 'connected',
      account_label: 'Nordlicht, key •••• b71d',
      position: 2,
      credentials: { secret_key: { set: true, last4: 'b71d' }, webhook_secret: { set: true, last4: 'ount' } },
      notification_status: 'waiting',
      problem: null,
    });
    expect(row.notification_url).toMatch(
      new RegExp(`^${app.url}/api/providers/acme/notifications/con_[0-9a-z]{26}/$`),
    );
    expect(JSON.stringify(await rowsOf())).not.toContain(key);
    expect(await audited()).toEqual([
      {
        action: 'provider.connected',
        target: 'acme',
        details: {
          mode: 'sandbox',
          account: 'Nordlicht, key •••• b71d',
          credentials: ['secret_key', 'webhook_secret'],
          settings: {},
        },
      },
    ]);
  });

  it('400 invalid_credentials names the field with what the provider said, without repeating the key', async () => {
    const wrong = 'acme_test_nobody_has_this';
    const reply = await connect({ secret_key: wrong });
    expect(reply.body).toMatchObject({
      status: 400,
      code: 'invalid_credentials',
      detail: 'Acme says: “Invalid API key provided: •••• this”.',
      errors: [{ field: 'credentials.secret_key', code: 'invalid_credentials' }],
    });
    expect(reply.text).not.toContain(wrong);
    expect(await stored()).toEqual([]);
    expect(await audited()).toEqual([]);
  });

  it('400 wrong_key_mode for a key of the other kind', async () => {
    const reply = await connect({ secret_key: 'acme_live_aaaaaaaa' });
    expect(reply.body).toMatchObject({
      status: 400,
      code: 'wrong_key_mode',
      errors: [{ field: 'credentials.secret_key', code: 'wrong_key_mode' }],
    });
    expect(await stored()).toEqual([]);
  });

  it.each(['unreachable', 'throws'] as const)(
    '502 provider_unreachable stores nothing, and logs no key: %s',
    async (mood) => {
      acme.feel(mood);
      const reply = await connect({ secret_key: key });
      expect(reply.body).toMatchObject({ status: 502, code: 'provider_unreachable' });
      expect(reply.body.detail).toMatch(
        /^Acme could not be asked: .+ Nothing was changed; try again in a while\.$/,
      );
      expect(await stored()).toEqual([]);
      expect(app.logLines.join('\n')).not.toContain(key);
    },
  );

  it('400: what is missing, what is not known, and what is set wrongly', async () => {
    expect((await connect({ webhook_secret: secret })).body).toMatchObject({
      code: 'required',
      errors: [{ field: 'credentials.secret_key' }],
    });
    expect((await connect({ secret_key: '' })).body).toMatchObject({ code: 'required' });
    expect((await connect({ api_key: key })).body).toMatchObject({
      code: 'unknown_field',
      errors: [{ field: 'credentials.api_key' }],
    });
    const settings = { mode: 'sandbox', credentials: { secret_key: key }, settings: { color: 'red' } };
    expect((await merchant.client.put(path, settings)).body).toMatchObject({
      code: 'unknown_field',
      errors: [{ field: 'settings.color' }],
    });
    expect((await merchant.client.put(`${list}sandbox/`, { mode: 'sandbox' })).status).toBe(404);
    expect((await merchant.client.put(`${list}nobody/`, { mode: 'sandbox' })).status).toBe(404);
  });

  it('403 for staff, 403 without a fresh proof', async () => {
    const staff = await clientWithRole(app, merchant, 'staff');
    const body = { mode: 'sandbox', credentials: { secret_key: key } };
    expect((await staff.put(path, body)).body.code).toBe('insufficient_role');
    app.clock.advance(11 * 60_000);
    const reply = await merchant.client.put(path, body);
    app.clock.set(0);
    expect(reply.body.code).toBe('fresh_proof_required');
  });

  it('keeps what is left out while the account is the same', async () => {
    const first = must(200, await connect({ secret_key: key, webhook_secret: secret }));
    const second = must(200, await connect({ secret_key: sameAccount }));
    expect(second).toMatchObject({
      account_label: 'Nordlicht, key •••• 0009',
      notification_url: first.notification_url,
      credentials: { secret_key: { last4: '0009' }, webhook_secret: { set: true, last4: 'ount' } },
    });
    must(200, await connect({}));
    expect(await stored()).toEqual([
      { account: 'acct_1', status: 'connected', fields: ['secret_key', 'webhook_secret'] },
    ]);
    expect((await audited()).map(({ action, details }) => [action, details.credentials])).toEqual([
      ['provider.connected', ['secret_key', 'webhook_secret']],
      ['provider.updated', ['secret_key']],
      ['provider.updated', []],
    ]);
  });

  it('another account is another connection: nothing of the first goes along, and it is disconnected', async () => {
    const first = must(200, await connect({ secret_key: key, webhook_secret: secret }));
    const second = must(200, await connect({ secret_key: otherKey }));
    expect(second).toMatchObject({
      account_label: 'Südlicht, key •••• ffe2',
      position: 2,
      credentials: { secret_key: { last4: 'ffe2' }, webhook_secret: { set: false } },
    });
    expect(second.notification_url).not.toBe(first.notification_url);
    expect(await stored()).toEqual([
      { account: 'acct_1', status: 'disconnected', fields: ['secret_key', 'webhook_secret'] },
      { account: 'acct_2', status: 'connected', fields: ['secret_key'] },
    ]);
    expect((await audited())[1].details).toMatchObject({ replaced: 'Nordlicht, key •••• b71d' });
    const back = must(200, await connect({ secret_key: key }));
    expect(back.notification_url).toBe(first.notification_url);
    expect(back.credentials.webhook_secret.set).toBe(false);
  });

  it('two at once are one connection', async () => {
    const replies = await Promise.all([connect({ secret_key: key }), connect({ secret_key: key })]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(await stored()).toEqual([{ account: 'acct_1', status: 'connected', fields: ['secret_key'] }]);
  });

  it('credentials that were moved to another organization, connection or field cannot be read there', async () => {
    must(200, await connect({ secret_key: key, webhook_secret: secret }));
    const theirs = await stolen();
    merchant = await signUp(app);
    must(200, await connect({ secret_key: otherKey, webhook_secret: secret }));
    await query(
      app,
      `update connection_credentials set sealed = $2 where organization_id = $1 and field = 'secret_key'`,
      [organizationOf(merchant), theirs],
    );
    const row = must(200, await merchant.client.post(`${path}check/?mode=sandbox`));
    expect([row.status, row.problem]).toEqual([
      'failing',
      'The stored keys cannot be read any more. Enter them again.',
    ]);
    expect((await connect({ webhook_secret: secret })).body).toMatchObject({
      code: 'required',
      errors: [{ field: 'credentials.secret_key' }],
    });
  });

  it('belongs to one organization and one mode', async () => {
    must(200, await connect({ secret_key: key }));
    expect((await rowOf('acme', 'live')).status).toBe('not_connected');
    merchant = await signUp(app);
    expect((await rowOf('acme')).status).toBe('not_connected');
  });
});

describe('checking', () => {
  const check = (mode = 'sandbox') => merchant.client.post(`${path}check/?mode=${mode}`);

  it('tells what is wrong and what to do, and that it is well again', async () => {
    const rolled = 'acme_test_soon_rolled';
    acme.accounts.set(rolled, { id: 'acct_9', label: 'Nordlicht' });
    must(200, await connect({ secret_key: rolled }));
    acme.accounts.delete(rolled);
    expect(must(200, await check())).toMatchObject({
      status: 'failing',
      problem: 'Acme says: “Invalid API key provided: •••• lled”. Enter the key again, or another one.',
    });
    acme.accounts.set(rolled, { id: 'acct_9', label: 'Nordlicht' });
    expect(must(200, await check())).toMatchObject({ status: 'connected', problem: null });
    acme.accounts.set(rolled, { id: 'acct_10', label: 'Somebody else' });
    expect(must(200, await check())).toMatchObject({
      status: 'failing',
      problem: expect.stringContaining('another account now, Somebody else'),
    });
  });

  it('502 changes nothing; 409 where nothing is connected', async () => {
    expect((await check()).body).toMatchObject({ status: 409, code: 'provider_not_connected' });
    const unknown = await merchant.client.post('/api/organization/providers/nobody/check/?mode=sandbox');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'not_found']);
    const row = must(200, await connect({ secret_key: key }));
    acme.feel('unreachable');
    expect((await check()).body).toMatchObject({ status: 502, code: 'provider_unreachable' });
    expect(await rowOf('acme')).toEqual(row);
  });

  it('one that fails takes no new payment', async () => {
    const gone = 'acme_test_gone_tomorrow';
    acme.accounts.set(gone, { id: 'acct_11', label: 'Nordlicht' });
    must(200, await connect({ secret_key: gone }));
    const link = await makeLink(merchant);
    const { token } = await startOpen(app, link.id);
    const ways = async () =>
      must(200, await app.client().get(`/api/checkout/${token}/`)).ways.map(({ id }: Json) => id);
    expect(await ways()).toEqual(['sandbox', 'acme']);
    acme.accounts.delete(gone);
    must(200, await check());
    expect(await ways()).toEqual(['sandbox']);
  });
});

describe('the order', () => {
  const order = (providers: string[], mode = 'sandbox') =>
    merchant.client.put(`${list}order/`, { mode, providers });
  const bank = { iban: 'DE89370400440532013000', account_name: 'Nordlicht' };

  it('is the merchant’s, built in ones included, and buyers see it', async () => {
    must(200, await connect({ secret_key: key }));
    must(200, await merchant.client.put(`${list}bank/`, { mode: 'sandbox', settings: bank }));
    const { results } = must(200, await order(['bank', 'sandbox']));
    expect(
      results.filter(({ mode }: Json) => mode === 'sandbox').map(({ provider }: Json) => provider),
    ).toEqual(['bank', 'sandbox', 'acme', 'stripe', 'mollie', 'paypal']);
    const link = await makeLink(merchant, { currency: 'EUR' });
    const { token } = await startOpen(app, link.id);
    const { ways } = must(200, await app.client().get(`/api/checkout/${token}/`));
    expect(ways.map(({ id }: Json) => id)).toEqual(['bank', 'sandbox', 'acme']);
    must(200, await order(['bank']));
    expect((await audited()).map(({ action, details }) => [action, details.order])).toEqual([
      ['provider.connected', undefined],
      ['provider.connected', undefined],
      ['provider.ordered', ['bank', 'sandbox', 'acme']],
    ]);
  });

  it('400 for one that is not connected', async () => {
    expect((await order(['sandbox', 'bank'])).body).toMatchObject({
      status: 400,
      code: 'invalid_value',
      errors: [{ field: 'providers[1]' }],
    });
    expect((await order(['sandbox'], 'live')).status).toBe(400);
    const twice = await order(['sandbox', 'sandbox']);
    expect([twice.status, twice.body.detail]).toEqual([
      400,
      expect.stringContaining('must name each entry once'),
    ]);
  });
});

describe('disconnecting', () => {
  const disconnect = () => merchant.client.delete(`${path}?mode=sandbox`);
  const sweep = async () => {
    const { context } = app;
    for (const rule of connectionRetention) await rule.sweep?.(context, 100);
  };
  const dayMs = 86_400_000;

  it('204, again 204; no new payment begins there, and the credentials are wiped soon', async () => {
    must(200, await connect({ secret_key: key, webhook_secret: secret }));
    must(204, await disconnect());
    must(204, await disconnect());
    expect(await rowOf('acme')).toMatchObject({
      status: 'disconnected',
      position: null,
      notification_url: null,
      open_payments: 0,
      credentials: { secret_key: { set: true } },
      credentials_kept_until: expect.any(String),
    });
    await sweep();
    expect((await stored())[0].fields).not.toBeNull();
    app.clock.advance(11 * 60_000);
    await sweep();
    app.clock.set(0);
    expect(await stored()).toEqual([{ account: 'acct_1', status: 'disconnected', fields: null }]);
    expect(await rowOf('acme')).toMatchObject({
      credentials: { secret_key: { set: false } },
      credentials_kept_until: null,
    });
    expect((await audited()).map(({ action }) => action)).toEqual([
      'provider.connected',
      'provider.disconnected',
    ]);
  });

  it('404: a provider that is not known', async () => {
    const reply = await merchant.client.delete('/api/organization/providers/nobody/?mode=sandbox');
    expect([reply.status, reply.body.code]).toEqual([404, 'not_found']);
  });

  it('what is under way keeps its credentials until it is decided, and 180 days at most', async () => {
    must(200, await connect({ secret_key: key }));
    acme.behave({ decides: () => 'requires_action' });
    const link = await makeLink(merchant);
    const { token } = await startOpen(app, link.id);
    must(202, await app.client().post(`/api/checkout/${token}/pay/`, { way: 'acme' }));
    acme.behave({});
    must(204, await disconnect());
    expect(await rowOf('acme')).toMatchObject({ status: 'disconnected', open_payments: 1 });
    app.clock.advance(dayMs);
    await sweep();
    expect((await stored())[0].fields).toEqual(['secret_key']);
    app.clock.set(181 * dayMs);
    await sweep();
    app.clock.set(0);
    expect((await stored())[0].fields).toBeNull();
  });
});
