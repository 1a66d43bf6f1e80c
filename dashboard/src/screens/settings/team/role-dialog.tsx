import { roleNames, roleSentences } from '@/lib/role-words.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { useAccount } from '@/use-account.ts';
import { isolated } from '../../../../../src/platform/contract/directions.ts';
import type { Role } from '../../../../../src/platform/contract/roles.ts';
import type { MemberAnswer } from '../../../../../src/platform/contract/team.ts';
import { useRoleChange } from './use-team-changes.ts';

type RoleProps = { readonly member: MemberAnswer; readonly role: Role; readonly onClose: () => void };

/** Before a change that whoever makes it cannot take back alone: of one's own role, and to owner. */
export function RoleDialog({ member, role, onClose }: RoleProps) {
  const { user } = useAccount();
  const { mutate, isPending } = useRoleChange();
  const isOwn = member.id === user.id;
  const confirm = () => mutate({ member, role }, { onSettled: onClose });
  return (
    <Dialog
      open
      onClose={onClose}
      title={isOwn ? `Step down to ${roleNames[role]}` : `Make ${isolated(member.name)} an owner`}
      description={member.email}
    >
      <DialogBody>
        {isOwn ? (
          <p>
            {roleNames[role]}: {roleSentences[role].toLowerCase()} It counts from the next click on. Only an
            owner can make you {roleNames[member.role]} again.
          </p>
        ) : (
          <p>An owner may everything that you may, and can remove you as well. {roleSentences.owner}</p>
        )}
      </DialogBody>
      <DialogFoot>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button look={isOwn ? 'critical' : 'primary'} busy={isPending} onClick={confirm}>
          {isOwn ? 'Step down' : 'Make owner'}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
