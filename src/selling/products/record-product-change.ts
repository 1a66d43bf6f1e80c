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
  const details = 'before' in change ? { name, ...changesOf(change.before, product) } : { name, fields: [] };
  const entry = { action: change.action, target: { type: 'product', id }, details };
  await recordAudit(tx, { ...actedBy(caller), ...entry }, now);
}

/** What stood there and what stands there now; of metadata only that it changed, since the log is kept for ever. */
function changesOf(before: Product, after: Product) {
  const [{ updated_at: _, ...old }, { updated_at: __, ...shown }] = [showProduct(before), showProduct(after)];
  const keys = Object.keys(shown) as (keyof typeof shown)[];
  const fields = keys.filter((key) => !isDeepStrictEqual(old[key], shown[key]));
  const told = fields.filter((key) => key !== 'metadata');
  return {
    fields,
    changes: Object.fromEntries(told.map((key) => [key, { from: old[key], to: shown[key] }])),
  };
}
