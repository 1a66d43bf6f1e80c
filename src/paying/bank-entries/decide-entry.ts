import { decideShare, reasonsOfShare } from '#paying/bank-transfers/decide-share.ts';
import { missingMinor } from '#paying/bank-transfers/expected-transfer.ts';
import type { MatchReason } from '#paying/bank-transfers/match-decision.ts';
import { decideWithdrawal, type Standing } from '#paying/bank-transfers/standing.ts';
import { decimalAmount } from '#paying/statements/amount.ts';
import { problem } from '#platform/contract/errors.ts';
import { formatId } from '#platform/kit/ids.ts';
import type { EntryRow, MatchRow } from './entry-store.ts';
import type { KnownTransfer } from './known-money.ts';

/** What a person's word about an entry changes: nothing where it was said before. */
export type MatchByHand =
  | { readonly verdict: 'done_before' }
  | { readonly verdict: 'match'; readonly amountMinor: bigint; readonly reasons: readonly MatchReason[] };

/**
 * The whole of an entry for one payment, as somebody says.
 *
 * @throws 409 `entry_already_decided`, `match_impossible`
 */
export function decideMatchByHand(entry: EntryRow, transfer: KnownTransfer): MatchByHand {
  if (entry.status === 'matched') {
    const isSame = entry.matches.length === 1 && entry.matches[0]?.attemptId === transfer.attemptId;
    if (isSame) return { verdict: 'done_before' };
    throw alreadyDecided('It belongs to something else already. Undo that first.');
  }
  if (entry.status === 'on_its_way')
    throw impossible('It is not booked yet, so it is no money yet. Wait for a statement that has it booked.');
  if (entry.currency !== transfer.currency)
    throw impossible(
      `It came in ${entry.currency}, and the payment is in ${transfer.currency}. Send it back.`,
    );
  if (entry.amountMinor === 0n) throw impossible('It moves no money.');
  if (entry.direction === 'credit') {
    // A payment whose money was undone or taken back lacks it again.
    const lacks = transfer.state === 'paid' && missingMinor(transfer) > 0n;
    const expected = lacks ? { ...transfer, state: 'open' as const } : transfer;
    return {
      verdict: 'match',
      amountMinor: entry.amountMinor,
      reasons: reasonsOfShare(expected, decideShare(expected, entry.amountMinor)).filter(
        ({ code }) => code !== 'reference_found',
      ),
    };
  }
  if (entry.amountMinor > transfer.receivedMinor) {
    const received = decimalAmount(transfer.receivedMinor, transfer.currency);
    throw impossible(
      `It takes back more than came: ${received} ${transfer.currency} of ${formatId('TX', transfer.transactionId)} arrived.`,
    );
  }
  return { verdict: 'match', amountMinor: -entry.amountMinor, reasons: [] };
}

/** Whether somebody's word that an entry is none of our business changes anything. @throws 409 `entry_already_decided` */
export function decideIgnore({ status }: EntryRow): 'ignore' | 'done_before' {
  if (status === 'ignored') return 'done_before';
  if (status === 'matched') throw alreadyDecided('It belongs to a payment. Undo that first.');
  if (status === 'on_its_way')
    throw alreadyDecided('It is not booked yet. The next statement says what becomes of it.');
  return 'ignore';
}

/**
 * Whether what was decided about an entry can be taken back.
 *
 * @throws 409 `nothing_to_undo`, and `refund_rests_on_it` for the transfer of a refund
 */
export function decideUndo(entry: EntryRow): 'undo_match' | 'undo_ignore' | 'done_before' {
  if (entry.why === 'undone') return 'done_before';
  if (entry.status === 'matched' && entry.matches.length > 0) return 'undo_match';
  if (entry.status === 'matched') throw restsOnIt();
  if (entry.status === 'ignored' && entry.decidedBy !== null) return 'undo_ignore';
  throw problem('nothing_to_undo', {
    detail: 'Nobody decided anything about this entry. Match or ignore it.',
  });
}

/** Whether a match can be taken off its payment; what is owed for its money alone is withdrawn with it. */
export function isUndoable(
  { attemptId, amountMinor }: MatchRow,
  standings: ReadonlyMap<string, Standing>,
): boolean {
  const standing = standings.get(attemptId);
  const minor = BigInt(amountMinor);
  return minor < 0n || !standing || decideWithdrawal(standing, minor).verdict === 'withdraw';
}

const restingSentences = {
  asked:
    'Somebody asked for a refund of this money, so it stays where it is. Look at the refunds of the payment.',
  handed:
    'A refund of this money is in a file for your bank, or was sent, so it stays where it is. Look at the refunds of the payment.',
} as const;

export function restsOnIt(on: keyof typeof restingSentences = 'handed') {
  return problem('refund_rests_on_it', { detail: restingSentences[on] });
}

function alreadyDecided(detail: string) {
  return problem('entry_already_decided', { detail });
}

export function impossible(detail: string) {
  return problem('match_impossible', { detail, field: 'transaction_id' });
}
