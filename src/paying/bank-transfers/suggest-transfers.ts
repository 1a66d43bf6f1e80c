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

/** A transfer that was counted, of the amount that a reversal takes back. */
export type CountedCredit = {
  readonly reference: string;
  readonly isSameAccount: boolean;
  readonly isSameEndToEndId: boolean;
};

/** Payments that a reversal without a reference may take money back from, the likeliest first, then the newest as they are given. */
export function suggestReversed(credits: readonly CountedCredit[]): Suggestion[] {
  const seen = new Set<string>();
  return credits
    .map(({ reference, isSameAccount, isSameEndToEndId }) => ({
      reference,
      because: [
        'credit_counted' as const,
        ...(isSameAccount ? (['same_account'] as const) : []),
        ...(isSameEndToEndId ? (['same_end_to_end_id'] as const) : []),
      ],
    }))
    .sort((left, right) => weightOf(right.because) - weightOf(left.because))
    .filter(({ reference }) => !seen.has(reference) && seen.add(reference))
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
  else if (holdsAlmost(folded, transfer.reference)) hints.push('reference_differs');
  else if (folded.includes(transfer.reference.slice(0, leastOfReference)))
    hints.push('reference_begins_alike');
  if (entry.direction === 'debit') return hints;
  if (transfer.state === 'paid') {
    const lacksMoney = hints.length > 0 && missingMinor(transfer) > 0n;
    return lacksMoney ? [...hints, 'lacks_money_again'] : hints;
  }
  const isSameMoney = transfer.currency === entry.currency && missingMinor(transfer) === entry.amountMinor;
  if (isSameMoney) hints.push('amount_equal');
  if (namesAlike(entry.counterparty.name, transfer.buyerName)) hints.push('name_alike');
  return hints;
}

/** Whether a text holds the reference with one sign of it wrong: then one half of it is right. */
function holdsAlmost(folded: string, reference: string): boolean {
  const half = reference.length >> 1;
  return [reference.slice(0, half), reference.slice(half)].some((part, which) => {
    for (let at = folded.indexOf(part); at >= 0; at = folded.indexOf(part, at + 1)) {
      const start = at - which * half;
      const told = start < 0 ? '' : folded.slice(start, start + reference.length);
      if (told.length !== reference.length) continue;
      let wrong = 0;
      for (let sign = 0; sign < reference.length; sign++) if (told[sign] !== reference[sign]) wrong += 1;
      if (wrong === 1) return true;
    }
    return false;
  });
}

const weights: Readonly<Record<Because, number>> = {
  reference_named: 8,
  reference_differs: 6,
  reference_begins_alike: 4,
  lacks_money_again: 2,
  amount_equal: 2,
  name_alike: 1,
  credit_counted: 2,
  same_account: 4,
  same_end_to_end_id: 8,
};

function weightOf(because: readonly Because[]): number {
  return because.reduce((sum, hint) => sum + weights[hint], 0);
}
