import type { Currency } from '#platform/kit/money.ts';

/** What of the money collected belongs to the merchant, in minor units. */
export type Wallet = {
  readonly availableMinor: bigint;
  readonly pendingMinor: bigint;
  readonly reservedMinor: bigint;
};

export type AccountBalance = {
  readonly account: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
};

/** The wallet in each currency: balances of the ledger, and nothing else. */
export function walletsOf(balances: readonly AccountBalance[]): Record<Currency, Wallet> {
  const sumOf = (currency: Currency, account: string) =>
    balances.find((balance) => balance.currency === currency && balance.account === account)?.amountMinor ??
    0n;
  const walletIn = (currency: Currency): Wallet => ({
    availableMinor: sumOf(currency, 'available'),
    pendingMinor: sumOf(currency, 'pending'),
    reservedMinor: sumOf(currency, 'reserved'),
  });
  return { USD: walletIn('USD'), EUR: walletIn('EUR') };
}
