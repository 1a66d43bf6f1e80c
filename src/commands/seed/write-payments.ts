import type { Database } from '#platform/db/database.ts';
import type { PricingMode } from '#platform/kit/tax.ts';
import type { PaymentRow } from './payment-rows.ts';
import { insertPayments } from './store.ts';

/** Writes paid payments of one seller in a transaction of its own; nobody is told of them. */
export async function writePayments(
  database: Database,
  seller: { organizationId: string; pricingMode: PricingMode },
  payments: readonly PaymentRow[],
): Promise<void> {
  await insertPayments(database, seller, payments);
}
