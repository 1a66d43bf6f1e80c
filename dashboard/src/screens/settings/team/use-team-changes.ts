import { useMutation, useQueryClient } from '@tanstack/react-query';
import { accountQuery } from '@/api/account.ts';
import { sentenceOf } from '@/api/client.ts';
import { changeRole, invite, removeFromTeam, teamQuery } from '@/api/team.ts';
import { roleNames } from '@/lib/role-words.ts';
import { showToast } from '@/ui/toast.tsx';
import { useAccount } from '@/use-account.ts';
import { isolated } from '../../../../../src/platform/contract/directions.ts';
import type { Role } from '../../../../../src/platform/contract/roles.ts';
import type { InvitationAnswer, MemberAnswer } from '../../../../../src/platform/contract/team.ts';
import type { Asked } from './team-dialog.tsx';

/** What a half-made invitation is kept under. */
export const invitationDraft = 'invite';

/** Reads the team again, and what else tells of it. */
export function useTeamChanged(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: teamQuery.queryKey }),
      queryClient.invalidateQueries({ queryKey: ['audit-log'] }),
    ]);
}

type Wanted = { readonly member: MemberAnswer; readonly role: Role };

/** Gives somebody another role; of others it can be undone. */
export function useRoleChange() {
  const queryClient = useQueryClient();
  const changed = useTeamChanged();
  const { user } = useAccount();
  const mutation = useMutation({
    mutationFn: ({ member, role }: Wanted) => changeRole(member.id, role),
    onSuccess: (now, { member }) => {
      const isOwn = member.id === user.id;
      const said = isOwn
        ? `You are ${roleNames[now.role]} now.`
        : `${isolated(now.name)} is ${roleNames[now.role]} now.`;
      const undo = { label: 'Undo', run: () => mutation.mutate({ member: now, role: member.role }) };
      showToast(said, isOwn ? undefined : undo);
      if (isOwn) void queryClient.invalidateQueries({ queryKey: accountQuery.queryKey });
    },
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: changed,
  });
  return mutation;
}

/** Invites the same person anew: the earlier link is dead then. */
export function useInviteAgain(onAsk: (asked: Asked) => void) {
  const changed = useTeamChanged();
  return useMutation({
    mutationFn: ({ email, role, name }: InvitationAnswer) => invite({ email, role, name }),
    onSuccess: (made) => {
      if (made.link) onAsk({ what: 'made', invitation: made });
      else showToast(`Mailed ${isolated(made.email)} again. The link of the earlier mail is dead.`);
    },
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: changed,
  });
}

export function useWithdrawal() {
  const changed = useTeamChanged();
  return useMutation({
    mutationFn: ({ id }: InvitationAnswer) => removeFromTeam(id),
    onSuccess: (_, { email }) =>
      showToast(`Took the invitation of ${isolated(email)} back. Its link is dead.`),
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: changed,
  });
}
