import { sql } from 'kysely';
import type { FactorUsed } from '#merchants/factors/factors.ts';
import type { SignInMethod } from '#platform/contract/accounts.ts';
import { type Database, databaseNow, firstRow, type Handle, rows } from '#platform/db/database.ts';
import { type Page, type PageRequest, pageClause, toPage } from '#platform/db/page.ts';
import { deleteSome } from '#platform/db/retention.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import {
  proofSeconds,
  type Session,
  sessionIdleSeconds,
  sessionLifeSeconds,
  sessionTouchSeconds,
  type TeamSession,
  type User,
  type UserSince,
} from './account.ts';

// Accounts stand above organizations: a person is found by address or token before any organization is known.

export async function insertUser(
  handle: Handle,
  user: User & { passwordHash: string },
  now: Date,
): Promise<void> {
  await sql`
    insert into users (id, email, name, password_hash, created_at, updated_at)
    values (${user.id}, ${user.email}, ${user.name}, ${user.passwordHash}, ${now}, ${now})
  `.execute(handle);
}

export type UserWithHash = User & { readonly passwordHash: string };

export async function selectUserByEmail(handle: Handle, email: string): Promise<UserWithHash | undefined> {
  return firstRow(
    handle,
    sql<UserWithHash>`select id, email, name, password_hash as "passwordHash" from users where email = ${email}`,
  );
}

export async function selectUser(handle: Handle, userId: string): Promise<UserWithHash | undefined> {
  return firstRow(
    handle,
    sql<UserWithHash>`select id, email, name, password_hash as "passwordHash" from users where id = ${userId}`,
  );
}

export async function selectUsers(handle: Handle, userIds: readonly string[]): Promise<UserSince[]> {
  return rows(
    handle,
    sql<UserSince>`select id, email, name, created_at as "createdAt" from users where id = any(${[...userIds]}::uuid[])`,
  );
}

/** Reads a person and holds their password until the transaction ends, so that no change of it overtakes us. */
export async function holdUser(handle: Handle, userId: string): Promise<UserWithHash | undefined> {
  return firstRow(
    handle,
    sql<UserWithHash>`
      select id, email, name, password_hash as "passwordHash" from users where id = ${userId} for share
    `,
  );
}

/** Replaces the hash that the caller knew; false when somebody was faster. */
export async function replacePasswordHash(
  handle: Handle,
  userId: string,
  oldHash: string,
  newHash: string,
  now: Date,
): Promise<boolean> {
  const changed = await rows(
    handle,
    sql`
      update users set password_hash = ${newHash}, updated_at = ${now}
      where id = ${userId} and password_hash = ${oldHash} returning id
    `,
  );
  return changed.length > 0;
}

export type NewSession = {
  readonly id: string;
  readonly organizationId: string;
  readonly userId: string;
  readonly tokenHash: Buffer;
  readonly userAgent: string;
  readonly address: string;
  /** Whether it begins with a password or second factor of its owner. */
  readonly isProven: boolean;
  readonly method: SignInMethod;
  readonly secondFactor: FactorUsed | undefined;
  /** The session that it goes on from, whose end and proof it keeps. */
  readonly continuedSessionId?: string;
};

/** @returns the latest end of the session */
export async function insertSession(handle: Handle, session: NewSession, offsetMs: number): Promise<Date> {
  const now = databaseNow(offsetMs);
  const row = await firstRow(
    handle,
    sql<{ expiresAt: Date }>`
      insert into sessions (id, organization_id, user_id, token_hash, user_agent, address, continued_session_id, method, second_factor,
        proved_at, created_at, last_used_at, expires_at)
      values (${session.id}, ${session.organizationId}, ${session.userId}, ${session.tokenHash}, ${session.userAgent},
        ${session.address}, ${session.continuedSessionId ?? null}, ${session.method}, ${session.secondFactor ?? null},
        case when ${session.isProven} then ${now} else (select proved_at from sessions where id = ${session.continuedSessionId ?? null}::uuid) end,
        ${now}, ${now}, least(${now} + ${sessionLifeSeconds} * interval '1 second',
          (select expires_at from sessions where id = ${session.continuedSessionId ?? null}::uuid)))
      returning expires_at as "expiresAt"
    `,
  );
  return (row as { expiresAt: Date }).expiresAt;
}

/**
 * Whether the session `s` was switched, over however many switches, from one that nobody used for too long. Ends and sign-outs
 * of that one were written into `s` itself.
 */
const isLeftBehind = `
  s.continued_session_id is not null and exists (
    with recursive chain as (
      select p.continued_session_id, p.last_used_at from sessions p where p.id = s.continued_session_id
      union all
      select p.continued_session_id, p.last_used_at from sessions p join chain on p.id = chain.continued_session_id
    )
    select from chain where chain.last_used_at <= c.now - ${sessionIdleSeconds} * interval '1 second'
  )`;

const findSession = {
  name: 'find_session',
  text: `
    select s.organization_id as "organizationId", s.user_id as "userId", s.id as "sessionId", m.role,
      s.last_used_at < c.now - ${sessionTouchSeconds} * interval '1 second' as "isStale",
      coalesce(s.proved_at > c.now - ${proofSeconds} * interval '1 second', false) as "isProven",
      o.require_second_factor and not exists (select from authenticators a where a.user_id = s.user_id and a.confirmed_at is not null)
        and not exists (select from passkeys p where p.user_id = s.user_id) as "lacksSecondFactor",
      case when o.live_providers > 0 then 'live' else 'sandbox' end as "defaultMode"
    from (select now() + $2::double precision * interval '1 millisecond' as now) c
    join sessions s on s.token_hash = $1
    join memberships m on m.organization_id = s.organization_id and m.user_id = s.user_id
    join organizations o on o.id = s.organization_id
    where s.revoked_at is null and s.expires_at > c.now
      and s.last_used_at > c.now - ${sessionIdleSeconds} * interval '1 second' and not (${isLeftBehind})`,
};

export type FoundSession = Omit<SessionCaller, 'kind'> & { readonly isStale: boolean };

/** The session behind a token while it is good, with the role its owner has now. */
export async function selectSessionByToken(
  database: Database,
  hash: Buffer,
  offsetMs: number,
): Promise<FoundSession | undefined> {
  const [session] = await database.run<FoundSession>(findSession, [hash, offsetMs]);
  return session;
}

/** The session that this one goes back to, over all that were switched from one to the next: itself if none was. */
export async function selectFirstSession(handle: Handle, sessionId: string): Promise<string> {
  const first = await firstRow(
    handle,
    sql<{ id: string }>`
      with recursive chain as (
        select id, continued_session_id from sessions where id = ${sessionId}
        union all
        select s.id, s.continued_session_id from sessions s join chain c on s.id = c.continued_session_id
      )
      select id from chain where continued_session_id is null
    `,
  );
  return first?.id ?? sessionId;
}

const noteSessionUse = {
  name: 'note_session_use',
  // Locked in one order, so that two of one chain do not wait for each other in a circle.
  text: `
    with recursive chain as (
      select id, continued_session_id from sessions where id = $1
      union all
      select s.id, s.continued_session_id from sessions s join chain on s.id = chain.continued_session_id
    ), stale as (
      select id from sessions where id in (select id from chain)
        and last_used_at < now() + $2::double precision * interval '1 millisecond' - ${sessionTouchSeconds} * interval '1 second'
      order by id for no key update
    )
    update sessions set last_used_at = now() + $2::double precision * interval '1 millisecond'
    from stale where sessions.id = stale.id`,
};

/** Notes that a session is used, and with it those that it was switched from. */
export async function touchSession(database: Database, sessionId: string, offsetMs: number): Promise<void> {
  await database.run(noteSessionUse, [sessionId, offsetMs]);
}

/** @returns how long the proof is good */
export async function noteProof(handle: Handle, sessionId: string, offsetMs: number): Promise<Date> {
  const row = await firstRow(
    handle,
    sql<{ until: Date }>`
      update sessions set proved_at = ${databaseNow(offsetMs)} where id = ${sessionId}
      returning proved_at + ${proofSeconds} * interval '1 second' as until
    `,
  );
  return (row as { until: Date }).until;
}

/** One page of the sessions that a person can still be using. */
export async function selectSessions(
  handle: Handle,
  userId: string,
  page: PageRequest,
  offsetMs: number,
): Promise<Page<Session>> {
  const { where, tail } = pageClause(page, sql`s.id`);
  const found = await rows(
    handle,
    sql<Session>`
      select s.id, s.user_agent as "userAgent", s.address, s.created_at as "createdAt", s.last_used_at as "lastUsedAt",
        s.expires_at as "expiresAt"
      from sessions s cross join (select ${databaseNow(offsetMs)} as now) c
      where s.user_id = ${userId} and s.revoked_at is null and s.expires_at > c.now
        and s.last_used_at > c.now - ${sessionIdleSeconds} * interval '1 second' and not (${sql.raw(isLeftBehind)}) and ${where}
      ${tail}
    `,
  );
  return toPage(found, page);
}

/** One page of the sessions of everybody that can still be used in an organization. */
export async function selectTeamSessions(
  handle: Handle,
  organizationId: string,
  page: PageRequest,
  offsetMs: number,
): Promise<Page<TeamSession>> {
  const { where, tail } = pageClause(page, sql`s.id`);
  const found = await rows(
    handle,
    sql<TeamSession>`
      select s.id, s.user_agent as "userAgent", s.address, s.created_at as "createdAt", s.last_used_at as "lastUsedAt",
        s.expires_at as "expiresAt", s.method, s.second_factor as "secondFactor", u.id as "userId", u.name, u.email
      from sessions s join memberships m on m.organization_id = s.organization_id and m.user_id = s.user_id
      join users u on u.id = s.user_id cross join (select ${databaseNow(offsetMs)} as now) c
      where s.organization_id = ${organizationId} and s.revoked_at is null and s.expires_at > c.now
        and s.last_used_at > c.now - ${sessionIdleSeconds} * interval '1 second' and not (${sql.raw(isLeftBehind)}) and ${where}
      ${tail}
    `,
  );
  return toPage(found, page);
}

/** Ends a session of anybody in this organization; `undefined` when it has no such session, ended or not. */
export async function endSessionIn(
  handle: Handle,
  organizationId: string,
  sessionId: string,
  offsetMs: number,
): Promise<{ readonly userId: string; readonly wasOpen: boolean } | undefined> {
  return firstRow(
    handle,
    sql<{ userId: string; wasOpen: boolean }>`
      update sessions set revoked_at = coalesce(sessions.revoked_at, ${databaseNow(offsetMs)})
      from (
        select id, revoked_at from sessions where id = ${sessionId} and organization_id = ${organizationId} for update
      ) before
      where sessions.id = before.id
      returning sessions.user_id as "userId", before.revoked_at is null as "wasOpen"
    `,
  );
}

export type EndedSession = { readonly organizationId: string; readonly wasOpen: boolean };

/** Ends a session of this person; `undefined` when they have no such session, ended or not. */
export async function endSession(
  handle: Handle,
  userId: string,
  sessionId: string,
  offsetMs: number,
): Promise<EndedSession | undefined> {
  return firstRow(
    handle,
    sql<EndedSession>`
      update sessions set revoked_at = coalesce(sessions.revoked_at, ${databaseNow(offsetMs)})
      from (
        select id, revoked_at from sessions where id = ${sessionId} and user_id = ${userId} for update
      ) before
      where sessions.id = before.id
      returning sessions.organization_id as "organizationId", before.revoked_at is null as "wasOpen"
    `,
  );
}

/** A session that has not been ended, kept from it until the transaction ends. */
export async function holdSession(handle: Handle, sessionId: string): Promise<boolean> {
  const held = await rows(
    handle,
    sql`select id from sessions where id = ${sessionId} and revoked_at is null for share`,
  );
  return held.length > 0;
}

/** Ends what was switched from these sessions, over however many switches. */
export async function endContinued(
  handle: Handle,
  sessionIds: readonly string[],
  offsetMs: number,
): Promise<void> {
  await sql`
    update sessions set revoked_at = ${databaseNow(offsetMs)}
    where revoked_at is null and id in (
      with recursive continued as (
        select id from sessions where continued_session_id = any(${[...sessionIds]}::uuid[])
        union all
        select s.id from sessions s join continued c on s.continued_session_id = c.id
      )
      select id from continued
    )
  `.execute(handle);
}

/** Ends the other sessions of a person, or all, with every other way in that was handed out before. */
export async function endOtherSessions(
  handle: Handle,
  userId: string,
  keptSessionId: string | null,
  offsetMs: number,
): Promise<void> {
  await sql`
    update sessions set revoked_at = ${databaseNow(offsetMs)}
    where user_id = ${userId} and id is distinct from ${keptSessionId}::uuid and revoked_at is null
  `.execute(handle);
  await sql`delete from one_time_sign_ins where user_id = ${userId}`.execute(handle);
  await sql`delete from password_resets where user_id = ${userId}`.execute(handle);
  await sql`delete from second_factor_challenges where user_id = ${userId}`.execute(handle);
}

/**
 * Ends what a person can use of one organization.
 *
 * @returns how many sessions could still be used
 */
export async function endSessionsIn(
  handle: Handle,
  organizationId: string,
  userId: string,
  offsetMs: number,
): Promise<number> {
  const ended = await rows(
    handle,
    sql<{ id: string; wasGood: boolean }>`
      update sessions set revoked_at = ${databaseNow(offsetMs)}
      where user_id = ${userId} and organization_id = ${organizationId} and revoked_at is null
      returning id, expires_at > ${databaseNow(offsetMs)}
        and last_used_at > ${databaseNow(offsetMs)} - ${sessionIdleSeconds} * interval '1 second' as "wasGood"
    `,
  );
  await endContinued(
    handle,
    ended.map(({ id }) => id),
    offsetMs,
  );
  await sql`
    delete from one_time_sign_ins where user_id = ${userId} and organization_id = ${organizationId}
  `.execute(handle);
  return ended.filter(({ wasGood }) => wasGood).length;
}

/** @returns when it ends to be good */
export async function insertOneTimeSignIn(
  handle: Handle,
  signIn: { tokenHash: Buffer; organizationId: string; userId: string; lifeSeconds: number },
  offsetMs: number,
): Promise<Date> {
  const now = databaseNow(offsetMs);
  const row = await firstRow(
    handle,
    sql<{ expiresAt: Date }>`
      insert into one_time_sign_ins (token_hash, organization_id, user_id, created_at, expires_at)
      values (${signIn.tokenHash}, ${signIn.organizationId}, ${signIn.userId}, ${now},
        ${now} + ${signIn.lifeSeconds} * interval '1 second')
      returning expires_at as "expiresAt"
    `,
  );
  return (row as { expiresAt: Date }).expiresAt;
}

/** Takes a one-time sign-in away and tells whose it was; a second taker finds nothing. */
export async function takeOneTimeSignIn(
  handle: Handle,
  hash: Buffer,
  offsetMs: number,
): Promise<{ organizationId: string; userId: string } | undefined> {
  return firstRow(
    handle,
    sql<{ organizationId: string; userId: string }>`
      delete from one_time_sign_ins where token_hash = ${hash} and expires_at > ${databaseNow(offsetMs)}
      returning organization_id as "organizationId", user_id as "userId"
    `,
  );
}

export async function deleteEndedSignIns(handle: Handle, limit: number, offsetMs: number): Promise<number> {
  const where = sql`expires_at <= ${databaseNow(offsetMs)}`;
  return deleteSome(handle, 'one_time_sign_ins', { where, order: sql`expires_at` }, limit);
}

export async function deleteEndedSessions(
  handle: Handle,
  days: number,
  limit: number,
  offsetMs: number,
): Promise<number> {
  const end = sql`least(expires_at, revoked_at)`;
  const where = sql`${end} < ${databaseNow(offsetMs)} - ${days} * interval '1 day'`;
  return deleteSome(handle, 'sessions', { where, order: end }, limit);
}
