import type { Day } from '#platform/kit/days.ts';
import type { Iban } from '#platform/kit/iban.ts';
import type { Money } from '#platform/kit/money.ts';
import type { NameCharacters } from './written-name.ts';

/** A refund that the merchant has still to send. */
export type PendingTransfer = {
  /** Its public id: by it the debit on a later statement is recognized. */
  readonly endToEndId: string;
  readonly amount: Money;
  readonly account: Iban;
  readonly bic: string | null;
  /** Who gets it, as their own bank writes it. */
  readonly name: string;
  /** What they read on their statement. */
  readonly text: string;
  /** From which account of the merchant. */
  readonly from: PayingAccount;
};

export type PayingAccount = { readonly account: Iban; readonly bic: string | null; readonly name: string };

export type RefundFileTerms = {
  /** Unique for each file, because banks refuse the same one twice; at most 30 characters, because batches are numbered after it. */
  readonly messageId: string;
  readonly now: Date;
  /** When the bank is to send it; a day that banks work on, or the bank takes the next. */
  readonly executionDay: Day;
  readonly characters: NameCharacters;
};
