import type { Mode } from '#platform/contract/common.ts';
import type { Handle } from '#platform/db/database.ts';
import type { Currency } from '#platform/kit/money.ts';
import { selectBalances } from './store.ts';

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

/** The wallet in each currency: balances of the ledger, and nothing else. Reads every posting. */
export async function findWallet(
  handle: Handle,
  organizationId: string,
  mode: Mode,
): Promise<Record<Currency, Wallet>> {
  return walletsOf(await selectBalances(handle, organizationId, mode));
}

/** The same from balances that somebody has already. */
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
