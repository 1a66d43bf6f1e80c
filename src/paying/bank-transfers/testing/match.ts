import { creditorReference } from '../creditor-reference.ts';
import { decideMatch } from '../decide-match.ts';
import type { ExpectedRefund, ExpectedTransfer } from '../expected-transfer.ts';
import type { MatchDecision } from '../match-decision.ts';
import { reasonSentence } from '../match-reasons.ts';
import type { TransferEntry } from '../transfer-entry.ts';

/** References of three payments. */
export const [first, second, third] = [1_234n, 1_235n, 98_765n].map(creditorReference) as [
  string,
  string,
  string,
];

/** 59.98 EUR that Maja Novak is expected to send under the first reference. */
export function expected(parts: Partial<ExpectedTransfer> = {}): ExpectedTransfer {
  return {
    reference: first,
    state: 'open',
    currency: 'EUR',
    expectedMinor: 5_998n,
    receivedMinor: 0n,
    buyerName: 'Maja Novak',
    ...parts,
  };
}

/** 59.98 EUR that Maja Novak sent, booked, without a word. */
export function entry(parts: Partial<TransferEntry> = {}): TransferEntry {
  return {
    direction: 'credit',
    status: 'booked',
    isReversal: false,
    amountMinor: 5_998n,
    currency: 'EUR',
    references: [],
    text: '',
    bankText: '',
    endToEndId: null,
    counterparty: { name: 'NOVAK MAJA' },
    returnReason: null,
    charges: [],
    ...parts,
  };
}
/** What one entry is taken for, given what is expected. */
export function match(
  parts: Partial<TransferEntry>,
  transfers: readonly ExpectedTransfer[] = [expected()],
  refunds: readonly ExpectedRefund[] = [],
): MatchDecision {
  return decideMatch(entry(parts), { transfers, refunds });
}

/** Why, in the words that merchants read. */
export const sentences = (decision: MatchDecision) =>
  'reasons' in decision ? decision.reasons.map(reasonSentence) : [];
