import { realReference } from '../real-reference.ts';
import type { PaymentDetails, StatementAmount } from '../statement.ts';
import type { Place } from '../unreadable.ts';
import { readAmountText } from './read-amount-text.ts';
import { readRemittance } from './remittance.ts';
import type { ToldCharges, ToldDetails } from './shapes.ts';

type Details = Omit<PaymentDetails, 'counterparty'>;

/** What an entry without `TxDtls` tells of a payment. */
export const noDetails: Details = {
  references: [],
  text: '',
  bankText: '',
  endToEndId: null,
  returnReason: null,
  instructed: null,
  charges: [],
};

/** What `TxDtls` tell beside amount and parties. */
export function readDetails(told: ToldDetails, place: Place): Details {
  const { references, text } = readRemittance(told);
  return {
    references,
    text,
    bankText: told.bankText ?? '',
    endToEndId: realReference(told.endToEndId),
    returnReason: told.returnReason,
    instructed: told.instructed === null ? null : readAmountText(told.instructed, place),
    charges: readCharges(told.charges, place),
  };
}

const noCharges: readonly StatementAmount[] = [];

/** The records where there are some, else the amount or the total. */
export function readCharges(told: readonly ToldCharges[], place: Place): readonly StatementAmount[] {
  if (told.length === 0) return noCharges;
  return told.flatMap(({ records, single, total }) => {
    const amount = single ?? total;
    const amounts = records.length > 0 || amount === null ? records : [amount];
    return amounts.map((each) => readAmountText(each, place));
  });
}
