import { useMutation, useQueryClient } from '@tanstack/react-query';
import { sentenceOf } from '@/api/client.ts';
import { linkHoldsQuery, releaseHold } from '@/api/payment-links.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { showToast } from '@/ui/toast.tsx';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import type { HoldAnswer } from '../../../../src/platform/contract/holds.ts';

type ReleaseDialogProps = {
  readonly linkId: string;
  readonly hold: HoldAnswer;
  readonly onClose: () => void;
};

/** Asks before a buyer loses a place: that cannot be undone. */
export function ReleaseDialog({ linkId, hold, onClose }: ReleaseDialogProps) {
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => releaseHold(linkId, hold.checkout_id),
    onSuccess: () => showToast(`Released the place of ${isolated(hold.payer_email)}.`),
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: async () => {
      onClose();
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: linkHoldsQuery(linkId).queryKey }),
        queryClient.invalidateQueries({ queryKey: ['payment-link', linkId] }),
      ]);
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Release this place?"
      description={`${isolated(hold.payer_email)} holds it and has not paid.`}
    >
      <DialogBody>
        <p>
          The checkout is canceled and the place is free for others at once. The buyer is told that you
          released it and that no money moved. This cannot be undone.
        </p>
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>Keep it</Button>
        <Button look="critical" busy={isPending} onClick={() => mutate()}>
          Release place
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
