import { isDeepStrictEqual } from 'node:util';
import type { Acting } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import type { ProductPatch } from '#platform/contract/products.ts';
import { keepImage } from '#platform/media/keep-image.ts';
import { type Product, type ProductFacts, readProductPatch, unknownProduct } from './product.ts';
import { recordProductChange } from './record-product-change.ts';
import { lockProduct, updateProductRow } from './store.ts';

/** Changes the given fields. Links made before keep the prices that they were made with. */
export async function updateProduct(
  context: Context,
  caller: Acting,
  productId: string,
  patch: ProductPatch,
): Promise<Product> {
  const changes = await keepingImage(context, caller, readProductPatch(patch));
  return context.database.transaction(async (tx) => {
    const product = await lockProduct(tx, caller.organizationId, productId);
    if (!product) throw unknownProduct();
    const changed = { ...product, ...changes };
    if (isDeepStrictEqual(changed, product)) return product;
    const now = context.clock.now();
    const saved = { ...changed, updatedAt: now };
    await updateProductRow(tx, caller.organizationId, saved);
    await recordProductChange(tx, caller, saved, { action: 'product.updated', before: product }, now);
    return saved;
  });
}

/** Takes a product out of the catalog; doing it again is no error, and setting `active` brings it back. */
export async function archiveProduct(context: Context, caller: Acting, productId: string): Promise<void> {
  await updateProduct(context, caller, productId, { active: false });
}

async function keepingImage(
  context: Context,
  caller: Acting,
  changes: Partial<ProductFacts>,
): Promise<Partial<ProductFacts>> {
  if (changes.imageUrl === undefined) return changes;
  return { ...changes, imageUrl: await keepImage(context, caller, changes.imageUrl, 'image_url') };
}
