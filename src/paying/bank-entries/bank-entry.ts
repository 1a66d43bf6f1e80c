import type { MatchReason, UnmatchedReason } from '#paying/bank-transfers/match-decision.ts';
import type { TransferEntry } from '#paying/bank-transfers/transfer-entry.ts';
import type { EntryIdentity } from '#paying/statements/entry-identity.ts';
import type {
  Batch,
  BatchPart,
  Counterparty,
  Direction,
  EntryStatus,
  StatementAmount,
  StatementEntry,
  StatementKind,
} from '#paying/statements/statement.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { Day } from '#platform/kit/days.ts';

export type BankEntryStatus = 'matched' | 'unmatched' | 'ignored' | 'on_its_way' | 'batch';

/** Why an entry is not matched or nothing of ours; `undone` and `by_hand` are decisions of people. */
export type Why =
  | UnmatchedReason
  | 'undone'
  | 'by_hand'
  | 'refund_sent_before'
  | 'refund_withdrawn'
  | 'told_before'
  | 'batch_differs'
  | 'account_unsure'
  | 'own_payment'
  | 'information'
  | 'pending_debit'
  | 'no_amount';

/** What a bank tells of an entry beside its amount and days, as it is stored. */
export type EntryDetails = {
  readonly batch: Batch;
  readonly isReversal: boolean;
  readonly counterparty: Counterparty;
  readonly references: readonly string[];
  readonly text: string;
  readonly bankText: string;
  readonly endToEndId: string | null;
  readonly returnReason: string | null;
  readonly bankReference: string | null;
  readonly transactionCode: string | null;
  /** Amounts are texts of minor units. */
  readonly charges: readonly { readonly amountMinor: string; readonly currency: string }[];
};

/** One payment: an entry, or a part of a batch. */
export type Payment = StatementAmount & {
  readonly direction: Direction;
  readonly status: EntryStatus;
  readonly bookedOn: Day | null;
  readonly valueOn: Day | null;
  readonly line: number | null;
  readonly number: number | null;
  readonly details: EntryDetails;
};

/** An entry as it is written. */
export type NewEntry = Omit<Payment, 'status'> & {
  readonly id: string;
  readonly organizationId: string;
  readonly mode: Mode;
  readonly statementId: string;
  readonly account: string;
  readonly kind: StatementKind;
  readonly status: BankEntryStatus;
  readonly identity: EntryIdentity | null;
  readonly batchId: string | null;
  readonly refundId: string | null;
  readonly reasons: readonly MatchReason[];
  readonly why: Why | null;
};

/** The payments of an entry: itself, or each part where the bank tells them and they add up. */
export function paymentsOf(entry: StatementEntry): Payment[] {
  const { status, bookedOn, valueOn, line, number } = entry;
  const one = (part: StatementEntry | BatchPart): Payment => ({
    status,
    bookedOn,
    valueOn,
    line,
    number,
    direction: part.direction,
    amountMinor: part.amountMinor,
    currency: part.currency,
    details: {
      batch: part === entry ? entry.batch : 'none',
      isReversal: entry.isReversal,
      counterparty: part.counterparty,
      references: part.references,
      text: part.text,
      bankText: part.bankText,
      endToEndId: part.endToEndId,
      returnReason: part.returnReason,
      bankReference: part.bankReference ?? entry.bankReference,
      transactionCode: entry.transactionCode,
      charges: part.charges.map(({ amountMinor, currency }) => ({
        amountMinor: String(amountMinor),
        currency,
      })),
    },
  });
  return entry.batch === 'complete' ? entry.parts.map(one) : [one(entry)];
}

/** The batch itself, beside its parts. */
export function batchOf(entry: StatementEntry): Payment {
  const [whole] = paymentsOf({ ...entry, parts: [], batch: 'none' });
  return { ...(whole as Payment), details: { ...(whole as Payment).details, batch: entry.batch } };
}

/** As the rules of matching see it. */
export function transferEntryOf(
  payment: StatementAmount & Pick<Payment, 'direction' | 'status' | 'details'>,
): TransferEntry {
  const { details, direction, status, amountMinor, currency } = payment;
  const { isReversal, references, text, bankText, endToEndId, returnReason, counterparty, charges } = details;
  // Name by name: a spread of so many takes longer than all that is decided about an entry.
  return {
    direction,
    status,
    amountMinor,
    currency,
    isReversal,
    references,
    text,
    bankText,
    endToEndId,
    returnReason,
    counterparty: { name: counterparty.name },
    charges: charges.map((charge) => ({ ...charge, amountMinor: BigInt(charge.amountMinor) })),
  };
}

/**
 * What is kept of an entry that is nobody's business here, such as a salary that the merchant pays: amount, day and the digests by
 * which it is known again, and not who got it or what for.
 */
export function withoutWords(details: EntryDetails): EntryDetails {
  const nothing = { counterparty: { name: null, iban: null }, references: [], text: '', bankText: '' };
  return { ...details, ...nothing, endToEndId: null };
}
