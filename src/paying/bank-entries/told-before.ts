import { foldText } from '#paying/statements/fold-text.ts';
import type { EntryDetails, Payment } from './bank-entry.ts';
import { transferEntryOf } from './bank-entry.ts';
import { namedIn } from './known-money.ts';

/** An entry that other files told, as it is kept. */
export type Kept = {
  readonly id: string;
  /** Of the batch that it is a part of, or its own. */
  readonly wholeId: string;
  /** By which it is known again; that of its batch where it is a part. */
  readonly content: string | null;
  readonly account: string;
  readonly day: string;
  readonly direction: 'credit' | 'debit';
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly details: EntryDetails;
  /** Its money is where it belongs, or somebody decided about it. */
  readonly isDecided: boolean;
  /** Nobody's business here, as nobody decided. */
  readonly isIdle: boolean;
  /** Null for another document of the same file. */
  readonly fileName: string | null;
};

/** Why two entries are likely one: what is the same of them beside the amount. */
export type Likeness = 'bank_reference' | 'end_to_end_id' | 'text';

/**
 * Whether an entry is likely the one that another file told: its amount and direction are the same, nothing speaks against it, and
 * either the bank's or the payer's own reference is the same, at most a day apart, or one of the two has no reference of the bank and
 * the words of both are alike, on the same day. Another account, reference of the bank, id of the payer, or payment that is named
 * speaks against it. `undefined` when it is other money.
 */
export function likenessOf(payment: Payment, kept: Kept): Likeness | undefined {
  if (payment.status !== 'booked' || payment.bookedOn === null) return undefined;
  if (payment.amountMinor !== kept.amountMinor || payment.currency !== kept.currency) return undefined;
  // The account first: most of equal amounts are told apart by it.
  const [one, other] = [payment.details, kept.details];
  if (differ(one.counterparty.iban, other.counterparty.iban)) return undefined;
  if (payment.direction !== kept.direction || daysBetween(payment.bookedOn, kept.day) > 1) return undefined;
  if (differ(folded(one.bankReference), folded(other.bankReference))) return undefined;
  if (namesAnother(payment, kept)) return undefined;
  if (one.bankReference !== null && other.bankReference !== null) return 'bank_reference';
  if (differ(folded(one.endToEndId), folded(other.endToEndId))) return undefined;
  const isKnownPayer = one.counterparty.iban !== null && other.counterparty.iban !== null;
  if (one.endToEndId !== null && other.endToEndId !== null && isKnownPayer) return 'end_to_end_id';
  return payment.bookedOn === kept.day && areAlike(one, other) ? 'text' : undefined;
}

function differ(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one !== other;
}

function folded(text: string | null): string | null {
  return text === null ? null : foldText(text);
}

function daysBetween(one: string, other: string): number {
  return Math.abs(Date.parse(one) - Date.parse(other)) / 86_400_000;
}

function namesAnother(payment: Payment, { details }: Kept): boolean {
  const one = namedIn(transferEntryOf(payment));
  const other = namedIn(transferEntryOf({ ...payment, details }));
  return areApart(one.references, other.references) || areApart(one.refundIds, other.refundIds);
}

function areApart(one: readonly string[], other: readonly string[]): boolean {
  return one.length > 0 && other.length > 0 && !one.some((each) => other.includes(each));
}

/** One holds the other, also where letters were read in two encodings; one that tells nothing is like any. */
function areAlike(one: EntryDetails, other: EntryDetails): boolean {
  return holdOneAnother(wordsOf(one), wordsOf(other)) || holdOneAnother(plain(one), plain(other));
}

function holdOneAnother(one: string, other: string): boolean {
  return one.includes(other) || other.includes(one);
}

function wordsOf({ references, text, bankText }: EntryDetails): string {
  const told = [...references, text].join('');
  return foldText(told === '' ? bankText : told);
}

/** Without what encodings differ in. Where that leaves nothing, letters differ and not the encoding. */
function plain({ references, text, bankText }: EntryDetails): string {
  const told = [...references, text].join('');
  const left = (told === '' ? bankText : told).replace(/[^0-9A-Za-z]+/g, '').toUpperCase();
  return left === '' ? told : left;
}
