import { realReference } from '../real-reference.ts';
import type { BatchPart, Direction, StatementAccount, StatementAmount } from '../statement.ts';
import type { Place } from '../unreadable.ts';
import { readDetails } from './details.ts';
import { readCounterparty } from './parties.ts';
import { readAmountText, readDirection } from './read-amount-text.ts';
import type { ToldDetails } from './shapes.ts';

/** A payment of a batch as it is told; its amount and direction may only be told by the entry. */
export type ToldPart = Omit<BatchPart, 'amountMinor' | 'currency' | 'direction'> & {
  readonly amount: StatementAmount | null;
  readonly direction: Direction | null;
};

/**
 * One `TxDtls`. Until version .03 its amount stands among the details of amounts only; what was instructed counts
 * where nothing else is told.
 */
export function readPart(
  told: ToldDetails,
  account: StatementAccount,
  about: { readonly direction: Direction; readonly isReversal: boolean },
  place: Place,
): ToldPart {
  const direction = readDirection(told.direction, place);
  const { references, text, bankText, endToEndId, returnReason, instructed, charges } = readDetails(
    told,
    place,
  );
  const comesBack = about.isReversal || returnReason !== null;
  const amount = told.amount ?? told.transactionAmount;
  return {
    references,
    text,
    bankText,
    endToEndId,
    returnReason,
    instructed,
    charges,
    amount: amount === null ? instructed : readAmountText(amount, place),
    direction,
    counterparty: readCounterparty(told, account, direction ?? about.direction, comesBack),
    bankReference: realReference(told.bankReference),
  };
}
