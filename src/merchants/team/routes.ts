import { originOf } from '#merchants/accounts/account.ts';
import { showSignedIn } from '#merchants/accounts/show-account.ts';
import type { Context } from '#platform/context.ts';
import { signedInSchema } from '#platform/contract/accounts.ts';
import { auditListQuerySchema, auditListSchema, auditProofSchema } from '#platform/contract/audit.ts';
import {
  acceptBodySchema,
  invitationTokenBodySchema,
  invitationViewSchema,
  inviteBodySchema,
  memberSchema,
  newInvitationSchema,
  rolePatchSchema,
  teamParamsSchema,
  teamSchema,
} from '#platform/contract/team.ts';
import { listAnswer } from '#platform/db/page.ts';
import { prefersCsv } from '#platform/http/export-answer.ts';
import { created, noContent, ok, type Route, route } from '#platform/http/route.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { changeRole } from './change-role.ts';
import { exportAuditLog } from './export-audit-log.ts';
import { inviteMember } from './invite-member.ts';
import { joinWithSession } from './join-with-session.ts';
import { leaveTeam } from './leave-team.ts';
import { listAuditLog } from './list-audit-log.ts';
import { listTeam } from './list-team.ts';
import { proveAuditLog } from './prove-audit-log.ts';
import { readInvitation } from './read-invitation.ts';
import { removeMember } from './remove-member.ts';
import { showAuditEntry } from './show-audit-entry.ts';
import { showInvitation, showInvitationView, showMember, showNewInvitation } from './show-team.ts';

const tag = 'Team';

export const teamRoutes: Route<Context>[] = [
  route<Context>()({
    method: 'GET',
    path: '/api/organization/team/',
    contract: {
      summary: 'List the team',
      description: 'Members and open invitations, all of them.',
      tag,
      responses: { 200: teamSchema },
    },
    auth: 'session',
    role: 'viewer',
    run: async ({ context, caller }) => {
      const { members, invitations } = await listTeam(context, caller);
      return ok({
        results: members.map((member) => showMember(member, caller)),
        invitations: invitations.map(showInvitation),
        next: null,
        previous: null,
      });
    },
  }),
  route<Context>()({
    method: 'POST',
    path: '/api/organization/team/',
    contract: {
      summary: 'Invite somebody',
      description:
        'By mail, for seven days. Inviting an address again replaces its invitation. Only owners invite admins and owners. An address ' +
        'that many invited today gets no further mail, and without a mail server nothing is mailed; is_mailed then says so, and link ' +
        'is what to give to the person.',
      tag,
      body: inviteBodySchema,
      responses: { 201: newInvitationSchema },
      errors: ['already_member', 'rate_limited'],
    },
    proof: 'always',
    auth: 'session',
    role: 'admin',
    run: async ({ context, caller, body }) =>
      created(showNewInvitation(await inviteMember(context, caller, body))),
  }),
  route<Context>()({
    method: 'PATCH',
    path: '/api/organization/team/:id/',
    contract: {
      summary: 'Change a member’s role',
      description: 'Only owners make, change and remove admins and owners; nobody raises their own role.',
      tag,
      params: teamParamsSchema,
      body: rolePatchSchema,
      responses: { 200: memberSchema },
      errors: ['not_found', 'last_owner'],
    },
    proof: 'depending',
    auth: 'session',
    role: 'admin',
    shown: async ({ context, caller, params }) => {
      const { members } = await listTeam(context, caller);
      return members.map((member) => showMember(member, caller)).find(({ id }) => id === params.id);
    },
    run: async ({ context, caller, params, body }) =>
      ok(showMember(await changeRole(context, caller, params.id, body.role), caller)),
  }),
  route<Context>()({
    method: 'DELETE',
    path: '/api/organization/team/:id/',
    contract: {
      summary: 'Remove a member, or withdraw an invitation',
      description: 'The member’s sessions of this organization end at once.',
      tag,
      params: teamParamsSchema,
      responses: { 204: null },
      errors: ['not_found', 'last_owner'],
    },
    auth: 'session',
    role: 'admin',
    run: async ({ context, caller, params }) => {
      await removeMember(context, caller, params.id);
      return noContent;
    },
  }),
  route<Context>()({
    method: 'POST',
    path: '/api/organization/team/leave/',
    contract: {
      summary: 'Leave the team',
      description:
        'One’s sessions of this organization end at once. The only owner makes somebody else one first.',
      tag,
      responses: { 204: null },
      errors: ['last_owner'],
    },
    auth: 'session',
    role: 'viewer',
    run: async ({ context, caller }) => {
      await leaveTeam(context, caller);
      return noContent;
    },
  }),
  route<Context>()({
    method: 'POST',
    path: '/api/auth/invitations/read/',
    contract: {
      summary: 'Read an invitation',
      description: 'For the token of a mail; takes nothing.',
      tag,
      body: invitationTokenBodySchema,
      responses: { 200: invitationViewSchema },
      errors: ['invalid_invitation', 'rate_limited'],
    },
    auth: 'public',
    run: async ({ context, body, facts }) => {
      const { invitation, hasAccount } = await readInvitation(context, originOf(facts), body.token);
      return ok(showInvitationView(invitation, hasAccount));
    },
  }),
  route<Context>()({
    method: 'POST',
    path: '/api/auth/invitations/accept/',
    contract: {
      summary: 'Accept an invitation',
      description:
        'Somebody new gives name and password; an account that exists gives its password, and its name stays. Whoever is ' +
        'signed in joins without it: see below.',
      tag,
      body: acceptBodySchema,
      responses: { 200: signedInSchema },
      errors: [
        'invalid_invitation',
        'required',
        'weak_password',
        'invalid_credentials',
        'second_factor_required',
        'second_factor_invalid',
        'rate_limited',
      ],
    },
    auth: 'public',
    run: async ({ context, body, facts }) =>
      ok(showSignedIn(await acceptInvitation(context, originOf(facts), body))),
  }),
  route<Context>()({
    method: 'POST',
    path: '/api/auth/invitations/join/',
    contract: {
      summary: 'Join with the account that is signed in',
      description:
        'For the address that was invited. Gives a token for that organization; it ends with the session that asks.',
      tag,
      body: invitationTokenBodySchema,
      responses: { 200: signedInSchema },
      errors: ['invalid_invitation', 'invitation_for_another', 'rate_limited'],
    },
    auth: 'session',
    role: 'viewer',
    run: async ({ context, caller, body, facts }) =>
      ok(showSignedIn(await joinWithSession(context, caller, originOf(facts), body.token))),
  }),
  route<Context>()({
    method: 'GET',
    path: '/api/organization/audit-log/',
    contract: {
      summary: 'Read the audit log',
      description:
        'Who did what, newest first. Each hash is SHA-256 over the 32 bytes of `previous_hash` and the entry as canonical JSON (RFC 8785) of action, actor (id, type), address, created_at, details, id, organization_id, request_id, sequence and target. `created_after` includes its moment. As CSV: every entry of the filter, whatever `limit` and `cursor` say.',
      tag: 'Audit log',
      query: auditListQuerySchema,
      responses: { 200: auditListSchema },
      mediaTypes: ['text/csv'],
      errors: ['invalid_cursor', 'invalid_limit', 'invalid_time'],
    },
    auth: 'session',
    role: 'admin',
    run: async ({ context, caller, query, facts }) => {
      if (prefersCsv(facts.header('accept'))) return exportAuditLog(context, caller, query);
      const page = await listAuditLog(context, caller, query);
      return ok(listAnswer(page, facts.url, context.config.publicUrl, showAuditEntry));
    },
  }),
  route<Context>()({
    method: 'GET',
    path: '/api/organization/audit-log/proof/',
    contract: {
      summary: 'Prove the audit log',
      description:
        'Counts every hash again, from the first entry to the newest. Keep `newest_sequence` and `newest_hash` outside: as long as that entry has that ' +
        'hash, nothing up to it was changed. What is broken says which entry; compare it with a backup of before.',
      tag: 'Audit log',
      responses: { 200: auditProofSchema },
    },
    auth: 'session',
    role: 'admin',
    run: async ({ context, caller }) => ok(await proveAuditLog(context, caller)),
  }),
];
