import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { deliveriesQuery, resendDelivery, webhookKey } from '@/api/webhooks.ts';
import { Button } from '@/ui/button.tsx';
import { showToast } from '@/ui/toast.tsx';

const mostAtOnce = 100;

/** Sends the events that wait once more, oldest first, one after the other; their plan stays as it is. */
export function ResendWaiting({ count }: { readonly count: number }) {
  const queryClient = useQueryClient();
  const [done, setDone] = useState(0);
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      const page = await queryClient.fetchQuery({
        ...deliveriesQuery({ status: 'pending', limit: mostAtOnce }),
        staleTime: 0,
      });
      // A resend that waits as well tells of an event that is in the list already.
      const waiting = page.results.filter(({ is_resend: isResend }) => !isResend).reverse();
      for (const [index, { id }] of waiting.entries()) {
        await resendDelivery(id);
        setDone(index + 1);
      }
      return waiting.length;
    },
    onMutate: () => setDone(0),
    onSuccess: (sent) => showToast(`Sent ${sent === 1 ? 'one event' : `${sent} events`} again.`),
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: webhookKey }),
  });
  const shown = Math.min(count, mostAtOnce);
  return (
    <Button size="small" icon="again" busy={isPending} onClick={() => mutate()}>
      {isPending ? `Resending ${done} of ${shown}` : `Resend ${shown}`}
    </Button>
  );
}
