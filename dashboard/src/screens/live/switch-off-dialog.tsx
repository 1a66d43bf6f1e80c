import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { accountQuery } from '@/api/account.ts';
import { sentenceOf } from '@/api/client.ts';
import { disconnectProvider, liveChecklistQuery, providersQuery } from '@/api/providers.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { Notice } from '@/ui/notice.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useProviders } from '@/use-live.ts';

/** Ends live by leaving every provider of it; what is under way is finished. */
export function SwitchOffDialog({ onClose }: { readonly onClose: () => void }) {
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const connected = (useProviders() ?? []).filter(
    ({ mode, status }) => mode === 'live' && (status === 'connected' || status === 'failing'),
  );
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      for (const { provider } of connected) await disconnectProvider(provider, 'live');
    },
    onSuccess: () => {
      showToast('No live payment begins any more.');
      onClose();
    },
    onError: (error) => setProblem(sentenceOf(error)),
    onSettled: () =>
      Promise.all(
        [providersQuery, accountQuery, liveChecklistQuery].map(({ queryKey }) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
  });
  return (
    <Dialog open onClose={onClose} title="Stop taking live payments">
      <DialogBody>
        {problem && <Notice tone="critical">{problem}</Notice>}
        <p>
          {connected.map(({ label }) => label).join(' and ')} will be disconnected from live, so no new
          payment begins. Payments under way are finished, and refunds stay possible.
        </p>
        <p>To take live payments again, connect a provider again. The sandbox goes on as it is.</p>
      </DialogBody>
      <DialogFoot>
        <Button look="quiet" onClick={onClose}>
          Stay live
        </Button>
        <Button look="critical" busy={isPending} onClick={() => mutate()}>
          Switch off
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
