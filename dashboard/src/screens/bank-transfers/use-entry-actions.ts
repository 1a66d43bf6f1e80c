import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
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
  const deciding = useRef(new Set<string>());
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
    onSettled: (_answer, _error, { entry }) => {
      deciding.current.delete(entry.id);
      for (const queryKey of [bankKey, ['payments'], ['home']]) {
        void queryClient.invalidateQueries({ queryKey });
      }
    },
  });
  /** Whoever is quick decides the next one while the last is on its way; the same is decided once. */
  const decide = (decision: Decision) => {
    if (deciding.current.has(decision.entry.id)) return;
    deciding.current.add(decision.entry.id);
    mutate(decision);
  };
  return {
    match: (entry, transactionId) => decide({ entry, verb: 'match', transactionId }),
    ignore: (entry) => decide({ entry, verb: 'ignore' }),
    undo: (entry) => decide({ entry, verb: 'undo' }),
    busyId: isPending ? variables.entry.id : undefined,
  };
}
