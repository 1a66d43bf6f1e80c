import { queryOptions } from '@tanstack/react-query';
import type { TeamSessionAnswer } from '../../../src/platform/contract/accounts.ts';
import type { Role } from '../../../src/platform/contract/roles.ts';
import type {
  InvitationAnswer,
  InviteBody,
  MemberAnswer,
  NewInvitationAnswer,
} from '../../../src/platform/contract/team.ts';
import { request } from './client.ts';
import type { List } from './types.ts';

export type Team = {
  readonly results: readonly MemberAnswer[];
  readonly invitations: readonly InvitationAnswer[];
};

export const teamQuery = queryOptions({
  queryKey: ['team'],
  queryFn: ({ signal }) => request<Team>('GET', '/api/organization/team/', { signal }),
});

export const invite = (body: InviteBody) =>
  request<NewInvitationAnswer>('POST', '/api/organization/team/', { body });
export const changeRole = (id: string, role: Role) =>
  request<MemberAnswer>('PATCH', `/api/organization/team/${id}/`, { body: { role } });
/** Takes a member out, or an invitation back. */
export const removeFromTeam = (id: string) => request<void>('DELETE', `/api/organization/team/${id}/`);
export const leaveTeam = () => request<void>('POST', '/api/organization/team/leave/');

export const teamSessionsQuery = (cursor: string | undefined) =>
  queryOptions({
    queryKey: ['team-sessions', cursor],
    queryFn: ({ signal }) =>
      request<List<TeamSessionAnswer>>('GET', '/api/organization/sessions/', { query: { cursor }, signal }),
  });
export const endTeamSession = (id: string) => request<void>('DELETE', `/api/organization/sessions/${id}/`);
export const signMemberOut = (id: string) => request<void>('POST', `/api/organization/team/${id}/sign-out/`);
