import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { sentenceOf } from '@/api/client.ts';
import {
  changePaymentLink,
  deletePaymentLink,
  duplicatePaymentLink,
  paymentLinkQuery,
  restorePaymentLink,
} from '@/api/payment-links.ts';
import type { PaymentLinkDetail } from '@/api/types.ts';
import { Button } from '@/ui/button.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useMay } from '@/use-account.ts';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import type { PaymentLinkPatch } from '../../../../src/platform/contract/payment-links.ts';

type ActionsProps = {
  readonly link: PaymentLinkDetail;
  readonly onShare: () => void;
  readonly onEdit: () => void;
};

/** What can be done with a link. Switching off and deleting ask nothing, because both can be undone. */
export function LinkActions({ link, onShare, onEdit }: ActionsProps) {
  const { activate, deactivate, remove, restore } = useLinkChanges(link);
  const duplicate = useDuplicate(link);
  const may = useMay('staff');
  if (link.status === 'deleted') {
    return may ? (
      <Button icon="restore" onClick={restore}>
        Restore
      </Button>
    ) : null;
  }
  return (
    <>
      {may && (
        <>
          <Button look="quiet" onClick={remove}>
            Delete
          </Button>
          {link.is_active ? (
            <Button look="quiet" onClick={deactivate}>
              Deactivate
            </Button>
          ) : (
            <Button look="quiet" onClick={activate}>
              Activate
            </Button>
          )}
          <Button look="quiet" onClick={duplicate}>
            Duplicate
          </Button>
          <Button icon="edit" onClick={onEdit}>
            Edit
          </Button>
        </>
      )}
      <Button look="primary" icon="share" onClick={onShare}>
        Share
      </Button>
    </>
  );
}

/** Makes a link with the same products at today's prices, and goes there. */
export function useDuplicate(link: PaymentLinkDetail): () => void {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => duplicatePaymentLink(link.id),
    onSuccess: (copy) => {
      void queryClient.invalidateQueries({ queryKey: ['payment-links'] });
      showToast(`Made “${isolated(copy.name)}” at today’s prices.`);
      void navigate({ to: '/payment-links/$linkId', params: { linkId: copy.id } });
    },
    onError: (error) => showToast(sentenceOf(error)),
  });
  return () => {
    if (!isPending) mutate();
  };
}

/** Shows the change at once, and takes it back when the server refuses. */
function useLinkChanges(link: PaymentLinkDetail) {
  const queryClient = useQueryClient();
  const { queryKey } = paymentLinkQuery(link.id, link.stats.series.length);
  const settle = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: ['payment-link', link.id] }),
      queryClient.invalidateQueries({ queryKey: ['payment-links'] }),
    ]);
  const { mutate } = useMutation({
    mutationFn: ({ work }: Change) => work(),
    onMutate: async ({ expected }: Change) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      queryClient.setQueryData(queryKey, (shown) => shown && { ...shown, ...expected });
      return { before };
    },
    onError: (error, _change, saved) => {
      queryClient.setQueryData(queryKey, saved?.before);
      showToast(sentenceOf(error));
    },
    onSuccess: (_answer, { sentence, undo }) =>
      showToast(sentence, undo && { label: 'Undo', run: () => mutate(undo) }),
    onSettled: settle,
  });
  const patch = (body: PaymentLinkPatch) => () => changePaymentLink(link.id, body);
  const activation: Change = {
    work: patch({ is_active: true }),
    expected: { is_active: true, ...(link.status === 'inactive' ? { status: 'active' } : {}) },
    sentence: `Activated “${isolated(link.name)}”. Buyers can open it again.`,
  };
  const deactivation: Change = {
    work: patch({ is_active: false }),
    expected: { is_active: false, status: 'inactive' },
    sentence: `Deactivated “${isolated(link.name)}”. Buyers can no longer open it.`,
    undo: activation,
  };
  const restoration: Change = {
    work: () => restorePaymentLink(link.id),
    expected: { status: link.is_active ? 'active' : 'inactive' },
    sentence: `Restored “${isolated(link.name)}”.`,
  };
  const deletion: Change = {
    work: () => deletePaymentLink(link.id),
    expected: { status: 'deleted' },
    sentence: `Deleted “${isolated(link.name)}”. Its payments stay.`,
    undo: restoration,
  };
  return {
    activate: () => mutate(activation),
    deactivate: () => mutate(deactivation),
    remove: () => mutate(deletion),
    restore: () => mutate(restoration),
  };
}

type Change = {
  readonly work: () => Promise<unknown>;
  /** What the page shows until the server has answered. */
  readonly expected: Partial<PaymentLinkDetail>;
  readonly sentence: string;
  readonly undo?: Change;
};
