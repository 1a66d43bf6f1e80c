import type { Currency } from '#platform/kit/money.ts';
import type { Figures } from '#reporting/figures/figures.ts';

/** What of the money collected belongs to the merchant, in minor units. */
export type Wallet = {
  readonly availableMinor: bigint;
  readonly pendingMinor: bigint;
  readonly reservedMinor: bigint;
};

/**
 * The wallet as it follows from the payments themselves: what was paid, less fees and what was given back. The sandbox
 * settles at once and nothing is held back, so all of it is available. Balances of a ledger take this function's place.
 */
export function walletFrom({ grossMinor, feeMinor, refundedMinor }: Figures, currency: Currency): Wallet {
  return {
    availableMinor: grossMinor[currency] - feeMinor[currency] - refundedMinor[currency],
    pendingMinor: 0n,
    reservedMinor: 0n,
  };
}
