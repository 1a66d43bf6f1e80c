import { sql } from 'kysely';
import { databaseNow, firstRow, type Handle } from '#platform/db/database.ts';
import type { Role } from '#platform/http/route.ts';

export type FoundUser = { readonly organizationId: string; readonly userId: string };

/** The person with this address, with the first organization that they belong to. */
export async function findUser(handle: Handle, email: string): Promise<FoundUser | undefined> {
  return firstRow(
    handle,
    sql<FoundUser>`
      select m.organization_id as "organizationId", u.id as "userId"
      from users u join memberships m on m.user_id = u.id
      where u.email = ${email} order by m.created_at, m.organization_id limit 1
    `,
  );
}

export type NewMember = {
  readonly organizationId: string;
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly role: Role;
};

export async function insertMember(handle: Handle, member: NewMember, now: Date): Promise<void> {
  await sql`
    insert into users (id, email, name, password_hash, created_at, updated_at)
    values (${member.userId}, ${member.email}, ${member.name}, ${member.passwordHash}, ${now}, ${now})
  `.execute(handle);
  await sql`
    insert into memberships (organization_id, user_id, role, created_at)
    values (${member.organizationId}, ${member.userId}, ${member.role}, ${now})
  `.execute(handle);
}

/** Sets the password and ends every session and sign-in that was good before. */
export async function replacePassword(
  handle: Handle,
  userId: string,
  passwordHash: string,
  now: Date,
  offsetMs: number,
): Promise<void> {
  await sql`
    update users set password_hash = ${passwordHash}, updated_at = ${now} where id = ${userId}
  `.execute(handle);
  await sql`
    update sessions set revoked_at = ${databaseNow(offsetMs)} where user_id = ${userId} and revoked_at is null
  `.execute(handle);
  await sql`delete from one_time_sign_ins where user_id = ${userId}`.execute(handle);
}
