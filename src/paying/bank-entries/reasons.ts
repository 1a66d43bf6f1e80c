import type { MatchReason, UnmatchedReason } from '#paying/bank-transfers/match-decision.ts';
import { reasonSentence, unmatchedSentences } from '#paying/bank-transfers/match-reasons.ts';
import type { Why } from './bank-entry.ts';

/** A reason as it is stored: amounts are texts of minor units. */
export type StoredReason = { readonly code: string; readonly [fact: string]: unknown };

const whySentences: Readonly<Record<Exclude<Why, UnmatchedReason>, string>> = {
  undone: 'What was decided about it was undone. Choose the payment that it is for, or ignore it.',
  by_hand: 'Somebody said that it is none of our business.',
  refund_sent_before:
    'The refund that it names was sent before. If it left your account twice, ask your bank for the second one.',
  refund_withdrawn:
    'The refund that it names was withdrawn, because the match of its money was undone. Choose the payment that the money is of.',
  told_before: 'It looks like money that another file told. Ignore it, or match it if it is other money.',
  account_unsure:
    'The account looks like one of yours cut short. Match it if the money came there, or ignore it.',
  batch_differs:
    'Its parts do not add up to its sum, so that none of them was counted. Compare it with your bank, and choose the payment by hand.',
  own_payment: 'It is a payment of your own.',
  information: 'It only tells of what is counted elsewhere.',
  pending_debit: 'It is not booked yet.',
  no_amount: 'It moves no money.',
};

/** Why an entry is what it is, in sentences for the merchant. */
export function showReasons(
  reasons: readonly StoredReason[],
  why: Why | null,
): { readonly code: string; readonly detail: string }[] {
  const shown = reasons.map((reason) => ({ code: reason.code, detail: reasonSentence(readReason(reason)) }));
  // A reason with the facts says it better.
  if (why === null || reasons.some(({ code }) => code === why)) return shown;
  const detail = { ...unmatchedSentences, ...whySentences }[why];
  return [{ code: why, detail }, ...shown];
}

function readReason(stored: StoredReason): MatchReason {
  const read = Object.entries(stored).map(([name, fact]) => [
    name,
    name.endsWith('Minor') ? BigInt(String(fact)) : fact,
  ]);
  return Object.fromEntries(read) as MatchReason;
}
