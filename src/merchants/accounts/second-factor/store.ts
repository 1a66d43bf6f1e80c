import { sql } from 'kysely';
import { databaseNow, firstRow, type Handle, rows } from '#platform/db/database.ts';
import { deleteSome } from '#platform/db/retention.ts';
import type { Passkey } from './passkey.ts';

/** Holds a person's second factors until the transaction ends, so that two changes of them come one after the other. */
export async function lockPerson(handle: Handle, userId: string): Promise<void> {
  await sql`select from users where id = ${userId} for update`.execute(handle);
}

export type WaitingSignIn = {
  readonly userId: string;
  /** What was right before. */
  readonly method: 'password' | 'one_time_link';
  /** Null for the one that the person joined first. */
  readonly organizationId: string | null;
};

export async function insertChallenge(
  handle: Handle,
  challenge: WaitingSignIn & { tokenHash: Buffer; lifeSeconds: number },
  offsetMs: number,
): Promise<Date> {
  const now = databaseNow(offsetMs);
  const row = await firstRow<{ expiresAt: Date }>(
    handle,
    sql`
      insert into second_factor_challenges (token_hash, user_id, method, organization_id, created_at, expires_at)
      values (${challenge.tokenHash}, ${challenge.userId}, ${challenge.method}, ${challenge.organizationId}, ${now}, ${now} + ${challenge.lifeSeconds} * interval '1 second')
      returning expires_at as "expiresAt"
    `,
  );
  return (row as { expiresAt: Date }).expiresAt;
}

/** Whose sign-in waits under this token. */
export async function selectChallenge(
  handle: Handle,
  tokenHash: Buffer,
  offsetMs: number,
): Promise<string | undefined> {
  const row = await firstRow<{ userId: string }>(
    handle,
    sql`
      select user_id as "userId" from second_factor_challenges
      where token_hash = ${tokenHash} and expires_at > ${databaseNow(offsetMs)}
    `,
  );
  return row?.userId;
}

/** Takes a waiting sign-in away; a second taker finds nothing. */
export async function takeChallenge(
  handle: Handle,
  tokenHash: Buffer,
  offsetMs: number,
): Promise<WaitingSignIn | undefined> {
  return firstRow<WaitingSignIn>(
    handle,
    sql`
      delete from second_factor_challenges where token_hash = ${tokenHash} and expires_at > ${databaseNow(offsetMs)}
      returning user_id as "userId", method, organization_id as "organizationId"
    `,
  );
}

/** Removes sign-ins that nobody can complete any more, so many at most; gives how many. */
export async function deleteEndedChallenges(
  handle: Handle,
  limit: number,
  offsetMs: number,
): Promise<number> {
  const where = sql`expires_at <= ${databaseNow(offsetMs)}`;
  return deleteSome(handle, 'second_factor_challenges', { where, order: sql`expires_at` }, limit);
}

/** Removes what no passkey can answer any more, so many at most; gives how many. */
export async function deleteEndedPasskeyChallenges(
  handle: Handle,
  limit: number,
  offsetMs: number,
): Promise<number> {
  const where = sql`expires_at <= ${databaseNow(offsetMs)}`;
  return deleteSome(handle, 'passkey_challenges', { where, order: sql`expires_at` }, limit);
}

/** Takes away all that a person has beside the password, with sign-ins that wait for it. */
export async function deleteFactors(handle: Handle, userId: string): Promise<void> {
  for (const table of [
    'authenticators',
    'passkeys',
    'recovery_codes',
    'second_factor_challenges',
    'passkey_challenges',
  ])
    await sql`delete from ${sql.table(table)} where user_id = ${userId}`.execute(handle);
}

export type Authenticator = {
  /** Encrypted. */
  readonly secret: string;
  readonly confirmedAt: Date | null;
  /** The database's time, by which codes are judged. */
  readonly now: Date;
};

/** Writes a secret that is being set up in place of one that was; false when a confirmed one is there. */
export async function saveAuthenticator(
  handle: Handle,
  userId: string,
  secret: string,
  offsetMs: number,
): Promise<boolean> {
  const saved = await firstRow(
    handle,
    sql`
      insert into authenticators as there (user_id, secret, created_at) values (${userId}, ${secret}, ${databaseNow(offsetMs)})
      on conflict (user_id) do update set secret = excluded.secret, created_at = excluded.created_at, last_step = 0
        where there.confirmed_at is null
      returning user_id
    `,
  );
  return saved !== undefined;
}

export async function selectAuthenticator(
  handle: Handle,
  userId: string,
  offsetMs: number,
): Promise<Authenticator | undefined> {
  return firstRow<Authenticator>(
    handle,
    sql`
      select secret, confirmed_at as "confirmedAt", ${databaseNow(offsetMs)} as now from authenticators where user_id = ${userId}
    `,
  );
}

/** Uses a time step up; false when a code of it, or of a later one, was taken before. */
export async function useStep(handle: Handle, userId: string, step: number): Promise<boolean> {
  const used = await firstRow(
    handle,
    sql`update authenticators set last_step = ${step} where user_id = ${userId} and last_step < ${step} returning user_id`,
  );
  return used !== undefined;
}

export async function confirmAuthenticator(handle: Handle, userId: string, offsetMs: number): Promise<void> {
  await sql`
    update authenticators set confirmed_at = ${databaseNow(offsetMs)} where user_id = ${userId} and confirmed_at is null
  `.execute(handle);
}

/** @returns whether there was a confirmed one */
export async function deleteAuthenticator(handle: Handle, userId: string): Promise<boolean> {
  const gone = await firstRow<{ wasOn: boolean }>(
    handle,
    sql`delete from authenticators where user_id = ${userId} returning confirmed_at is not null as "wasOn"`,
  );
  return gone?.wasOn ?? false;
}

export async function replaceCodes(
  handle: Handle,
  userId: string,
  hashes: readonly Buffer[],
  now: Date,
): Promise<void> {
  await deleteCodes(handle, userId);
  const values = hashes.map((hash) => sql`(${userId}, ${hash}, ${now})`);
  await sql`insert into recovery_codes (user_id, code_hash, created_at) values ${sql.join(values)}`.execute(
    handle,
  );
}

export async function deleteCodes(handle: Handle, userId: string): Promise<void> {
  await sql`delete from recovery_codes where user_id = ${userId}`.execute(handle);
}

/** Uses a code up; false when there is none, or it was used before. */
export async function markUsed(handle: Handle, userId: string, hash: Buffer, now: Date): Promise<boolean> {
  const used = await firstRow(
    handle,
    sql`
      update recovery_codes set used_at = ${now} where user_id = ${userId} and code_hash = ${hash} and used_at is null
      returning user_id
    `,
  );
  return used !== undefined;
}

export type ChallengePurpose = 'register' | 'prove';
type Challenge = {
  readonly challenge: string;
  readonly userId: string;
  readonly purpose: ChallengePurpose;
};

export async function insertPasskeyChallenge(
  handle: Handle,
  { challenge, userId, purpose }: Challenge,
  lifeSeconds: number,
  offsetMs: number,
): Promise<void> {
  await sql`
    insert into passkey_challenges (challenge, user_id, purpose, expires_at)
    values (${challenge}, ${userId}, ${purpose}, ${databaseNow(offsetMs)} + ${lifeSeconds} * interval '1 second')
  `.execute(handle);
}

/** Takes a challenge away; false when it was never given to this person for this, was used, or is too old. */
export async function takePasskeyChallenge(
  handle: Handle,
  { challenge, userId, purpose }: Challenge,
  offsetMs: number,
): Promise<boolean> {
  const taken = await firstRow(
    handle,
    sql`
      delete from passkey_challenges
      where challenge = ${challenge} and user_id = ${userId} and purpose = ${purpose} and expires_at > ${databaseNow(offsetMs)}
      returning user_id
    `,
  );
  return taken !== undefined;
}

export async function insertPasskey(
  handle: Handle,
  passkey: Omit<Passkey, 'lastUsedAt'> & { userId: string },
): Promise<void> {
  await sql`
    insert into passkeys (id, user_id, credential_id, public_key, counter, transports, name, created_at)
    values (${passkey.id}, ${passkey.userId}, ${passkey.credentialId}, ${passkey.publicKey}, ${passkey.counter},
      ${[...passkey.transports]}, ${passkey.name}, ${passkey.createdAt})
  `.execute(handle);
}

export async function selectPasskeys(handle: Handle, userId: string): Promise<Passkey[]> {
  const found = await rows<Omit<Passkey, 'counter'> & { counter: bigint }>(
    handle,
    sql`
      select id, credential_id as "credentialId", public_key as "publicKey", counter, transports, name,
        created_at as "createdAt", last_used_at as "lastUsedAt"
      from passkeys where user_id = ${userId} order by id
    `,
  );
  return found.map((passkey) => ({ ...passkey, counter: Number(passkey.counter) }));
}

/** Notes a use; false when the passkey is gone, or its counter shows a copy. */
export async function notePasskeyUse(
  handle: Handle,
  userId: string,
  { id, counter }: Pick<Passkey, 'id' | 'counter'>,
  offsetMs: number,
): Promise<boolean> {
  const noted = await firstRow(
    handle,
    sql`
      update passkeys set counter = ${counter}, last_used_at = ${databaseNow(offsetMs)}
      where id = ${id} and user_id = ${userId} and (counter < ${counter} or counter = 0 and ${counter} = 0) returning id
    `,
  );
  return noted !== undefined;
}

/** Names a passkey anew; undefined when the person has none of this id. */
export async function renamePasskey(
  handle: Handle,
  userId: string,
  id: string,
  name: string,
): Promise<boolean> {
  const renamed = await firstRow(
    handle,
    sql`update passkeys set name = ${name} where id = ${id} and user_id = ${userId} returning id`,
  );
  return renamed !== undefined;
}

/** @returns its name; undefined when the person has none of this id */
export async function deletePasskey(handle: Handle, userId: string, id: string): Promise<string | undefined> {
  const gone = await firstRow<{ name: string }>(
    handle,
    sql`delete from passkeys where id = ${id} and user_id = ${userId} returning name`,
  );
  return gone?.name;
}
