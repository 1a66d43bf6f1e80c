import { decideDebit, findRefund } from './decide-debit.ts';
import { decideShare, reasonsOfShare } from './decide-share.ts';
import { type ExpectedRefund, type ExpectedTransfer, missingMinor } from './expected-transfer.ts';
import { findReferences } from './find-references.ts';
import type { MatchDecision, MatchReason } from './match-decision.ts';
import { namesAlike } from './names-alike.ts';
import { suggestTransfers } from './suggest-transfers.ts';
import { type TransferEntry, textsOf } from './transfer-entry.ts';

/** What is known when an entry is looked at: whose references or refunds it names, and what else it might be for. */
export type Known = {
  /** Those whose references stand in the entry, and the open ones that may be suggested. */
  readonly transfers: readonly ExpectedTransfer[];
  readonly refunds: readonly ExpectedRefund[];
};

/**
 * What an entry of a statement is. Money is matched by references whose check digits hold and that were given out, never by its
 * amount or by who sent it: those are suggestions. Several references in one transfer are served only if the sum fits to the cent.
 */
export function decideMatch(entry: TransferEntry, known: Known): MatchDecision {
  if (entry.status === 'information') return { outcome: 'ignored', why: 'information' };
  if (entry.amountMinor <= 0n) return { outcome: 'ignored', why: 'no_amount' };
  const references = findReferences(textsOf(entry));
  const named = known.transfers.filter(({ reference }) => references.includes(reference));
  if (entry.direction === 'debit') return decideDebit(entry, known, named);
  const refund = findRefund(entry, known.refunds);
  if (refund) return returned(entry, refund);
  if (entry.status === 'pending') return onItsWay(named);
  return decideCredit(entry, known, references, named);
}

/** Our own transfer to the buyer came back: the refund did not arrive. */
function returned(entry: TransferEntry, refund: ExpectedRefund): MatchDecision {
  if (entry.status === 'pending') return { outcome: 'on_its_way', references: [], reasons: [] };
  const { endToEndId } = refund;
  return { outcome: 'refund_returned', endToEndId, reasons: [{ code: 'refund_id_found', endToEndId }] };
}

function onItsWay(named: readonly ExpectedTransfer[]): MatchDecision {
  const references = named.map(({ reference }) => reference);
  return {
    outcome: 'on_its_way',
    references,
    reasons: references.map((reference) => ({ code: 'reference_found', reference })),
  };
}

function decideCredit(
  entry: TransferEntry,
  known: Known,
  references: readonly string[],
  named: readonly ExpectedTransfer[],
): MatchDecision {
  const unmatched = (why: Extract<MatchDecision, { outcome: 'unmatched' }>['why']): MatchDecision => ({
    outcome: 'unmatched',
    why,
    suggestions: suggestTransfers(entry, known.transfers, references),
  });
  const [first] = named;
  if (!first) return unmatched(references.length > 0 ? 'unknown_reference' : 'no_reference');
  if (named.some(({ currency }) => currency !== entry.currency)) return unmatched('other_currency');
  if (references.length === 1) return matched(entry, [[first, entry.amountMinor]]);
  // What was paid before is often named once more; only what waits for money can share it.
  const waiting = named.filter((transfer) => transfer.state !== 'paid' && missingMinor(transfer) > 0n);
  const sum = waiting.reduce((total, transfer) => total + missingMinor(transfer), 0n);
  if (sum !== entry.amountMinor) return unmatched('several_references');
  return matched(
    entry,
    waiting.map((transfer) => [transfer, missingMinor(transfer)]),
  );
}

function matched(
  entry: TransferEntry,
  split: readonly (readonly [ExpectedTransfer, bigint])[],
): MatchDecision {
  const shares = split.map(([transfer, amountMinor]) => decideShare(transfer, amountMinor));
  const reasons = split.flatMap(([transfer, amountMinor]) =>
    reasonsOfShare(transfer, decideShare(transfer, amountMinor)),
  );
  return {
    outcome: 'matched',
    shares,
    reasons: [
      ...reasons,
      ...furtherReasons(
        entry,
        split.map(([each]) => each),
      ),
    ],
  };
}

function furtherReasons(entry: TransferEntry, transfers: readonly ExpectedTransfer[]): MatchReason[] {
  const reasons: MatchReason[] = entry.charges
    .filter(({ amountMinor }) => amountMinor > 0n)
    .map((charge) => ({ code: 'charges_taken', ...charge }));
  if (transfers.length > 1)
    reasons.push({ code: 'sum_of_several', references: transfers.map(({ reference }) => reference) });
  const { name } = entry.counterparty;
  const isOther = transfers.every(({ buyerName }) => buyerName !== null && !namesAlike(name, buyerName));
  return name !== null && isOther ? [...reasons, { code: 'other_payer', name }] : reasons;
}
