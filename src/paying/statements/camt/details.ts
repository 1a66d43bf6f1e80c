import { realReference } from '../real-reference.ts';
import type { PaymentDetails, StatementAmount } from '../statement.ts';
import type { Place } from '../unreadable.ts';
import { child, childrenOf, type Element, textAt } from './element.ts';
import { readAmountElement } from './read-amount-element.ts';
import { readRemittance } from './remittance.ts';

/** What `TxDtls` tell beside amount and parties; an entry without them tells the same of itself. */
export function readDetails(
  details: Element | undefined,
  place: Place,
): Omit<PaymentDetails, 'counterparty'> {
  const reason = child(details, 'RtrInf', 'Rsn');
  const { references, text } = readRemittance(details);
  return {
    references,
    text,
    bankText: textAt(details, 'AddtlTxInf') ?? '',
    endToEndId: realReference(textAt(details, 'Refs', 'EndToEndId')),
    returnReason: textAt(reason, 'Cd') ?? textAt(reason, 'Prtry'),
    instructed: readInstructed(details, place),
    charges: readCharges(details, place),
  };
}

export function readInstructed(element: Element | undefined, place: Place): StatementAmount | null {
  const amount = child(element, 'AmtDtls', 'InstdAmt', 'Amt');
  return amount === undefined ? null : readAmountElement(amount, place);
}

const noCharges: readonly StatementAmount[] = [];

/** Charges were one amount each until version .03, and are records with a total since. */
export function readCharges(element: Element | undefined, place: Place): readonly StatementAmount[] {
  const all = childrenOf(element, 'Chrgs');
  if (all.length === 0) return noCharges;
  return all.flatMap((charges) => {
    const records = childrenOf(charges, 'Rcrd').flatMap((record) => childrenOf(record, 'Amt'));
    const single = [...childrenOf(charges, 'Amt'), ...childrenOf(charges, 'TtlChrgsAndTaxAmt')].slice(0, 1);
    return (records.length > 0 ? records : single).map((amount) => readAmountElement(amount, place));
  });
}
