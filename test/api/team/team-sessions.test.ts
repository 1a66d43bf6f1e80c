import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { join } from '#test/support/mailbox.ts';
import { type Merchant, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const path = '/api/organization/sessions/';
const sessionsOf = async (owner: Merchant, query = ''): Promise<Json[]> =>
  must(200, await owner.client.get(path + query)).results;
const logIn = ({ email, password }: Merchant) => app.client().post('/api/auth/login/', { email, password });
const newestEntry = async (owner: Merchant): Promise<Json> =>
  must(200, await owner.client.get('/api/organization/audit-log/?limit=1')).results[0];

describe('GET /api/organization/sessions/', () => {
  it('200: of everybody, with who, whence and how they signed in, and of no other organization', async () => {
    const owner = await signUp(app);
    const staff = await join(app, owner, 'staff');
    must(200, await logIn(staff));
    await signUp(app);
    const sessions = await sessionsOf(owner);
    expect(sessions.map(({ user, method, current }) => [user.id, method, current])).toEqual([
      [staff.user.id, 'password', false],
      [staff.user.id, 'invitation', false],
      [owner.user.id, 'sign_up', true],
    ]);
    expect(sessions[0]).toMatchObject({
      id: expect.stringMatching(/^ses_/),
      user: { email: staff.email, name: 'The staff' },
      address: '127.0.0.1',
      second_factor: null,
    });
    const { next } = must(200, await owner.client.get(`${path}?limit=1`));
    expect(must(200, await owner.client.get(next)).results[0].method).toBe('invitation');
  });

  it('200: neither those of another organization of a member nor what has ended', async () => {
    const [owner, guest] = [await signUp(app), await signUp(app)];
    const joined = await join(app, owner, 'staff', guest.email);
    expect((await sessionsOf(owner)).filter(({ user }) => user.id === guest.user.id)).toHaveLength(1);
    must(204, await joined.client.post('/api/auth/logout/'));
    expect((await sessionsOf(owner)).filter(({ user }) => user.id === guest.user.id)).toEqual([]);
  });

  it.each(['limit=0', 'cursor=x'])('400: for %s', async (query) => {
    expect((await (await signUp(app)).client.get(`${path}?${query}`)).status).toBe(400);
  });

  it.each(['admin', 'staff', 'viewer'])('403 insufficient_role: for %s', async (role) => {
    const member = await join(app, await signUp(app), role);
    expect((await member.client.get(path)).body.code).toBe('insufficient_role');
  });
});

describe('DELETE /api/organization/sessions/<id>/', () => {
  it('204: ends one at once, the others of the person go on, and is written down with whose it was', async () => {
    const owner = await signUp(app);
    const staff = await join(app, owner, 'staff');
    const other = app.client().withToken(must(200, await logIn(staff)).access_token);
    const [newest] = await sessionsOf(owner);
    must(204, await owner.client.delete(`${path}${newest?.id}/`));
    expect((await other.get('/api/auth/me/')).status).toBe(401);
    must(200, await staff.client.get('/api/auth/me/'));
    expect(await newestEntry(owner)).toMatchObject({
      action: 'user.session_ended',
      actor: { id: owner.user.id },
      target: { type: 'session', id: newest?.id },
      details: { email: staff.email },
    });
    const { sequence } = await newestEntry(owner);
    must(204, await owner.client.delete(`${path}${newest?.id}/`));
    expect((await newestEntry(owner)).sequence).toBe(sequence);
  });

  it('404: for a session of another organization, also of a member of this one', async () => {
    const [owner, guest] = [await signUp(app), await signUp(app)];
    await join(app, owner, 'staff', guest.email);
    const [theirs] = await sessionsOf(guest);
    for (const id of [theirs?.id, 'ses_nonsense'])
      expect((await owner.client.delete(`${path}${id}/`)).status).toBe(404);
    must(200, await guest.client.get('/api/auth/me/'));
  });

  it('403 insufficient_role: an admin ends nobody’s', async () => {
    const owner = await signUp(app);
    const admin = await join(app, owner, 'admin');
    const [, first] = await sessionsOf(owner);
    expect((await admin.client.delete(`${path}${first?.id}/`)).status).toBe(403);
    must(200, await owner.client.get('/api/auth/me/'));
  });
});

describe('POST /api/organization/team/<id>/sign-out/', () => {
  const signOut = (owner: Merchant, id: string) =>
    owner.client.post(`/api/organization/team/${id}/sign-out/`);

  it('204: ends all of a person here and none elsewhere; they may sign in again', async () => {
    const [owner, guest] = [await signUp(app), await signUp(app)];
    const joined = await join(app, owner, 'staff', guest.email);
    must(204, await signOut(owner, guest.user.id));
    expect((await joined.client.get('/api/auth/me/')).status).toBe(401);
    must(200, await guest.client.get('/api/auth/me/'));
    expect(await newestEntry(owner)).toMatchObject({
      action: 'user.sessions_ended',
      target: { type: 'user', id: guest.user.id },
      details: { email: guest.email, sessions_ended: 1 },
    });
    must(200, await logIn(guest));
  });

  it('404: for nobody of this organization, whose sessions go on', async () => {
    const [owner, stranger] = [await signUp(app), await signUp(app)];
    for (const id of [stranger.user.id, 'usr_nonsense']) expect((await signOut(owner, id)).status).toBe(404);
    must(200, await stranger.client.get('/api/auth/me/'));
  });

  it('403 insufficient_role: for an admin', async () => {
    const owner = await signUp(app);
    const admin = await join(app, owner, 'admin');
    expect((await signOut(admin, owner.user.id)).status).toBe(403);
  });
});
