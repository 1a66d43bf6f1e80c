import type { Dispute, ProviderPayment } from '#paying/providers/port.ts';
import type { Mode } from '#platform/contract/common.ts';
import { assert } from '#platform/kit/assert.ts';
import type { Currency } from '#platform/kit/money.ts';

/** A transfer as the book has it, with what was matched with it. */
export type BankTransfer = {
  readonly organizationId: string;
  readonly attemptId: string;
  readonly mode: Mode;
  /** Grows with each change of what is told of it. */
  readonly version: number;
  /** `waiting` for the buyer; `sent`, as the buyer says; `succeeded` once all of it came, for good; `canceled`. */
  readonly status: 'waiting' | 'sent' | 'succeeded' | 'canceled';
  /** Null where it was ended before it began. */
  readonly order: TransferTerms | null;
  readonly sentAt: Date | null;
  /** All that came under its reference and was not taken back. */
  readonly receivedMinor: bigint;
  /** Of it, what came too late and is given back. */
  readonly givenBackMinor: bigint;
  readonly arrivedAt: Date | null;
  /** A booked credit was taken back: why, in the bank's words, where it says so. */
  readonly takenBack: { readonly reason: string | null } | null;
  /** A match was undone by a person. */
  readonly wasUndone: boolean;
  /** Refunds of money that an undone match had brought. */
  readonly withdrawnRefundIds: readonly string[];
};

/** What the buyer was asked to send, and where to. */
export type TransferTerms = {
  readonly checkoutId: string;
  readonly reference: string;
  readonly iban: string;
  readonly bic: string | null;
  readonly accountName: string;
  readonly referencePlace: 'text' | 'reference';
  readonly currency: Currency;
  readonly expectedMinor: bigint;
  readonly buyerName: string | null;
  readonly deadlineAt: Date;
};

/** What of it counts towards its price. */
export function countedMinor({ receivedMinor, givenBackMinor }: BankTransfer): bigint {
  return receivedMinor > givenBackMinor ? receivedMinor - givenBackMinor : 0n;
}

/** What is still to be sent. */
export function stillMissingMinor(transfer: BankTransfer): bigint {
  const expected = transfer.order?.expectedMinor ?? 0n;
  const counted = countedMinor(transfer);
  return expected > counted ? expected - counted : 0n;
}

/** Whether money is waited for: the buyer may be told where to send it. */
export function isWaitedFor({ status }: Pick<BankTransfer, 'status'>): boolean {
  return status === 'waiting' || status === 'sent';
}

/** When the buyer is reminded: a day before the end, where that is not right after the beginning. */
export function remindAt(now: Date, deadlineAt: Date): Date | null {
  const at = new Date(deadlineAt.getTime() - dayMs);
  return at.getTime() - now.getTime() >= dayMs / 2 ? at : null;
}

const dayMs = 86_400_000;

/** Names the version of the book that it tells. */
export type BankPayment = ProviderPayment & { readonly bookVersion: number };

/** The book's entry in the words of the port; `pageUrl` is where its buyer reads what to send. */
export function showBankPayment(
  transfer: BankTransfer,
  pageUrl: (terms: TransferTerms) => string,
): BankPayment {
  const { attemptId: reference, version: bookVersion, receivedMinor, withdrawnRefundIds } = transfer;
  const base = { reference, bookVersion, receivedMinor, withdrawnRefundIds };
  switch (transfer.status) {
    case 'waiting':
      assert(transfer.order, 'What is waited for was begun.');
      return { ...base, status: 'requires_action', redirectUrl: pageUrl(transfer.order) };
    case 'sent':
      return { ...base, status: 'processing' };
    case 'canceled':
      return { ...base, status: 'canceled', ...extraOf(transfer.receivedMinor) };
    case 'succeeded':
      return { ...base, status: 'succeeded', ...extraOf(excessMinor(transfer)), ...disputeOf(transfer) };
  }
}

function extraOf(extraMinor: bigint): { extraMinor?: bigint } {
  return extraMinor > 0n ? { extraMinor } : {};
}

/** What the payment does not take: parts that came too late, and what is more than its price. */
function excessMinor(transfer: BankTransfer): bigint {
  const expected = transfer.order?.expectedMinor ?? 0n;
  const counted = countedMinor(transfer);
  return transfer.givenBackMinor + (counted > expected ? counted - expected : 0n);
}

/** Money that went back by itself is lost; a match that a person undid waits for a better one. */
function disputeOf(transfer: BankTransfer): { dispute?: Dispute } {
  const { takenBack, wasUndone } = transfer;
  if (!takenBack && !wasUndone) return {};
  const amountMinor = stillMissingMinor(transfer);
  const reason = takenBack ? (takenBack.reason ?? 'transfer_taken_back') : 'match_undone';
  const status = amountMinor === 0n ? 'won' : takenBack ? 'lost' : 'open';
  return { dispute: { status, reason, dueBy: null, amountMinor } };
}
