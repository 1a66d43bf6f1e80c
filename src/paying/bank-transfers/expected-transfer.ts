import type { Currency } from '#platform/kit/money.ts';

/** `open`: money is waited for. `paid`: it came, whatever was refunded since. `closed`: expired, canceled or failed. */
export type ExpectedState = 'open' | 'paid' | 'closed';

/** A payment that has a reference. */
export type ExpectedTransfer = {
  readonly reference: string;
  readonly state: ExpectedState;
  readonly currency: Currency;
  readonly expectedMinor: bigint;
  /** All that came under the reference and was not taken back, more than expected too. */
  readonly receivedMinor: bigint;
  readonly buyerName: string | null;
};

/** A refund that was sent to the bank, or is about to be. */
export type ExpectedRefund = {
  readonly endToEndId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly state: 'pending' | 'sent' | 'withdrawn';
};

export function missingMinor({ expectedMinor, receivedMinor }: ExpectedTransfer): bigint {
  return expectedMinor > receivedMinor ? expectedMinor - receivedMinor : 0n;
}
