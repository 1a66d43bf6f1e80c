import type { BankTransfer } from './bank-transfer.ts';

/** What came for a payment, and the refunds that rest on it: all but those that failed or were withdrawn. */
export type Standing = {
  readonly status: BankTransfer['status'];
  readonly expectedMinor: bigint;
  readonly givenBackMinor: bigint;
  readonly receivedMinor: bigint;
  /** The payment was paid another way, so that all of it is too much. */
  readonly isExcess: boolean;
  /** The oldest first. */
  readonly refunds: readonly RestingRefund[];
};

export type RestingRefund = {
  readonly id: string;
  readonly amountMinor: bigint;
  /** Of money that the payment does not take; else of its price. */
  readonly isExcess: boolean;
  /** `owed` by itself and not handed to a bank yet, `asked` for by a person, or `handed` over. */
  readonly state: 'owed' | 'asked' | 'handed';
};

export type Withdrawal =
  | { readonly verdict: 'withdraw'; readonly refundIds: readonly string[]; readonly givenBackMinor: bigint }
  /** A refund stays that needs the money. */
  | { readonly verdict: 'rests'; readonly on: 'asked' | 'handed' };

/**
 * What becomes of the refunds when so much is taken off a payment, because it was no money of it: the one that was owed for just this
 * is withdrawn, else those that were owed, the newest first, until what is left covers the others.
 */
export function decideWithdrawal(standing: Standing, takenOffMinor: bigint): Withdrawal {
  const { refunds } = standing;
  const left = standing.receivedMinor - takenOffMinor;
  const received = left > 0n ? left : 0n;
  const extra = extraMinor(standing, received);
  const excess = withdrawUntil(
    refunds.filter(({ isExcess }) => isExcess),
    extra,
  );
  const price = withdrawUntil(
    refunds.filter(({ isExcess }) => !isExcess),
    received - extra,
  );
  const needing = excess.needing ?? price.needing;
  if (needing) return { verdict: 'rests', on: needing };
  const { givenBackMinor } = standing;
  return {
    verdict: 'withdraw',
    refundIds: [...excess.withdrawn, ...price.withdrawn],
    givenBackMinor: givenBackMinor < extra ? givenBackMinor : extra,
  };
}

/** How much of what is there the payment does not take. */
function extraMinor({ status, isExcess, expectedMinor }: Standing, received: bigint): bigint {
  if (isExcess || status === 'canceled') return received;
  if (status !== 'succeeded') return 0n;
  return received > expectedMinor ? received - expectedMinor : 0n;
}

function withdrawUntil(refunds: readonly RestingRefund[], coveredMinor: bigint) {
  let restingMinor = refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const owed = refunds.filter(({ state }) => state === 'owed').toReversed();
  const exact = owed.find(({ amountMinor }) => restingMinor - amountMinor === coveredMinor);
  const withdrawn: string[] = [];
  for (const { id, amountMinor } of exact ? [exact] : owed) {
    if (restingMinor <= coveredMinor) break;
    withdrawn.push(id);
    restingMinor -= amountMinor;
  }
  if (restingMinor <= coveredMinor) return { withdrawn, needing: undefined };
  const isHanded = refunds.some(({ state }) => state === 'handed');
  return { withdrawn, needing: isHanded ? ('handed' as const) : ('asked' as const) };
}
