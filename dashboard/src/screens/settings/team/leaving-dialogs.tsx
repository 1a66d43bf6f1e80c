import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { forgetToken } from '@/api/session.ts';
import { forgetAccount } from '@/api/session-guard.ts';
import { leaveTeam, removeFromTeam } from '@/api/team.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { Notice } from '@/ui/notice.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useAccount } from '@/use-account.ts';
import { isolated } from '../../../../../src/platform/contract/directions.ts';
import type { MemberAnswer } from '../../../../../src/platform/contract/team.ts';
import { useTeamChanged } from './use-team-changes.ts';

type RemoveProps = { readonly member: MemberAnswer; readonly onClose: () => void };

/** Ends somebody's access at once. */
export function RemoveDialog({ member, onClose }: RemoveProps) {
  const { organization } = useAccount();
  const changed = useTeamChanged();
  const [problem, setProblem] = useState<string>();
  const { mutate, isPending } = useMutation({
    mutationFn: () => removeFromTeam(member.id),
    onSuccess: () => {
      showToast(`Removed ${isolated(member.name)}, who is signed out everywhere here.`);
      onClose();
    },
    onError: (error) => setProblem(sentenceOf(error)),
    onSettled: changed,
  });
  return (
    <Dialog open onClose={onClose} title={`Remove ${isolated(member.name)}`} description={member.email}>
      <DialogBody>
        {problem && <Notice tone="critical">{problem}</Notice>}
        <p>
          They are signed out of {isolated(organization.name)} at once, on every device, and what they invited
          to is void. Their account and other organizations of theirs go on.
        </p>
        <p>
          What they made stays: links, products and the audit log. API keys go on as well, so rotate those
          that they know.
        </p>
      </DialogBody>
      <DialogFoot>
        <Button look="quiet" onClick={onClose}>
          Keep
        </Button>
        <Button look="critical" busy={isPending} onClick={() => mutate()}>
          Remove
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

/** Ends one's own access at once. */
export function LeaveDialog({ onClose }: { readonly onClose: () => void }) {
  const { organization } = useAccount();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const { mutate, isPending } = useMutation({
    mutationFn: leaveTeam,
    onSuccess: async () => {
      forgetToken();
      forgetAccount();
      await navigate({ to: '/login' });
      queryClient.clear();
      showToast(`You left ${isolated(organization.name)}.`);
    },
    onError: (error) => setProblem(sentenceOf(error)),
  });
  return (
    <Dialog open onClose={onClose} title={`Leave ${isolated(organization.name)}`}>
      <DialogBody>
        {problem && <Notice tone="critical">{problem}</Notice>}
        <p>
          You are signed out here at once, on every device, and what you invited to is void. To come back, you
          have to be invited again.
        </p>
        <p>Your account stays, and so do other organizations of yours.</p>
      </DialogBody>
      <DialogFoot>
        <Button look="quiet" onClick={onClose}>
          Stay
        </Button>
        <Button look="critical" busy={isPending} onClick={() => mutate()}>
          Leave
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
