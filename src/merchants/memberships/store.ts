import { sql } from 'kysely';
import { databaseNow, firstRow, type Handle, rows } from '#platform/db/database.ts';
import type { Belonging, Membership } from './membership.ts';

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
