import { isDeepStrictEqual } from 'node:util';
import type { Context } from '#platform/context.ts';
import type { ProductPatch } from '#platform/contract/products.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { type Product, readProductPatch, unknownProduct } from './product.ts';
import { lockProduct, updateProductRow } from './store.ts';

/** Changes the given fields. Links made before keep the prices that they were made with. */
export async function updateProduct(
  context: Context,
  caller: Pick<SessionCaller, 'organizationId'>,
  productId: string,
  patch: ProductPatch,
): Promise<Product> {
  const changes = readProductPatch(patch);
  return context.database.transaction(async (tx) => {
    const product = await lockProduct(tx, caller.organizationId, productId);
    if (!product) throw unknownProduct();
    const changed = { ...product, ...changes };
    if (isDeepStrictEqual(changed, product)) return product;
    const saved = { ...changed, updatedAt: context.clock.now() };
    await updateProductRow(tx, caller.organizationId, saved);
    return saved;
  });
}

/** Takes a product out of the catalog; doing it again is no error, and setting `active` brings it back. */
export async function archiveProduct(
  context: Context,
  caller: Pick<SessionCaller, 'organizationId'>,
  productId: string,
): Promise<void> {
  await updateProduct(context, caller, productId, { active: false });
}
