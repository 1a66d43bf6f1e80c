import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiKeysQuery, revokeApiKey } from '@/api/api-keys.ts';
import { sentenceOf } from '@/api/client.ts';
import { formatMoment } from '@/lib/dates.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { Notice } from '@/ui/notice.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useZone } from '@/use-account.ts';
import type { ApiKeyAnswer } from '../../../../../src/platform/contract/api-keys.ts';
import { isolated } from '../../../../../src/platform/contract/directions.ts';

type Props = { readonly of: ApiKeyAnswer; readonly onClose: () => void };

/** Ends a key for good. */
export function RevokeDialog({ of: key, onClose }: Props) {
  const queryClient = useQueryClient();
  const zone = useZone();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => revokeApiKey(key.id),
    onSuccess: () => {
      showToast(`Revoked “${isolated(key.name)}”. It opens nothing any more.`);
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
  return (
    <Dialog open onClose={onClose} title={`Revoke “${isolated(key.name)}”`} description={`${key.prefix}…`}>
      <DialogBody>
        {error && <Notice tone="critical">{sentenceOf(error)}</Notice>}
        <p>
          Every request with this key is refused from now on. A revoked key never works again; what it did
          before stays as it is.
        </p>
        <p>
          {key.last_used_at ? (
            <>
              <b>It was used {formatMoment(new Date(key.last_used_at), zone)}.</b> A server that still has it
              stops working. To replace it without a gap, rotate it.
            </>
          ) : (
            'It was never used.'
          )}
        </p>
      </DialogBody>
      <DialogFoot>
        <Button look="quiet" onClick={onClose}>
          Keep it
        </Button>
        <Button look="critical" busy={isPending} onClick={() => mutate()}>
          Revoke
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
