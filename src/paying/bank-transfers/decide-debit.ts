import type { ExpectedRefund, ExpectedTransfer } from './expected-transfer.ts';
import type { MatchDecision, MatchReason } from './match-decision.ts';
import { suggestTransfers } from './suggest-transfers.ts';
import { type TransferEntry, textsOf } from './transfer-entry.ts';

/** What money that leaves the account is: a refund that was sent, a credit that is taken back, or none of our business. */
export function decideDebit(
  entry: TransferEntry,
  known: { readonly transfers: readonly ExpectedTransfer[]; readonly refunds: readonly ExpectedRefund[] },
  named: readonly ExpectedTransfer[],
): MatchDecision {
  const unmatched = (why: Extract<MatchDecision, { outcome: 'unmatched' }>['why']): MatchDecision => ({
    outcome: 'unmatched',
    why,
    suggestions: suggestTransfers(
      entry,
      known.transfers,
      named.map(({ reference }) => reference),
    ),
  });
  if (entry.status === 'pending') return { outcome: 'ignored', why: 'pending_debit' };
  const refund = findRefund(entry, known.refunds);
  if (refund) return sent(entry, refund) ?? unmatched('refund_amount_differs');
  const goesBack = entry.isReversal || entry.returnReason !== null;
  if (!goesBack)
    return named.length > 0
      ? unmatched('not_marked_as_reversal')
      : { outcome: 'ignored', why: 'own_payment' };
  const [transfer, ...others] = named;
  if (!transfer) return unmatched('no_reference');
  if (others.length > 0) return unmatched('several_references');
  return takenBack(entry, transfer) ?? unmatched('takes_back_too_much');
}

/** The refund whose id stands in the entry: in its own field, or in the text where the bank has no such field. */
export function findRefund(
  entry: TransferEntry,
  refunds: readonly ExpectedRefund[],
): ExpectedRefund | undefined {
  const folded = textsOf(entry).map((text) => text.toUpperCase().replace(/[^0-9A-Z]+/g, ''));
  return refunds.find(({ endToEndId }) => folded.some((text) => text.includes(endToEndId)));
}

function sent(entry: TransferEntry, refund: ExpectedRefund): MatchDecision | undefined {
  if (refund.currency !== entry.currency || refund.amountMinor !== entry.amountMinor) return undefined;
  const { endToEndId } = refund;
  return { outcome: 'refund_sent', endToEndId, reasons: [{ code: 'refund_id_found', endToEndId }] };
}

function takenBack(entry: TransferEntry, transfer: ExpectedTransfer): MatchDecision | undefined {
  if (transfer.currency !== entry.currency || entry.amountMinor > transfer.receivedMinor) return undefined;
  const reasons: MatchReason[] = [{ code: 'reference_found', reference: transfer.reference }];
  if (entry.returnReason !== null) reasons.push({ code: 'return_reason', reason: entry.returnReason });
  return {
    outcome: 'taken_back',
    reference: transfer.reference,
    amountMinor: entry.amountMinor,
    stillReceivedMinor: transfer.receivedMinor - entry.amountMinor,
    reasons,
  };
}
