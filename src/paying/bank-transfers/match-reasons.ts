import { formatAmount } from '#platform/kit/money.ts';
import { showCreditorReference } from './creditor-reference.ts';
import type { MatchReason, Suggestion, UnmatchedReason } from './match-decision.ts';

/** Why an entry was taken for what it is, as one sentence for the merchant. */
export function reasonSentence(reason: MatchReason): string {
  switch (reason.code) {
    case 'reference_found':
      return `The reference ${showCreditorReference(reason.reference)} stands in it.`;
    case 'amount_equal':
      return `The amount is the one expected, ${amount(reason.amountMinor, reason.currency)}.`;
    case 'amount_completes':
      return `With what came before, ${amount(reason.amountMinor, reason.currency)} makes it complete.`;
    case 'amount_short':
      return `${amount(reason.byMinor, reason.currency)} is still missing.`;
    case 'amount_over':
      return `${amount(reason.byMinor, reason.currency)} is more than expected, and is given back.`;
    case 'charges_taken':
      return `A bank kept ${amount(reason.amountMinor, reason.currency)} on the way.`;
    case 'paid_before':
      return 'The payment had all of its money before: this is given back.';
    case 'closed_before':
      return 'The checkout was closed before the money came.';
    case 'other_payer':
      return `${reason.name} paid, which is not the name of the buyer.`;
    case 'sum_of_several':
      return `The sum of ${reason.references.length} payments fits to the cent.`;
    case 'refund_id_found':
      return `The refund’s id ${reason.endToEndId} stands in it.`;
    case 'return_reason':
      return `The bank says why: ${reason.reason}.`;
    case 'told_before':
      return `This looks like the transfer of ${reason.day} that ${reason.fileName ?? 'another document of the same file'} told: ${sameOf[reason.by]} and the amount are the same. Ignore it, or match it if it is other money.`;
    case 'account_unsure':
      return `The account ${reason.account} looks like your ${reason.iban} cut short. Match it if that is where the money came, or ignore it.`;
  }
}

const sameOf = {
  bank_reference: 'the reference of the bank',
  end_to_end_id: 'the payer’s own id',
  text: 'what it tells',
} as const;

/** Why an entry waits for a person, and what to look at. */
export const unmatchedSentences: Readonly<Record<UnmatchedReason, string>> = {
  no_reference: 'No reference stands in it. Choose the payment that it is for, or ignore it.',
  unknown_reference:
    'The reference in it belongs to none of your payments. Choose the payment that it is for.',
  several_references:
    'Several references stand in it, and what they wait for does not add up to the amount. Choose the payment that it is for.',
  other_currency: 'It came in another currency than the payment has. Send it back, and ignore it.',
  takes_back_too_much: 'It takes back more than came under its reference. Compare it with the statement.',
  not_marked_as_reversal:
    'Money left under the reference of a payment, and the bank does not say that a transfer was reversed.',
  refund_amount_differs: 'It names a refund and has another amount. Compare it with the file of refunds.',
};

/** What speaks for a suggestion. */
export const hintSentences: Readonly<Record<Suggestion['because'][number], string>> = {
  reference_named: 'Its reference stands in the transfer.',
  reference_differs: 'One sign differs from its reference, so that the check digits do not hold.',
  reference_begins_alike: 'A reference that was cut short begins like its own.',
  lacks_money_again:
    'It counts as paid, but its money was taken off by an undone match or a reversal: this can make it whole again.',
  amount_equal: 'The amount is what is missing.',
  name_alike: 'The payer is called like the buyer.',
  credit_counted: 'A transfer of this amount was counted for it.',
  same_account: 'That one came from the account to which this goes back.',
  same_end_to_end_id: 'That one has the same end-to-end id.',
};

function amount(minor: bigint, currency: string): string {
  return `${formatAmount(minor)} ${currency}`;
}
