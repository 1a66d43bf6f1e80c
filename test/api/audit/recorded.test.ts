import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { invite, join, mailTo, tokenIn } from '#test/support/mailbox.ts';
import {
  card,
  cards,
  eventually,
  type Merchant,
  makeLink,
  makeProduct,
  must,
  pay,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const entriesOf = async (merchant: Merchant): Promise<Json[]> =>
  must(200, await merchant.client.get('/api/organization/audit-log/?limit=100')).results;

/** What was written down since, oldest first. */
async function recorded(merchant: Merchant, work: () => Promise<unknown>): Promise<Json[]> {
  const before = (await entriesOf(merchant)).length;
  await work();
  return (await entriesOf(merchant)).slice(0, -before).reverse();
}

const summary = (entries: Json[]) => entries.map(({ action, details }) => ({ action, details }));
const logIn = (merchant: Merchant, password = merchant.password) =>
  app.client().post('/api/auth/login/', { email: merchant.email, password });

describe('what is written down', () => {
  it('every sign-in and sign-out', async () => {
    const merchant = await signUp(app);
    const entries = await recorded(merchant, async () => {
      const { access_token } = must(200, await logIn(merchant));
      must(204, await app.client().withToken(access_token).post('/api/auth/logout/'));
    });
    expect(entries).toMatchObject([
      { action: 'user.signed_in', details: { method: 'password' }, target: { type: 'session' } },
      { action: 'user.signed_out', actor: { id: merchant.user.id } },
    ]);
    expect(entries[1].target).toEqual(entries[0].target);
  });

  it('a session that its owner ends elsewhere, once', async () => {
    const merchant = await signUp(app);
    must(200, await logIn(merchant));
    const { results } = must(200, await merchant.client.get('/api/auth/sessions/'));
    const { id } = results.find((session: Json) => !session.current);
    const entries = await recorded(merchant, async () => {
      must(204, await merchant.client.delete(`/api/auth/sessions/${id}/`));
      must(204, await merchant.client.delete(`/api/auth/sessions/${id}/`));
    });
    expect(entries).toMatchObject([{ action: 'user.session_ended', target: { id } }]);
  });

  it('failed sign-ins of a known account, in every organization of the person', async () => {
    const [host, guest] = [await signUp(app), await signUp(app)];
    await join(app, host, 'staff', guest.email);
    expect((await logIn(guest, 'not the password')).status).toBe(401);
    for (const merchant of [host, guest]) {
      const [entry] = await eventually(
        async () => entriesOf(merchant),
        ([newest]) => newest.action === 'user.sign_in_failed',
      );
      expect(entry).toMatchObject({
        actor: { type: 'anonymous', id: null, name: null },
        target: { type: 'user', id: guest.user.id },
        address: '127.0.0.1',
        request_id: expect.any(String),
      });
    }
  });

  it('changed and forgotten passwords', async () => {
    const merchant = await signUp(app);
    const { password, client, email } = merchant;
    const entries = await recorded(merchant, async () => {
      const body = { current_password: password, new_password: 'another fine secret' };
      must(204, await client.post('/api/auth/password/change/', body));
    });
    expect(summary(entries)).toEqual([{ action: 'user.password_changed', details: {} }]);
    must(202, await app.client().post('/api/auth/password/forgot/', { email }));
    const token = tokenIn(await mailTo(client, email, 'password_reset'));
    must(204, await app.client().post('/api/auth/password/reset/', { token, password: 'a third secret' }));
    const { access_token } = must(200, await logIn(merchant, 'a third secret'));
    const again = { ...merchant, client: app.client().withToken(access_token) };
    const actions = (await entriesOf(again)).slice(0, 2).map(({ action }) => action);
    expect(actions).toEqual(['user.signed_in', 'user.password_reset']);
  });

  it('settings, with what they were and are, and nothing when nothing changed', async () => {
    const merchant = await signUp(app);
    const patch = { name: 'Südlicht', time_zone: 'Europe/Berlin', branding: { accent_color: '#112233' } };
    const entries = await recorded(merchant, async () => {
      must(200, await merchant.client.patch('/api/organization/', patch));
      must(200, await merchant.client.patch('/api/organization/', patch));
    });
    expect(summary(entries)).toEqual([
      {
        action: 'organization.updated',
        details: {
          name: { from: 'Nordlicht', to: 'Südlicht' },
          time_zone: { from: 'UTC', to: 'Europe/Berlin' },
          accent_color: { from: null, to: '#112233' },
        },
      },
    ]);
  });

  it('API keys, and never a key itself', async () => {
    const merchant = await signUp(app);
    const keys = '/api/organization/api-keys/';
    const raw: string[] = [];
    const entries = await recorded(merchant, async () => {
      const created = must(201, await merchant.client.post(keys, { name: 'Shop' }));
      const rotated = must(200, await merchant.client.post(`${keys}rotate/`, { grace_seconds: 60 }));
      must(200, await merchant.client.post(`${keys}${rotated.id}/revoke/`));
      must(200, await merchant.client.post(`${keys}${rotated.id}/revoke/`));
      raw.push(created.raw_key, rotated.raw_key);
    });
    expect(entries.map(({ action }) => action)).toEqual([
      'api_key.created',
      'api_key.rotated',
      'api_key.revoked',
    ]);
    expect(entries[1]).toMatchObject({
      details: { name: 'Shop', mode: 'sandbox', grace_seconds: 60, replaced: entries[0].target.id },
    });
    for (const key of raw) expect(JSON.stringify(entries)).not.toContain(key);
  });

  it('products and payment links', async () => {
    const merchant = await signUp(app);
    const entries = await recorded(merchant, async () => {
      const product = await makeProduct(merchant);
      must(200, await merchant.client.patch(`/api/products/${product.id}/`, { name: 'Poster' }));
      must(204, await merchant.client.delete(`/api/products/${product.id}/`));
      const link = await makeLink(merchant, { name: 'Sale' });
      const path = `/api/payment-links/${link.id}/`;
      must(200, await merchant.client.patch(path, { is_active: false, max_uses: 5 }));
      must(204, await merchant.client.delete(path));
      must(204, await merchant.client.delete(path));
      must(200, await merchant.client.post(`${path}restore/`));
    });
    expect(summary(entries)).toEqual([
      { action: 'product.created', details: { name: 'Print', fields: [] } },
      {
        action: 'product.updated',
        details: { name: 'Poster', fields: ['name'], changes: { name: { from: 'Print', to: 'Poster' } } },
      },
      {
        action: 'product.updated',
        details: { name: 'Poster', fields: ['active'], changes: { active: { from: true, to: false } } },
      },
      { action: 'product.created', details: { name: 'Print', fields: [] } },
      { action: 'payment_link.created', details: { name: 'Sale', mode: 'sandbox', fields: [] } },
      {
        action: 'payment_link.updated',
        details: {
          name: 'Sale',
          mode: 'sandbox',
          fields: ['is_active', 'max_uses'],
          changes: { is_active: { from: true, to: false }, max_uses: { from: null, to: 5 } },
        },
      },
      { action: 'payment_link.deleted', details: { name: 'Sale', mode: 'sandbox', fields: [] } },
      { action: 'payment_link.restored', details: { name: 'Sale', mode: 'sandbox', fields: [] } },
    ]);
    expect(entries.every(({ actor }) => actor.id === merchant.user.id)).toBe(true);
  });

  it('the team, and no token of an invitation', async () => {
    const owner = await signUp(app);
    const email = `ida-${globalThis.crypto.randomUUID()}@shop.example`;
    const tokens: string[] = [];
    const entries = await recorded(owner, async () => {
      tokens.push(await invite(owner, email, 'viewer'), await invite(owner, email, 'staff'));
      const body = { token: tokens[1], name: 'Ida', password: 'correct horse battery' };
      const { user } = must(200, await app.client().post('/api/auth/invitations/accept/', body));
      const path = `/api/organization/team/${user.id}/`;
      must(200, await owner.client.patch(path, { role: 'admin' }));
      must(200, await owner.client.patch(path, { role: 'admin' }));
      must(204, await owner.client.delete(path));
      tokens.push(await invite(owner, email, 'staff'));
      const { invitations } = must(200, await owner.client.get('/api/organization/team/'));
      must(204, await owner.client.delete(`/api/organization/team/${invitations[0].id}/`));
    });
    expect(summary(entries)).toMatchObject([
      { action: 'team.member_invited', details: { email, role: 'viewer', replaced: null } },
      { action: 'team.member_invited', details: { email, role: 'staff', replaced: entries[0].target.id } },
      { action: 'team.member_joined', details: { email, role: 'staff', new_account: true } },
      { action: 'user.signed_in', details: { method: 'invitation' } },
      { action: 'team.role_changed', details: { email, from: 'staff', to: 'admin' } },
      { action: 'team.member_removed', details: { email, role: 'admin' } },
      { action: 'team.member_invited' },
      { action: 'team.invitation_withdrawn', details: { email, role: 'staff' } },
    ]);
    for (const token of tokens) expect(JSON.stringify(entries)).not.toContain(token);
  });

  it('nothing on the way of buyers, and no digit of a card', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    const entries = await recorded(merchant, async () => {
      const { token } = await startOpen(app, link.id);
      must(402, await pay(app, token, cards.declined));
      must(200, await pay(app, token));
    });
    expect(entries).toEqual([]);
    const { rows } = await app.context.database.pool.query('select audit_log::text as row from audit_log');
    const stored = rows.map(({ row }) => row).join('\n');
    expect(stored).not.toContain(card().payment_method.number);
    expect(stored).not.toContain(merchant.password);
    expect(stored).not.toContain(merchant.token);
  });
});
