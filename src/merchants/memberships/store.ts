import { sql } from 'kysely';
import type { Role } from '#platform/contract/roles.ts';
import { databaseNow, firstRow, type Handle, rows } from '#platform/db/database.ts';
import type { Belonging, Membership, Seat } from './membership.ts';

/** @returns false when the person belongs to the organization already */
export async function insertMembership(
  handle: Handle,
  membership: Membership & { userId: string },
  now: Date,
): Promise<boolean> {
  const inserted = await rows(
    handle,
    sql`
      insert into memberships (organization_id, user_id, role, created_at)
      values (${membership.organizationId}, ${membership.userId}, ${membership.role}, ${now})
      on conflict (organization_id, user_id) do nothing
      returning role
    `,
  );
  return inserted.length > 0;
}

/** The organization a person joined first, kept from being left until the transaction ends. */
export async function holdFirstMembership(handle: Handle, userId: string): Promise<Membership | undefined> {
  return firstRow(
    handle,
    sql<Membership>`
      select organization_id as "organizationId", role from memberships
      where user_id = ${userId} order by created_at, organization_id limit 1 for share
    `,
  );
}

/** A membership, kept from being taken away until the transaction ends. */
export async function holdMembership(
  handle: Handle,
  organizationId: string,
  userId: string,
): Promise<Membership | undefined> {
  return firstRow(
    handle,
    sql<Membership>`
      select organization_id as "organizationId", role from memberships
      where organization_id = ${organizationId} and user_id = ${userId} for share
    `,
  );
}

/** All that a person belongs to, the first joined first. */
export async function selectBelongings(handle: Handle, userId: string): Promise<Belonging[]> {
  return rows(
    handle,
    sql<Belonging>`
      select m.organization_id as "organizationId", m.role, o.name as "organizationName"
      from memberships m join organizations o on o.id = m.organization_id
      where m.user_id = ${userId} order by m.created_at, m.organization_id
    `,
  );
}

/** The organization of the newest open invitation for an address. */
export async function selectInvitingOrganization(
  handle: Handle,
  email: string,
  offsetMs: number,
): Promise<string | undefined> {
  const newest = await firstRow(
    handle,
    sql<{ organizationId: string }>`
      select organization_id as "organizationId" from invitations
      where email = ${email} and expires_at > ${databaseNow(offsetMs)} order by created_at desc, id limit 1
    `,
  );
  return newest?.organizationId;
}

/** All members as they are now; nobody else changes a role or removes one until the transaction ends. */
export async function lockMemberships(handle: Handle, organizationId: string): Promise<Seat[]> {
  return rows(
    handle,
    sql<Seat>`
      select user_id as "userId", role from memberships
      where organization_id = ${organizationId} order by user_id for update
    `,
  );
}

export async function updateRole(
  handle: Handle,
  organizationId: string,
  userId: string,
  role: Role,
): Promise<void> {
  await sql`
    update memberships set role = ${role} where organization_id = ${organizationId} and user_id = ${userId}
  `.execute(handle);
}

export async function deleteMembership(
  handle: Handle,
  organizationId: string,
  userId: string,
): Promise<void> {
  await sql`
    delete from memberships where organization_id = ${organizationId} and user_id = ${userId}
  `.execute(handle);
}
