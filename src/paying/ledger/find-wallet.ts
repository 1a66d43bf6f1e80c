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

/** The wallet in each currency: balances of the ledger, and nothing else. */
export async function findWallet(
  handle: Handle,
  organizationId: string,
  mode: Mode,
): Promise<Record<Currency, Wallet>> {
  const balances = await selectBalances(handle, organizationId, mode);
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
