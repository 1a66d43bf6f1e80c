import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { changePaymentLink, deletePaymentLink, restorePaymentLink } from '@/api/payment-links.ts';
import { showToast } from '@/ui/toast.tsx';
import type { PaymentLinkAnswer } from '../../../../src/platform/contract/payment-links.ts';

type Link = Pick<PaymentLinkAnswer, 'id' | 'name' | 'is_active' | 'status'>;
export type BulkChange = 'activate' | 'deactivate' | 'delete' | 'restore';
type Failed = { readonly link: Link; readonly sentence: string };

type Kind = {
  readonly work: (id: string) => Promise<unknown>;
  /** Whether there is anything to change. */
  readonly changes: (link: Link) => boolean;
  readonly done: string;
  readonly doing: string;
  readonly undo: BulkChange;
};

const isDeleted = (link: Link) => link.status === 'deleted';

export const bulkChanges: Readonly<Record<BulkChange, Kind>> = {
  activate: {
    work: (id) => changePaymentLink(id, { is_active: true }),
    changes: (link) => !isDeleted(link) && !link.is_active,
    ...{ done: 'Activated', doing: 'Activating', undo: 'deactivate' },
  },
  deactivate: {
    work: (id) => changePaymentLink(id, { is_active: false }),
    changes: (link) => !isDeleted(link) && link.is_active,
    ...{ done: 'Deactivated', doing: 'Deactivating', undo: 'activate' },
  },
  delete: {
    work: deletePaymentLink,
    changes: (link) => !isDeleted(link),
    ...{ done: 'Deleted', doing: 'Deleting', undo: 'restore' },
  },
  restore: {
    work: restorePaymentLink,
    changes: isDeleted,
    ...{ done: 'Restored', doing: 'Restoring', undo: 'delete' },
  },
};

/** As many are asked for at the same time. */
const atOnce = 4;

/**
 * Changes many links one by one: says how far it is, goes on behind one that fails, and offers to take back what went
 * well.
 */
export function useBulkChange() {
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState<string>();
  const [failed, setFailed] = useState<readonly Failed[]>([]);

  const run = useCallback(
    async (change: BulkChange, links: readonly Link[]): Promise<void> => {
      const { work, done, doing, undo } = bulkChanges[change];
      const waiting = [...links];
      const changed: Link[] = [];
      const failures: Failed[] = [];
      const tell = () => setProgress(`${doing} ${changed.length + failures.length} of ${links.length}…`);
      setFailed([]);
      tell();
      const takeTurns = async () => {
        for (let link = waiting.shift(); link; link = waiting.shift()) {
          try {
            await work(link.id);
            changed.push(link);
          } catch (error) {
            failures.push({ link, sentence: sentenceOf(error) });
          }
          tell();
        }
      };
      await Promise.all(Array.from({ length: Math.min(atOnce, links.length) }, takeTurns));
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['payment-links'] }),
        queryClient.invalidateQueries({ queryKey: ['payment-link'] }),
      ]);
      setProgress(undefined);
      setFailed(failures);
      if (changed.length === 0) return;
      const count = changed.length === 1 ? '1 link' : `${changed.length} links`;
      showToast(`${done} ${count}.`, { label: 'Undo', run: () => void run(undo, changed) });
    },
    [queryClient],
  );

  return { progress, failed, run, forget: () => setFailed([]) };
}
