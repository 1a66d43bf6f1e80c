import { type Wallet, walletsOf } from '#paying/ledger/wallet.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { Handle } from '#platform/db/database.ts';
import type { Currency } from '#platform/kit/money.ts';
import { liveSince, type Summing } from './read-figures.ts';
import { selectBalances } from './store.ts';

/** What the ledger says belongs to the merchant: kept sums of its postings and those that came since. */
export async function readWallets(
  handle: Handle,
  organizationId: string,
  mode: Mode,
  { progress }: Summing,
  now: Date,
): Promise<Record<Currency, Wallet>> {
  return walletsOf(
    await selectBalances(handle, organizationId, mode, {
      ...liveSince(progress, now),
      isSummed: progress !== undefined,
    }),
  );
}
