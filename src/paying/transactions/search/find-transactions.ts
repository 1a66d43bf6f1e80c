import type { Handle } from '#platform/db/database.ts';
import type { IdWindow, PageRequest } from '#platform/db/page.ts';
import type { TransactionFilters, TransactionRow } from '../store.ts';
import { selectIdWindow, selectTransactionPage } from './store.ts';

/**
 * The transactions that a page shows, in its order, and one more to see whether the list goes on. `search` finds a
 * part of the payer's address or name, of the company and of the merchant's reference among the thousand newest, their
 * beginnings among all, or a whole TX id, number, checkout id or number of a receipt.
 */
export async function findTransactionPage(
  handle: Handle,
  organizationId: string,
  filters: TransactionFilters,
  page: PageRequest,
): Promise<TransactionRow[]> {
  return selectTransactionPage(handle, organizationId, filters, page);
}

/** Their ids, for exports, window by window, so that no single statement has to read the whole table. */
export async function findIdWindow(
  handle: Handle,
  organizationId: string,
  filters: TransactionFilters,
  size: number,
  after: string | undefined,
): Promise<IdWindow> {
  return selectIdWindow(handle, organizationId, filters, size, after);
}
