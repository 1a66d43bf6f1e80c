import { isAtLeast } from '#platform/contract/roles.ts';
import type {
  InvitationAnswer,
  InvitationViewAnswer,
  MemberAnswer,
  NewInvitationAnswer,
} from '#platform/contract/team.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';
import type { Invitation, Member, NewInvitation } from './team.ts';

/** As the caller may see it: how safely others sign in, and when they were here, is for those who look after the team. */
export function showMember(member: Member, caller: Pick<SessionCaller, 'userId' | 'role'>): MemberAnswer {
  const isShown = isAtLeast(caller.role, 'admin') || caller.userId === member.userId;
  return {
    id: formatId('usr', member.userId),
    email: member.email,
    name: member.name,
    role: member.role,
    joined_at: formatInstant(member.joinedAt),
    second_factor: isShown ? member.hasSecondFactor : null,
    last_active_at: isShown && member.lastActiveAt ? formatInstant(member.lastActiveAt) : null,
  };
}

/** As the team sees it. */
export function showInvitation(invitation: Invitation): InvitationAnswer {
  return {
    id: formatId('inv', invitation.id),
    email: invitation.email,
    name: invitation.name,
    role: invitation.role,
    invited_by: invitation.inviterName,
    created_at: formatInstant(invitation.createdAt),
    expires_at: formatInstant(invitation.expiresAt),
  };
}

/** As whoever invites sees it, this once. */
export function showNewInvitation(invitation: NewInvitation): NewInvitationAnswer {
  return { ...showInvitation(invitation), is_mailed: invitation.link === null, link: invitation.link };
}

/** As whoever was invited sees it. */
export function showInvitationView(invitation: Invitation, hasAccount: boolean): InvitationViewAnswer {
  return {
    organization_name: invitation.organizationName,
    invited_by: invitation.inviterName,
    email: invitation.email,
    name: invitation.name,
    role: invitation.role,
    expires_at: formatInstant(invitation.expiresAt),
    has_account: hasAccount,
  };
}
