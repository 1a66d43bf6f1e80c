import type { Currency } from '#platform/kit/money.ts';

/** Why an entry was taken for what it is: a stable code with its facts. `reasonSentence` says it to people. */
export type MatchReason =
  | { readonly code: 'reference_found'; readonly reference: string }
  | {
      readonly code: 'amount_equal' | 'amount_completes';
      readonly amountMinor: bigint;
      readonly currency: Currency;
    }
  | { readonly code: 'amount_short' | 'amount_over'; readonly byMinor: bigint; readonly currency: Currency }
  | { readonly code: 'charges_taken'; readonly amountMinor: bigint; readonly currency: string }
  | { readonly code: 'paid_before' }
  | { readonly code: 'closed_before' }
  | { readonly code: 'other_payer'; readonly name: string }
  | { readonly code: 'sum_of_several'; readonly references: readonly string[] }
  | { readonly code: 'refund_id_found'; readonly endToEndId: string }
  | { readonly code: 'return_reason'; readonly reason: string }
  | {
      readonly code: 'told_before';
      readonly day: string;
      /** Null for another document of the same file. */
      readonly fileName: string | null;
      readonly by: 'bank_reference' | 'end_to_end_id' | 'text';
    }
  | { readonly code: 'account_unsure'; readonly account: string; readonly iban: string };

/**
 * What a share of an entry does to a payment. `pays` completes an open one. `pays_late` is enough for one that was closed: the rule
 * for late success decides (behaviour, section 3). `part` leaves it open. `late_part` came too late and is too little: nothing
 * is sold for it. `duplicate` is the full amount once more, `excess` anything else for a payment that has all of its money.
 */
export type ShareEffect = 'pays' | 'pays_late' | 'part' | 'late_part' | 'duplicate' | 'excess';

export type Share = {
  readonly reference: string;
  readonly effect: ShareEffect;
  /** Of the entry; applied and excess are it. */
  readonly amountMinor: bigint;
  /** What counts towards the price. */
  readonly appliedMinor: bigint;
  /** What is booked as an excess charge and given back by itself. */
  readonly excessMinor: bigint;
  /** What is still missing afterwards. */
  readonly missingMinor: bigint;
};

export type UnmatchedReason =
  | 'no_reference'
  | 'unknown_reference'
  | 'several_references'
  | 'other_currency'
  | 'takes_back_too_much'
  | 'not_marked_as_reversal'
  | 'refund_amount_differs';

/** A payment that an unmatched entry may be for. Only a person may say so. */
export type Suggestion = {
  readonly reference: string;
  readonly because: readonly (
    | 'reference_named'
    | 'reference_differs'
    | 'reference_begins_alike'
    | 'lacks_money_again'
    | 'amount_equal'
    | 'name_alike'
    | 'credit_counted'
    | 'same_account'
    | 'same_end_to_end_id'
  )[];
};

export type MatchDecision =
  | {
      readonly outcome: 'matched';
      readonly shares: readonly Share[];
      readonly reasons: readonly MatchReason[];
    }
  /** Pending: told to the buyer, and no money yet. */
  | {
      readonly outcome: 'on_its_way';
      readonly references: readonly string[];
      readonly reasons: readonly MatchReason[];
    }
  /** A credit that was booked goes back: `stillReceivedMinor` is left of what came under the reference. */
  | {
      readonly outcome: 'taken_back';
      readonly reference: string;
      readonly amountMinor: bigint;
      readonly stillReceivedMinor: bigint;
      readonly reasons: readonly MatchReason[];
    }
  | {
      readonly outcome: 'refund_sent' | 'refund_returned';
      readonly endToEndId: string;
      readonly reasons: readonly MatchReason[];
    }
  | {
      readonly outcome: 'unmatched';
      readonly why: UnmatchedReason;
      readonly suggestions: readonly Suggestion[];
    }
  /** Nothing of ours: the merchant's own payments, information, entries of nothing. */
  | {
      readonly outcome: 'ignored';
      readonly why: 'own_payment' | 'information' | 'pending_debit' | 'no_amount';
    };
