import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { removeEndpoint, rotateSecret, webhookKey } from '@/api/webhooks.ts';
import { formatMoment } from '@/lib/dates.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { Notice } from '@/ui/notice.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useZone } from '@/use-account.ts';
import type { WebhookAnswer } from '../../../../src/platform/contract/webhooks.ts';
import { switchEndpoint } from './switch-endpoint.ts';

type DialogProps = { readonly endpoint: WebhookAnswer; readonly onClose: () => void };

export function RotateDialog({
  endpoint,
  onClose,
  onRotated,
}: DialogProps & { readonly onRotated: (secret: string, until: string) => void }) {
  const zone = useZone();
  const overlap = endpoint.previous_secret_expires_at;
  const act = useAct(rotateSecret, ({ secret, previous_secret_expires_at: until }) => {
    onRotated(secret, until);
    onClose();
  });
  return (
    <ActDialog
      title="Rotate the signing secret"
      act={act}
      verb="Rotate secret"
      keep="Keep it"
      onClose={onClose}
    >
      <p>
        A new secret signs at once. The present one goes on signing beside it for 24 hours, so nothing is
        refused if your server has the new one by then.
      </p>
      {overlap && (
        <p className="ink-warning">
          The secret before the present one still signs until {formatMoment(new Date(overlap), zone)}. It
          stops at once.
        </p>
      )}
    </ActDialog>
  );
}

export function DisableDialog({ endpoint, onClose }: DialogProps) {
  const act = useAct(
    () => switchEndpoint(endpoint, false),
    () => {
      showToast('Disabled. Events are kept, and can be pulled or resent.');
      onClose();
    },
  );
  return (
    <ActDialog title="Disable the webhook" act={act} verb="Disable" keep="Keep it on" onClose={onClose}>
      <Waiting count={endpoint.waiting} />
      <p>
        Nothing more is sent until it is enabled again. Address and secret stay. Events of the meantime can be
        pulled; they are not sent later.
      </p>
    </ActDialog>
  );
}

export function RemoveDialog({ endpoint, onClose }: DialogProps) {
  const act = useAct(removeEndpoint, () => {
    showToast('Removed the webhook.');
    onClose();
  });
  return (
    <ActDialog title="Remove the webhook" act={act} verb="Remove" keep="Keep it" onClose={onClose}>
      <Waiting count={endpoint.waiting} />
      <p>
        Address and signing secret are forgotten. One that you set later has a new secret. What was sent stays
        in the log for 30 days.
      </p>
    </ActDialog>
  );
}

function Waiting({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return (
    <p className="ink-warning">
      {count === 1 ? 'One delivery waits and is given up.' : `${count} deliveries wait and are given up.`}
    </p>
  );
}

type Act = { readonly mutate: () => void; readonly isPending: boolean; readonly error: Error | null };

function useAct<Answer>(run: () => Promise<Answer>, onDone: (answer: Answer) => void): Act {
  const queryClient = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: run,
    onSuccess: onDone,
    onSettled: () => queryClient.invalidateQueries({ queryKey: webhookKey }),
  });
  return { mutate: () => mutate(), isPending, error };
}

type ActDialogProps = {
  readonly title: string;
  readonly act: Act;
  readonly verb: string;
  readonly keep: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

function ActDialog({ title, act, verb, keep, onClose, children }: ActDialogProps) {
  return (
    <Dialog open onClose={onClose} title={title}>
      <DialogBody>
        {act.error && <Notice tone="critical">{sentenceOf(act.error)}</Notice>}
        {children}
      </DialogBody>
      <DialogFoot>
        <Button look="quiet" onClick={onClose}>
          {keep}
        </Button>
        <Button look="primary" busy={act.isPending} onClick={act.mutate}>
          {verb}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
