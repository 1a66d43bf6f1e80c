import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenHash } from '#merchants/accounts/secrets.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { join } from '#test/support/mailbox.ts';
import { query } from '#test/support/paying.ts';
import { type Merchant, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const change = (merchant: Merchant, organizationId: string) =>
  merchant.client.post('/api/auth/switch/', { organization_id: organizationId });

/** Somebody who owns one organization and is staff in another. */
async function personOfTwo() {
  const host = await signUp(app, { organization_name: 'Host' });
  const guest = await signUp(app, { organization_name: 'Own' });
  await join(app, host, 'staff', guest.email);
  return { host, guest };
}

describe('POST /api/auth/switch/', () => {
  it('200: gives a token of the other organization, with the role there', async () => {
    const { host, guest } = await personOfTwo();
    const answer = must(200, await change(guest, host.organization.id));
    expect(answer).toMatchObject({ role: 'staff', user: guest.user, organization: { name: 'Host' } });
    const switched = app.client().withToken(answer.access_token);
    expect(must(200, await switched.get('/api/organization/')).name).toBe('Host');
    expect((await switched.get('/api/organization/audit-log/')).status).toBe(403);
    expect(must(200, await guest.client.get('/api/organization/')).name).toBe('Own');
  });

  it('200: and the new session ends no later than the one it came from', async () => {
    const { host, guest } = await personOfTwo();
    const { rows } = await app.context.database.pool.query(
      `update sessions set expires_at = now() + interval '1 hour' where organization_id in
        (select id from organizations where name = 'Own') returning expires_at`,
    );
    const answer = must(200, await change(guest, host.organization.id));
    const ends = rows.map(({ expires_at }) => expires_at.toISOString());
    expect(ends).toContain(answer.expires_at);
  });

  it('400: for an organization that one does not belong to', async () => {
    const { guest } = await personOfTwo();
    const stranger = await signUp(app);
    for (const id of [stranger.organization.id, 'org_nonsense']) {
      const reply = await change(guest, id);
      expect([reply.status, reply.body.errors[0].field]).toEqual([400, 'organization_id']);
    }
  });
});

describe('a session that was switched from another', () => {
  async function switchedTwice() {
    const { host, guest } = await personOfTwo();
    const first = must(200, await change(guest, host.organization.id)).access_token;
    const back = { organization_id: guest.organization.id };
    const second = must(
      200,
      await app.client().withToken(first).post('/api/auth/switch/', back),
    ).access_token;
    const statuses = () =>
      Promise.all(
        [guest.token, first, second].map(
          async (token) => (await app.client().withToken(token).get('/api/auth/me/')).status,
        ),
      );
    return { host, guest, first, second, statuses };
  }

  it('ends when that one is signed out, over however many switches', async () => {
    const { guest, statuses } = await switchedTwice();
    expect(await statuses()).toEqual([200, 200, 200]);
    must(204, await guest.client.post('/api/auth/logout/'));
    expect(await statuses()).toEqual([401, 401, 401]);
  });

  it('ends when that one is ended from elsewhere', async () => {
    const { guest, first, statuses } = await switchedTwice();
    const { email, password } = guest;
    const other = must(200, await app.client().post('/api/auth/login/', { email, password })).access_token;
    const sessions = await app.client().withToken(first).get('/api/auth/sessions/');
    const { id } = must(200, sessions).results.find((session: Json) => session.current);
    must(204, await app.client().withToken(other).delete(`/api/auth/sessions/${id}/`));
    expect(await statuses()).toEqual([200, 401, 401]);
  });

  it('ends alone when it is signed out itself', async () => {
    const { second, statuses } = await switchedTwice();
    must(204, await app.client().withToken(second).post('/api/auth/logout/'));
    expect(await statuses()).toEqual([200, 200, 401]);
  });

  const hourMs = 3_600_000;

  it('keeps the one it came from alive by its own use, over however many switches', async () => {
    const { second, statuses } = await switchedTwice();
    for (let times = 0; times < 3; times++) {
      app.clock.advance(11 * hourMs);
      must(200, await app.client().withToken(second).get('/api/auth/me/'));
    }
    expect(await statuses()).toEqual([200, 200, 200]);
  });

  it('ends when nobody used it or the one it came from for twelve hours', async () => {
    const { statuses } = await switchedTwice();
    app.clock.advance(13 * hourMs);
    expect(await statuses()).toEqual([401, 401, 401]);
  });

  it('ends when the one it came from was not used for too long, whatever its own time', async () => {
    const { guest, first, second, statuses } = await switchedTwice();
    const { email, password } = guest;
    const other = must(200, await app.client().post('/api/auth/login/', { email, password })).access_token;
    const count = async () =>
      must(200, await app.client().withToken(other).get('/api/auth/sessions/')).results.length;
    const before = await count();
    await query(
      app,
      `update sessions set last_used_at = last_used_at - interval '13 hours' where token_hash = $1`,
      [tokenHash(guest.token)],
    );
    expect(await statuses()).toEqual([401, 401, 401]);
    expect(await count()).toBe(before - 3);
    for (const token of [first, second]) {
      const back = { organization_id: guest.organization.id };
      expect((await app.client().withToken(token).post('/api/auth/switch/', back)).status).toBe(401);
    }
  });

  it('ends alone when only it was not used for too long', async () => {
    const { second, statuses } = await switchedTwice();
    await query(
      app,
      `update sessions set last_used_at = last_used_at - interval '13 hours' where token_hash = $1`,
      [tokenHash(second)],
    );
    expect(await statuses()).toEqual([200, 200, 401]);
  });

  it('ends when the person is taken out of the organization that it came from', async () => {
    const { host, guest, statuses } = await switchedTwice();
    must(204, await host.client.delete(`/api/organization/team/${guest.user.id}/`));
    expect(await statuses()).toEqual([200, 401, 401]);
  });
});

describe('a person of several organizations', () => {
  it('signs in to the one joined first, and is told of all', async () => {
    const { host, guest } = await personOfTwo();
    const body = { email: guest.email, password: guest.password };
    const answer = must(200, await app.client().post('/api/auth/login/', body));
    expect(answer.organization.name).toBe('Own');
    expect(answer.organizations).toEqual([
      { id: guest.organization.id, name: 'Own', role: 'owner' },
      { id: host.organization.id, name: 'Host', role: 'staff' },
    ]);
    const me = must(200, await guest.client.get('/api/auth/me/'));
    expect(me.organizations).toEqual(answer.organizations);
  });
});
