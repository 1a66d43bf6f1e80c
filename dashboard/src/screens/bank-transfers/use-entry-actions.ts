import { useMutation, useQueryClient } from '@tanstack/react-query';
import { bankKey, ignoreEntry, matchEntry, undoEntry } from '@/api/bank-entries.ts';
import { sentenceOf } from '@/api/client.ts';
import { showToast } from '@/ui/toast.tsx';
import type { BankEntryAnswer } from '../../../../src/platform/contract/bank-entries.ts';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import { moneyOf, partyOf } from './entry-words.ts';

type Decision =
  | { readonly entry: BankEntryAnswer; readonly verb: 'match'; readonly transactionId: string }
  | { readonly entry: BankEntryAnswer; readonly verb: 'ignore' | 'undo' };

export type EntryActions = {
  readonly match: (entry: BankEntryAnswer, transactionId: string) => void;
  readonly ignore: (entry: BankEntryAnswer) => void;
  readonly undo: (entry: BankEntryAnswer) => void;
  /** The entry that is being decided. */
  readonly busyId: string | undefined;
};

/** What somebody decides about an entry; each can be taken back, so none asks first. */
export function useEntryActions(): EntryActions {
  const queryClient = useQueryClient();
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (decision: Decision) => {
      const { id } = decision.entry;
      if (decision.verb === 'match') return matchEntry(id, decision.transactionId);
      return decision.verb === 'ignore' ? ignoreEntry(id) : undoEntry(id);
    },
    onSuccess: (_answer, decision) => {
      const { entry, verb } = decision;
      const what = `${moneyOf(entry)} from ${isolated(partyOf(entry))}`;
      if (verb === 'undo') return showToast(`Undone: ${what} is to be matched again.`);
      showToast(verb === 'match' ? `Matched ${what} to ${decision.transactionId}.` : `Ignored ${what}.`, {
        label: 'Undo',
        run: () => mutate({ entry, verb: 'undo' }),
      });
    },
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: bankKey }),
        queryClient.invalidateQueries({ queryKey: ['payments'] }),
        queryClient.invalidateQueries({ queryKey: ['home'] }),
      ]),
  });
  return {
    match: (entry, transactionId) => !isPending && mutate({ entry, verb: 'match', transactionId }),
    ignore: (entry) => !isPending && mutate({ entry, verb: 'ignore' }),
    undo: (entry) => !isPending && mutate({ entry, verb: 'undo' }),
    busyId: isPending ? variables.entry.id : undefined,
  };
}
