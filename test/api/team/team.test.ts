import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { invite, join, mailTo, tokenIn } from '#test/support/mailbox.ts';
import { addPasskey } from '#test/support/passkeys.ts';
import { eventually, type Merchant, must, signUp } from '#test/support/scenario.ts';
import { startMailServer } from '#test/support/smtp.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const path = '/api/organization/team/';
const freshEmail = () => `ida-${globalThis.crypto.randomUUID()}@shop.example`;
const memberPath = (merchant: Merchant) => `${path}${merchant.user.id}/`;
const newestEntry = async (merchant: Merchant) =>
  must(200, await merchant.client.get('/api/organization/audit-log/?limit=1')).results[0] as Json;
const teamOf = async (merchant: Merchant) => must(200, await merchant.client.get(path));

describe('GET /api/organization/team/', () => {
  it('200: lists members and open invitations, to viewers too, and of no other organization', async () => {
    const owner = await signUp(app);
    const viewer = await join(app, owner, 'viewer');
    await signUp(app);
    const email = freshEmail();
    await invite(owner, email, 'staff');
    const team = await teamOf(viewer);
    expect(team.results).toEqual([
      expect.objectContaining({ id: owner.user.id, role: 'owner', email: owner.email, name: 'Maja Berg' }),
      expect.objectContaining({ id: viewer.user.id, role: 'viewer' }),
    ]);
    expect(team.invitations).toEqual([
      {
        id: expect.stringMatching(/^inv_/),
        email,
        name: null,
        role: 'staff',
        invited_by: 'Maja Berg',
        created_at: expect.any(String),
        expires_at: expect.any(String),
      },
    ]);
  });

  it('200: tells owners and admins who has a second factor and when each was here, others only of themselves', async () => {
    const owner = await signUp(app);
    const [admin, staff] = [await join(app, owner, 'admin'), await join(app, owner, 'staff')];
    await addPasskey(app, staff);
    app.clock.advance(120_000);
    must(200, await staff.client.get('/api/products/'));
    const [ownerId, adminId, staffId] = [owner, admin, staff].map(({ user }) => user.id);
    const lastOf = (team: Json, id: string) =>
      Date.parse(team.results.find((each: Json) => each.id === id).last_active_at);
    // Use is noted beside the request, not before its answer.
    await eventually(
      () => teamOf(owner),
      (team) => lastOf(team, staffId) - lastOf(team, adminId) > 60_000,
    );
    const seenBy = async (reader: Merchant) =>
      Object.fromEntries(
        (await teamOf(reader)).results.map((member: Json) => [
          member.id,
          [member.second_factor, member.last_active_at !== null],
        ]),
      );
    for (const reader of [owner, admin])
      expect(await seenBy(reader)).toEqual({
        [ownerId]: [false, true],
        [adminId]: [false, true],
        [staffId]: [true, true],
      });
    expect(await seenBy(staff)).toEqual({
      [ownerId]: [null, false],
      [adminId]: [null, false],
      [staffId]: [true, true],
    });
  });

  it('200: what somebody does in another organization is no sign of life in this one', async () => {
    const [owner, guest] = [await signUp(app), await signUp(app)];
    await join(app, owner, 'staff', guest.email);
    const { rows } = await app.context.database.pool.query(
      `delete from sessions using users where users.id = sessions.user_id and users.email = $1 and sessions.organization_id <> $2 returning sessions.id`,
      [guest.email, parseId('org', guest.organization.id)],
    );
    expect(rows).toHaveLength(1);
    const member = (await teamOf(owner)).results.find(({ email }: Json) => email === guest.email);
    expect(member).toMatchObject({ last_active_at: null, second_factor: false });
  });
});

describe('POST /api/organization/team/', () => {
  const post = (merchant: Merchant, body: Record<string, unknown>) => merchant.client.post(path, body);

  it('201: mails a way in, whose token is kept as a hash only', async () => {
    const owner = await signUp(app, { organization_name: 'A & B <i>\nFollow' });
    const email = freshEmail();
    const answer = must(201, await post(owner, { email: email.toUpperCase(), role: 'staff', name: 'Ida' }));
    expect(answer).toMatchObject({ email, role: 'staff', name: 'Ida' });
    expect(Date.parse(answer.expires_at) - Date.parse(answer.created_at)).toBeCloseTo(7 * 86_400_000, -4);
    const mail = await mailTo(owner.client, email, 'invitation');
    expect(mail.subject).toBe('Join A & B <i> Follow on Linktill');
    expect(mail.html).toContain('A &amp; B &lt;i> Follow');
    const [, token = ''] = /#token=([\w-]+)/.exec(mail.text) ?? [];
    expect(token).toHaveLength(43);
    const { rows } = await app.context.database.pool.query(
      `select invitations::text as row from invitations union all select mails::text from mails`,
    );
    expect(rows.map(({ row }) => row).join('\n')).not.toContain(token);
  });

  it('201: again replaces the open invitation', async () => {
    const owner = await signUp(app);
    const email = freshEmail();
    const first = must(201, await post(owner, { email, role: 'staff' }));
    const second = must(201, await post(owner, { email, role: 'viewer' }));
    expect(second.id).not.toBe(first.id);
    const { invitations } = await teamOf(owner);
    const { is_mailed, link, ...listed } = second;
    expect([is_mailed, link.split('#')[0]]).toEqual([false, `${app.url}/invitation`]);
    expect(invitations).toEqual([listed]);
  });

  it('201: without a mail server whoever invites gets the way in that the kept mail holds, with one nobody', async () => {
    const owner = await signUp(app);
    const email = freshEmail();
    const made = must(201, await post(owner, { email, role: 'staff' }));
    expect(made.is_mailed).toBe(false);
    expect(made.link).toContain(tokenIn(await mailTo(owner.client, email, 'invitation')));
    const server = await startMailServer();
    const mailing = await startApp({ database: app.database, env: { SMTP_URL: server.url, JOBS: 'off' } });
    try {
      const sent = must(201, await post(await signUp(mailing), { email: freshEmail(), role: 'staff' }));
      expect([sent.is_mailed, sent.link]).toEqual([true, null]);
    } finally {
      await mailing.stop();
      await server.stop();
    }
  });

  it('409 already_member: for somebody in the team, however the address is spelled', async () => {
    const owner = await signUp(app);
    const reply = await post(owner, { email: owner.email.toUpperCase(), role: 'viewer' });
    expect([reply.status, reply.body.code]).toEqual([409, 'already_member']);
  });

  it('403 insufficient_role: admins invite viewers and staff, and neither admins nor owners', async () => {
    const owner = await signUp(app);
    const admin = await join(app, owner, 'admin');
    for (const role of ['viewer', 'staff']) must(201, await post(admin, { email: freshEmail(), role }));
    for (const role of ['admin', 'owner']) {
      const reply = await post(admin, { email: freshEmail(), role });
      expect([reply.status, reply.body.code]).toEqual([403, 'insufficient_role']);
      must(201, await post(owner, { email: freshEmail(), role }));
    }
  });

  it('403 insufficient_role: an admin replaces no invitation of an owner', async () => {
    const owner = await signUp(app);
    const admin = await join(app, owner, 'admin');
    const email = freshEmail();
    const open = must(201, await post(owner, { email, role: 'owner' }));
    expect((await post(admin, { email, role: 'viewer' })).status).toBe(403);
    expect((await teamOf(owner)).invitations.map(({ id }: Json) => id)).toEqual([open.id]);
  });

  it('403 insufficient_role: for staff and viewers', async () => {
    const owner = await signUp(app);
    for (const role of ['staff', 'viewer']) {
      const member = await join(app, owner, role);
      expect((await post(member, { email: freshEmail(), role: 'viewer' })).status).toBe(403);
    }
  });

  it.each([
    ['email', { email: 'not an address', role: 'staff' }],
    ['role', { email: 'ida@shop.example', role: 'god' }],
    ['name', { email: 'ida@shop.example', role: 'staff', name: '' }],
    ['owner', { email: 'ida@shop.example', role: 'staff', owner: true }],
  ])('400: names the field %s', async (field, body) => {
    const reply = await post(await signUp(app), body);
    expect([reply.status, reply.body.errors[0].field]).toEqual([400, field]);
  });

  it.each(['invitation-person', 'invitation-address', 'invitation-organization-recipient'])(
    '429 rate_limited: nor does a person, an address, or an organization mail one recipient again and again: %s',
    async (bucket) => {
      const limited = await startApp({ database: app.database, env: { RATE_LIMIT: 'on' } });
      const owner = await signUp(limited);
      const email = freshEmail();
      must(201, await post(owner, { email, role: 'viewer' }));
      await app.context.database.pool.query('update rate_limits set count = 1000 where bucket = $1', [
        bucket,
      ]);
      // By somebody else at the same address too.
      const other = bucket === 'invitation-address' ? await signUp(limited) : owner;
      const reply = await post(other, { email, role: 'viewer' });
      await app.context.database.pool.query('delete from rate_limits');
      await limited.stop();
      expect(reply.status).toBe(429);
    },
  );

  it('201: strangers keep nobody from being invited; the mailbox gets no more, and the inviter the link', async () => {
    const server = await startMailServer();
    const env = { RATE_LIMIT: 'on', SMTP_URL: server.url, JOBS: 'off' };
    const limited = await startApp({ database: app.database, env });
    try {
      const [stranger, honest] = [await signUp(limited), await signUp(limited)];
      const email = freshEmail();
      for (let times = 0; times < 5; times++) {
        const made = must(201, await post(stranger, { email, role: 'viewer' }));
        expect([made.is_mailed, made.link]).toEqual([true, null]);
      }
      expect((await post(stranger, { email, role: 'viewer' })).status).toBe(429);
      const made = must(201, await post(honest, { email, role: 'staff' }));
      expect(made.is_mailed).toBe(false);
      const mails = await app.context.database.pool.query(
        `select count(*)::integer as count from mails where recipient = $1`,
        [email],
      );
      expect(mails.rows[0].count).toBe(5);
      expect(Object.keys((await teamOf(honest)).invitations[0])).not.toContain('link');
      const body = { token: made.link.split('#token=')[1], name: 'Ida', password: 'correct horse battery' };
      const joined = must(200, await limited.client().post('/api/auth/invitations/accept/', body));
      expect([joined.organization.id, joined.role]).toEqual([honest.organization.id, 'staff']);
      await app.context.database.pool.query('delete from rate_limits');
    } finally {
      await limited.stop();
      await server.stop();
    }
  });

  it('what is refused uses no limit up', async () => {
    const limited = await startApp({ database: app.database, env: { RATE_LIMIT: 'on' } });
    try {
      const owner = await signUp(limited);
      const admin = await join(limited, owner, 'admin');
      for (let times = 0; times < 7; times++) {
        const twice = await post(owner, { email: admin.email, role: 'viewer' });
        expect([twice.status, twice.body.code]).toEqual([409, 'already_member']);
      }
      const email = freshEmail();
      for (let times = 0; times < 7; times++)
        expect((await post(admin, { email, role: 'owner' })).body.code).toBe('insufficient_role');
      const { rows } = await app.context.database.pool.query(
        `select sum(count)::integer as count from rate_limits where bucket like 'invitation-%recipient'`,
      );
      expect(rows[0].count).toBe(2);
      must(201, await post(owner, { email, role: 'viewer' }));
      await app.context.database.pool.query('delete from rate_limits');
    } finally {
      await limited.stop();
    }
  });

  it('429 rate_limited: no organization mails strangers in masses', async () => {
    const limited = await startApp({ database: app.database, env: { RATE_LIMIT: 'on' } });
    const owner = await signUp(limited);
    must(201, await post(owner, { email: freshEmail(), role: 'viewer' }));
    await app.context.database.pool.query(
      `update rate_limits set count = 60 where bucket = 'invitation-organization'`,
    );
    const reply = await post(owner, { email: freshEmail(), role: 'viewer' });
    await limited.stop();
    expect(reply.status).toBe(429);
  });
});

describe('PATCH /api/organization/team/<id>/', () => {
  const patch = (by: Merchant, member: Merchant, role: string) =>
    by.client.patch(memberPath(member), { role });

  it('200: the role counts from the next request on', async () => {
    const owner = await signUp(app);
    const member = await join(app, owner, 'viewer');
    expect((await member.client.post('/api/products/', {})).status).toBe(403);
    expect(must(200, await patch(owner, member, 'staff'))).toMatchObject({
      id: member.user.id,
      role: 'staff',
    });
    expect((await member.client.post('/api/products/', {})).status).toBe(400);
  });

  it('200: admins manage viewers and staff', async () => {
    const owner = await signUp(app);
    const [admin, member] = [await join(app, owner, 'admin'), await join(app, owner, 'viewer')];
    must(200, await patch(admin, member, 'staff'));
    must(200, await patch(admin, member, 'viewer'));
  });

  it('403 insufficient_role: admins neither make nor change admins and owners', async () => {
    const owner = await signUp(app);
    const [admin, other] = [await join(app, owner, 'admin'), await join(app, owner, 'admin')];
    const member = await join(app, owner, 'staff');
    for (const [whom, role] of [
      [other, 'viewer'],
      [owner, 'viewer'],
      [member, 'admin'],
      [member, 'owner'],
    ] as const) {
      const reply = await patch(admin, whom, role);
      expect([reply.status, reply.body.code]).toEqual([403, 'insufficient_role']);
    }
  });

  it('403 insufficient_role: nobody raises their own role, while stepping down is free', async () => {
    const owner = await signUp(app);
    const admin = await join(app, owner, 'admin');
    expect((await patch(admin, admin, 'owner')).status).toBe(403);
    must(200, await patch(admin, admin, 'staff'));
    expect((await patch(admin, admin, 'admin')).status).toBe(403);
  });

  it('409 last_owner: the last owner stays one, until there is another', async () => {
    const owner = await signUp(app);
    const reply = await patch(owner, owner, 'admin');
    expect([reply.status, reply.body.code]).toEqual([409, 'last_owner']);
    const second = await join(app, owner, 'admin');
    must(200, await patch(owner, second, 'owner'));
    must(200, await patch(owner, owner, 'admin'));
  });

  it('409 last_owner: two owners who demote each other at the same moment leave one', async () => {
    const first = await signUp(app);
    const second = await join(app, first, 'owner');
    const replies = await Promise.all([patch(first, second, 'staff'), patch(second, first, 'staff')]);
    const statuses = replies.map(({ status }) => status).sort();
    expect(statuses[0]).toBe(200);
    expect([403, 409]).toContain(statuses[1]);
    const { rows } = await app.context.database.pool.query(
      `select organization_id from organizations left join memberships
        on organization_id = organizations.id and role = 'owner' group by 1, id having count(user_id) = 0`,
    );
    expect(rows).toEqual([]);
  });

  it('404: for somebody of another organization, whose role stays', async () => {
    const [owner, stranger] = [await signUp(app), await signUp(app)];
    expect((await patch(owner, stranger, 'viewer')).status).toBe(404);
    expect((await owner.client.patch(`${path}usr_nonsense/`, { role: 'staff' })).status).toBe(404);
    expect((await teamOf(stranger)).results[0].role).toBe('owner');
  });
});

describe('POST /api/organization/team/leave/', () => {
  const leave = (merchant: Merchant) => merchant.client.post(`${path}leave/`);

  it.each(['viewer', 'staff', 'admin', 'owner'])(
    '204: everybody may go, and is signed out here: %s',
    async (role) => {
      const [owner, guest] = [await signUp(app), await signUp(app)];
      const joined = await join(app, owner, role, guest.email);
      must(204, await leave(joined));
      expect((await joined.client.get('/api/auth/me/')).status).toBe(401);
      must(200, await guest.client.get('/api/auth/me/'));
      expect((await teamOf(owner)).results.map(({ id }: Json) => id)).toEqual([owner.user.id]);
      expect(await newestEntry(owner)).toMatchObject({
        action: 'team.member_left',
        actor: { id: guest.user.id },
        target: { type: 'user', id: guest.user.id },
        details: { email: guest.email, role, sessions_ended: 1 },
      });
    },
  );

  it('204: what they invited to is void', async () => {
    const owner = await signUp(app);
    const admin = await join(app, owner, 'admin');
    await invite(admin, freshEmail(), 'staff');
    must(204, await leave(admin));
    expect((await teamOf(owner)).invitations).toEqual([]);
  });

  it('409 last_owner: the only owner stays, until there is another', async () => {
    const owner = await signUp(app);
    const reply = await leave(owner);
    expect([reply.status, reply.body.code]).toEqual([409, 'last_owner']);
    await join(app, owner, 'owner');
    must(204, await leave(owner));
  });
});

describe('DELETE /api/organization/team/<id>/', () => {
  it('204: the sessions of this organization end, those of others go on', async () => {
    const [owner, guest] = [await signUp(app), await signUp(app)];
    const joined = await join(app, owner, 'staff', guest.email);
    must(200, await joined.client.get('/api/products/'));
    must(204, await owner.client.delete(memberPath(joined)));
    expect((await joined.client.get('/api/products/')).status).toBe(401);
    must(200, await guest.client.get('/api/auth/me/'));
    expect((await teamOf(owner)).results).toHaveLength(1);
    expect((await newestEntry(owner)).details).toEqual({
      email: guest.email,
      role: 'staff',
      sessions_ended: 1,
    });
    // An earlier session is not good again when the person comes back.
    await join(app, owner, 'staff', guest.email);
    expect((await joined.client.get('/api/products/')).status).toBe(401);
  });

  it('204: withdraws an invitation', async () => {
    const owner = await signUp(app);
    await invite(owner, freshEmail(), 'staff');
    const [invitation] = (await teamOf(owner)).invitations;
    must(204, await owner.client.delete(`${path}${invitation.id}/`));
    expect((await teamOf(owner)).invitations).toEqual([]);
    expect((await owner.client.delete(`${path}${invitation.id}/`)).status).toBe(404);
  });

  it('204: an admin may leave', async () => {
    const owner = await signUp(app);
    const admin = await join(app, owner, 'admin');
    must(204, await admin.client.delete(memberPath(admin)));
    expect((await admin.client.get('/api/auth/me/')).status).toBe(401);
    const body = { email: admin.email, password: admin.password };
    expect((await app.client().post('/api/auth/login/', body)).body.code).toBe('no_organization');
  });

  it('403 insufficient_role: admins remove neither admins nor owners, nor their invitations', async () => {
    const owner = await signUp(app);
    const [admin, other] = [await join(app, owner, 'admin'), await join(app, owner, 'admin')];
    await invite(owner, freshEmail(), 'admin');
    const invitation = (await teamOf(owner)).invitations.find(({ role }: Json) => role === 'admin');
    for (const target of [memberPath(other), memberPath(owner), `${path}${invitation.id}/`]) {
      expect((await admin.client.delete(target)).status).toBe(403);
    }
    expect((await teamOf(owner)).results).toHaveLength(3);
  });

  it('409 last_owner: the last owner cannot leave', async () => {
    const owner = await signUp(app);
    const reply = await owner.client.delete(memberPath(owner));
    expect([reply.status, reply.body.code]).toEqual([409, 'last_owner']);
  });

  it('404: for members and invitations of another organization, which stay', async () => {
    const [owner, stranger] = [await signUp(app), await signUp(app)];
    await invite(stranger, freshEmail(), 'staff');
    const [invitation] = (await teamOf(stranger)).invitations;
    for (const id of [stranger.user.id, invitation.id, 'usr_nonsense', 'nonsense']) {
      expect((await owner.client.delete(`${path}${id}/`)).status).toBe(404);
    }
    expect((await teamOf(stranger)).invitations).toHaveLength(1);
    must(200, await stranger.client.get('/api/auth/me/'));
  });
});
