import { part } from '@/ui/part.tsx';
import type { Role } from '../../../../../src/platform/contract/roles.ts';
import type { MemberAnswer, NewInvitationAnswer } from '../../../../../src/platform/contract/team.ts';
import { LeaveDialog, RemoveDialog } from './leaving-dialogs.tsx';
import { MadeDialog } from './made-dialog.tsx';
import { RoleDialog } from './role-dialog.tsx';

const InviteDialog = part(() => import('./invite-dialog.tsx').then(({ InviteDialog }) => InviteDialog));

/** What stands before the team. */
export type Asked =
  | { readonly what: 'invite' | 'leave' }
  | { readonly what: 'made'; readonly invitation: NewInvitationAnswer }
  | { readonly what: 'remove'; readonly member: MemberAnswer }
  | { readonly what: 'role'; readonly member: MemberAnswer; readonly role: Role };

type DialogProps = {
  readonly asked: Asked;
  readonly onAsk: (asked: Asked) => void;
  readonly onClose: () => void;
};

export function TeamDialog({ asked, onAsk, onClose }: DialogProps) {
  if (asked.what === 'invite') return <InviteDialog onAsk={onAsk} onClose={onClose} />;
  if (asked.what === 'made') return <MadeDialog invitation={asked.invitation} onClose={onClose} />;
  if (asked.what === 'remove') return <RemoveDialog member={asked.member} onClose={onClose} />;
  if (asked.what === 'role') return <RoleDialog member={asked.member} role={asked.role} onClose={onClose} />;
  return <LeaveDialog onClose={onClose} />;
}
