import { isDeepStrictEqual } from 'node:util';
import { type Acting, actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Handle } from '#platform/db/database.ts';
import type { Product } from './product.ts';
import { showProduct } from './show-product.ts';

/** A step: writes down that a product was made, or which of its fields were changed. */
export async function recordProductChange(
  tx: Handle,
  caller: Acting,
  product: Product,
  change: { action: 'product.created' } | { action: 'product.updated'; before: Product },
  now: Date,
): Promise<void> {
  const { id, name } = showProduct(product);
  const fields = 'before' in change ? changedFields(change.before, product) : [];
  const entry = { action: change.action, target: { type: 'product', id }, details: { name, fields } };
  await recordAudit(tx, { ...actedBy(caller), ...entry }, now);
}

function changedFields(before: Product, after: Product): string[] {
  const [old, shown] = [showProduct(before), showProduct(after)] as Record<string, unknown>[];
  return Object.keys(shown ?? {}).filter(
    (key) => key !== 'updated_at' && !isDeepStrictEqual(old?.[key], shown?.[key]),
  );
}
