import { type ExpectedTransfer, missingMinor } from './expected-transfer.ts';
import type { Suggestion } from './match-decision.ts';
import { namesAlike } from './names-alike.ts';
import { type TransferEntry, textsOf } from './transfer-entry.ts';

const mostSuggestions = 5;
/** `RF`, check digits and the first half of the body: less is shared by payments that follow each other. */
const leastOfReference = 10;

type Because = Suggestion['because'][number];

/** Payments that an entry may be for, the likeliest first. Hints for a person: money is never matched by them. */
export function suggestTransfers(
  entry: TransferEntry,
  expected: readonly ExpectedTransfer[],
  named: readonly string[] = [],
): Suggestion[] {
  const folded = textsOf(entry)
    .join(' ')
    .toUpperCase()
    .replace(/[^0-9A-Z]+/g, '');
  return expected
    .map((transfer) => ({ reference: transfer.reference, because: hintsOf(entry, transfer, named, folded) }))
    .filter(({ because }) => because.length > 0)
    .sort((left, right) => weightOf(right.because) - weightOf(left.because))
    .slice(0, mostSuggestions);
}

function hintsOf(
  entry: TransferEntry,
  transfer: ExpectedTransfer,
  named: readonly string[],
  folded: string,
): Because[] {
  const hints: Because[] = [];
  if (named.includes(transfer.reference)) hints.push('reference_named');
  else if (folded.includes(transfer.reference.slice(0, leastOfReference)))
    hints.push('reference_begins_alike');
  if (transfer.state === 'paid') return hints;
  const isSameMoney = transfer.currency === entry.currency && missingMinor(transfer) === entry.amountMinor;
  if (isSameMoney) hints.push('amount_equal');
  if (namesAlike(entry.counterparty.name, transfer.buyerName)) hints.push('name_alike');
  return hints;
}

const weights: Readonly<Record<Because, number>> = {
  reference_named: 8,
  reference_begins_alike: 4,
  amount_equal: 2,
  name_alike: 1,
};

function weightOf(because: readonly Because[]): number {
  return because.reduce((sum, hint) => sum + weights[hint], 0);
}
