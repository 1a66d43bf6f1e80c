import type { Day } from '#platform/kit/days.ts';

/** What a document is: every kind of camt message, an MT940, or a table whose columns somebody named. */
export type StatementKind = 'camt.052' | 'camt.053' | 'camt.054' | 'mt940' | 'csv';

/** Whose money it is. `id` has no spaces; where it is no IBAN it is whatever the bank calls the account. */
export type StatementAccount = { readonly kind: 'iban' | 'other'; readonly id: string };

/** A balance of booked money in minor units; what is owed to the bank is negative. */
export type Balance = { readonly amountMinor: bigint; readonly currency: string; readonly day: Day | null };

/** What comes before the entries. */
export type Statement = {
  readonly kind: StatementKind;
  /** Which of the document, from 1. */
  readonly number: number;
  /** What the bank calls it; `null` where it numbers none. Pages of one statement may share it. */
  readonly id: string | null;
  /** Which page, where a statement has several. */
  readonly page: string | null;
  readonly account: StatementAccount;
  /** ISO 4217, where the bank says which currency the account is kept in. */
  readonly currency: string | null;
};

/** What is known once all entries were read. */
export type StatementEnd = {
  readonly statement: Statement;
  readonly entries: number;
  readonly opening: Balance | null;
  readonly closing: Balance | null;
};

/** Credit came in, debit went out: a reversed credit is a debit whose `isReversal` is true. */
export type Direction = 'credit' | 'debit';

/** Only what is booked is money. Information tells of money that is counted elsewhere. */
export type EntryStatus = 'booked' | 'pending' | 'information';

/** Who paid or was paid, as the bank tells it. */
export type Counterparty = { readonly name: string | null; readonly iban: string | null };

/** An amount in minor units of an ISO 4217 currency, which the shop itself need not sell in. */
export type StatementAmount = { readonly amountMinor: bigint; readonly currency: string };

/** What an entry tells of one payment. */
export type PaymentDetails = {
  readonly counterparty: Counterparty;
  /** Structured references, such as a creditor reference. */
  readonly references: readonly string[];
  /** What the payer wrote, lines joined by a newline. */
  readonly text: string;
  /** What the bank adds in words of its own. */
  readonly bankText: string;
  readonly endToEndId: string | null;
  /** Four-letter code of ISO 20022 or the bank's own word, where money comes back. */
  readonly returnReason: string | null;
  /** What was sent, where it differs from what arrived. */
  readonly instructed: StatementAmount | null;
  /** What banks kept on the way, each as it is told. */
  readonly charges: readonly StatementAmount[];
};

/** One payment of a batch. */
export type BatchPart = PaymentDetails &
  StatementAmount & { readonly direction: Direction; readonly bankReference: string | null };

/**
 * Whether an entry is one payment or many. `complete`: the parts are there and add up. `without_parts`: the bank tells
 * them in another document, mostly a camt.054. `inconsistent`: parts are there, and do not add up to the entry.
 */
export type Batch = 'none' | 'complete' | 'without_parts' | 'inconsistent';

/** One movement of an account, always positive. */
export type StatementEntry = PaymentDetails &
  StatementAmount & {
    /** Which of its statement, from 1. */
    readonly number: number;
    /** Where it begins in the file, from 1. */
    readonly line: number;
    readonly direction: Direction;
    readonly status: EntryStatus;
    readonly isReversal: boolean;
    /** The booking day; where the bank tells none, the value day. Pending entries may have neither. */
    readonly bookedOn: Day | null;
    readonly valueOn: Day | null;
    readonly bankReference: string | null;
    /** `PMNT/RCDT/ESCT`, or the bank's own code. */
    readonly transactionCode: string | null;
    readonly batch: Batch;
    readonly parts: readonly BatchPart[];
  };

/** What reading a document gives, in the order of the document. */
export type StatementPart =
  | { readonly part: 'statement'; readonly statement: Statement }
  | { readonly part: 'entry'; readonly statement: Statement; readonly entry: StatementEntry }
  | { readonly part: 'end'; readonly end: StatementEnd };
