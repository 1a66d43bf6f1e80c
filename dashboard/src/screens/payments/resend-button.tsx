import { useMutation, useQueryClient } from '@tanstack/react-query';
import { sentenceOf } from '@/api/client.ts';
import { resendWebhook } from '@/api/refunds.ts';
import { Button } from '@/ui/button.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useMay } from '@/use-account.ts';

/** Sends the newest word about a payment to the shop's server once more. */
export function ResendButton({ paymentId }: { readonly paymentId: string }) {
  const may = useMay('admin');
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => resendWebhook(paymentId),
    onSuccess: () => showToast('The event is on its way to your webhook again.'),
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['payments', 'deliveries', paymentId] }),
  });
  if (!may) return null;
  return (
    <Button size="small" icon="again" busy={isPending} onClick={() => mutate()}>
      Resend webhook
    </Button>
  );
}
