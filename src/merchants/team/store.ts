import { sql } from 'kysely';
import type { Role } from '#platform/contract/roles.ts';
import { databaseNow, firstRow, type Handle, rows } from '#platform/db/database.ts';
import { deleteSome } from '#platform/db/retention.ts';
import type { Invitation, Member } from './team.ts';

export async function selectMembers(handle: Handle, organizationId: string): Promise<Member[]> {
  return rows(
    handle,
    sql<Member>`
      select m.user_id as "userId", m.role, m.created_at as "joinedAt", u.email, u.name,
        exists (select from authenticators a where a.user_id = m.user_id and a.confirmed_at is not null)
          or exists (select from passkeys p where p.user_id = m.user_id) as "hasSecondFactor",
        (select max(s.last_used_at) from sessions s
          where s.user_id = m.user_id and s.organization_id = m.organization_id) as "lastActiveAt"
      from memberships m join users u on u.id = m.user_id
      where m.organization_id = ${organizationId} order by m.created_at, m.user_id
    `,
  );
}

export type NewInvitation = Omit<Invitation, 'expiresAt' | 'inviterName' | 'organizationName'> & {
  readonly invitedBy: string;
  readonly tokenHash: Buffer;
  readonly lifeSeconds: number;
};

/** @returns when it ends */
export async function insertInvitation(
  handle: Handle,
  invitation: NewInvitation,
  offsetMs: number,
): Promise<Date> {
  const row = await firstRow(
    handle,
    sql<{ expiresAt: Date }>`
      insert into invitations (organization_id, id, email, name, role, token_hash, invited_by, created_at, expires_at)
      values (${invitation.organizationId}, ${invitation.id}, ${invitation.email}, ${invitation.name},
        ${invitation.role}, ${invitation.tokenHash}, ${invitation.invitedBy}, ${invitation.createdAt},
        ${databaseNow(offsetMs)} + ${invitation.lifeSeconds} * interval '1 second')
      returning expires_at as "expiresAt"
    `,
  );
  return (row as { expiresAt: Date }).expiresAt;
}

const columns = sql`i.id, i.organization_id as "organizationId", i.email, i.name, i.role, u.name as "inviterName",
  o.name as "organizationName", i.created_at as "createdAt", i.expires_at as "expiresAt"`;

/** Open invitations, newest first. */
export async function selectInvitations(
  handle: Handle,
  organizationId: string,
  offsetMs: number,
): Promise<Invitation[]> {
  return rows(
    handle,
    sql<Invitation>`
      select ${columns} from invitations i join users u on u.id = i.invited_by join organizations o on o.id = i.organization_id
      where i.organization_id = ${organizationId} and i.expires_at > ${databaseNow(offsetMs)} order by i.id desc
    `,
  );
}

/** An open invitation of the organization, locked, by its id or by the address it is for. */
export async function lockInvitation(
  handle: Handle,
  organizationId: string,
  which: { id: string } | { email: string },
  offsetMs: number,
): Promise<Invitation | undefined> {
  const match = 'id' in which ? sql`i.id = ${which.id}` : sql`i.email = ${which.email}`;
  return firstRow(
    handle,
    sql<Invitation>`
      select ${columns} from invitations i join users u on u.id = i.invited_by join organizations o on o.id = i.organization_id
      where i.organization_id = ${organizationId} and ${match} and i.expires_at > ${databaseNow(offsetMs)}
      for update of i
    `,
  );
}

/** Removes the invitations of an address to an organization, also those that ended. */
export async function deleteInvitations(
  handle: Handle,
  organizationId: string,
  email: string,
): Promise<void> {
  await sql`
    delete from invitations where organization_id = ${organizationId} and email = ${email}
  `.execute(handle);
}

/** Removes what a person invited to these roles, also what ended; gives the open ones. */
export async function deleteInvitationsBy(
  handle: Handle,
  organizationId: string,
  userId: string,
  ofRoles: readonly Role[],
  offsetMs: number,
): Promise<Pick<Invitation, 'id' | 'email' | 'role'>[]> {
  const removed = await rows<Pick<Invitation, 'id' | 'email' | 'role'> & { isOpen: boolean }>(
    handle,
    sql`
      delete from invitations
      where organization_id = ${organizationId} and invited_by = ${userId} and role = any(${ofRoles}::text[])
      returning id, email, role, expires_at > ${databaseNow(offsetMs)} as "isOpen"
    `,
  );
  return removed.filter(({ isOpen }) => isOpen);
}

export async function selectInvitationByToken(
  handle: Handle,
  tokenHash: Buffer,
  offsetMs: number,
): Promise<Invitation | undefined> {
  return firstRow(
    handle,
    sql<Invitation>`
      select ${columns} from invitations i join users u on u.id = i.invited_by join organizations o on o.id = i.organization_id
      where i.token_hash = ${tokenHash} and i.expires_at > ${databaseNow(offsetMs)}
    `,
  );
}

export type OpenInvitation = { readonly email: string; readonly expiresAt: Date };

export async function selectInvitationsOf(
  handle: Handle,
  invited: readonly { readonly organizationId: string; readonly to: string }[],
): Promise<OpenInvitation[]> {
  return rows(
    handle,
    sql<OpenInvitation>`
      select i.email, i.expires_at as "expiresAt"
      from jsonb_to_recordset(${JSON.stringify(invited)}::jsonb) as asked("organizationId" uuid, "to" text)
      join invitations i on i.organization_id = asked."organizationId" and i.email = asked."to"
    `,
  );
}

/** Takes an invitation away and gives what it said; a second taker finds nothing. */
export async function takeInvitation(
  handle: Handle,
  tokenHash: Buffer,
  offsetMs: number,
): Promise<Pick<Invitation, 'id' | 'organizationId' | 'email' | 'role'> | undefined> {
  return firstRow(
    handle,
    sql<Pick<Invitation, 'id' | 'organizationId' | 'email' | 'role'>>`
      delete from invitations where token_hash = ${tokenHash} and expires_at > ${databaseNow(offsetMs)}
      returning id, organization_id as "organizationId", email, role
    `,
  );
}

export async function deleteEndedInvitations(
  handle: Handle,
  limit: number,
  offsetMs: number,
): Promise<number> {
  const where = sql`expires_at <= ${databaseNow(offsetMs)}`;
  return deleteSome(handle, 'invitations', { where, order: sql`expires_at` }, limit);
}
