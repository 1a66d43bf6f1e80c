import { realReference } from '../real-reference.ts';
import type { BatchPart, Direction, StatementAccount, StatementAmount } from '../statement.ts';
import type { Place } from '../unreadable.ts';
import { readDetails } from './details.ts';
import { child, type Element, textAt } from './element.ts';
import { readCounterparty } from './parties.ts';
import { readAmountElement, readDirection } from './read-amount-element.ts';

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
  details: Element,
  account: StatementAccount,
  about: { readonly direction: Direction; readonly isReversal: boolean },
  place: Place,
): ToldPart {
  const direction = readDirection(details, place);
  const told = readDetails(details, place);
  const comesBack = about.isReversal || told.returnReason !== null;
  const amount = child(details, 'Amt') ?? child(details, 'AmtDtls', 'TxAmt', 'Amt');
  const { references, text, bankText, endToEndId, returnReason, instructed, charges } = told;
  return {
    references,
    text,
    bankText,
    endToEndId,
    returnReason,
    instructed,
    charges,
    amount: amount === undefined ? told.instructed : readAmountElement(amount, place),
    direction,
    counterparty: readCounterparty(details, account, direction ?? about.direction, comesBack),
    bankReference: realReference(textAt(details, 'Refs', 'AcctSvcrRef')),
  };
}
