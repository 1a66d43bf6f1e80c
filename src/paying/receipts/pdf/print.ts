import type { SignatureAnswer, UnsignedReceipt } from '#platform/contract/receipts.ts';
import type { Translate } from '#platform/text/translate.ts';
import type { ReceiptDocument } from '../receipt.ts';
import type { Logo } from './logo.ts';
import type { Sheet } from './sheet.ts';

/** Everything that a printed receipt shows. */
export type ReceiptPrint = {
  /** What is signed: number, parties, lines and sums come from here. */
  readonly document: ReceiptDocument;
  readonly signature: SignatureAnswer;
  /** Where the receipt stays. */
  readonly address: string;
  /** How the payment stands, which is not signed, and since when. */
  readonly status: UnsignedReceipt['status'];
  readonly refundedAmount: string;
  readonly changedAt: Date;
  /** The seller's look of today. */
  readonly accentColour: string | null;
  readonly logo: Logo | undefined;
  readonly supportEmail: string | null;
  /** Whose software this is. */
  readonly platformName: string;
};

/** What every part of the page works with. */
export type Press = { readonly sheet: Sheet; readonly text: Translate; readonly print: ReceiptPrint };
