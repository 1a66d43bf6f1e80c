import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { accountQuery } from '@/api/account.ts';
import { sentenceOf } from '@/api/client.ts';
import { disconnectProvider, providersQuery } from '@/api/providers.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { Notice } from '@/ui/notice.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useProviders } from '@/use-live.ts';
import type { ConnectDialogProps } from './connect-dialogs.tsx';
import { openInWords } from './open-words.ts';

/** Ends that new payments begin there; what is under way is finished. */
export function DisconnectDialog({ row, onClose }: ConnectDialogProps) {
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const isLast = !useProviders()?.some(
    ({ provider, mode, position }) => mode === row.mode && provider !== row.provider && position !== null,
  );
  const { mutate, isPending } = useMutation({
    mutationFn: () => disconnectProvider(row.provider, row.mode),
    onSuccess: async () => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: providersQuery.queryKey }),
        queryClient.invalidateQueries({ queryKey: accountQuery.queryKey }),
      ]);
      showToast(`Disconnected ${row.label}. No new payment begins there.`);
      onClose();
    },
    onError: (error) => setProblem(sentenceOf(error)),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Disconnect ${row.label}, ${row.mode}`}
      {...(row.account_label ? { description: row.account_label } : {})}
    >
      <DialogBody>
        {problem && <Notice tone="critical">{problem}</Notice>}
        <p>
          No new payment begins there. Payments and refunds under way are finished with what is stored, which
          is deleted once nothing is open, at the latest after 180 days.
        </p>
        {openInWords(row) && <p>{openInWords(row)}</p>}
        {isLast && row.mode === 'live' && (
          <p>
            <b>It is the only live provider:</b> nobody can pay for real until another one is connected.
          </p>
        )}
      </DialogBody>
      <DialogFoot>
        <Button look="quiet" onClick={onClose}>
          Keep it
        </Button>
        <Button look="critical" busy={isPending} onClick={() => mutate()}>
          Disconnect
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
