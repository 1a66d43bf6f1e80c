import type { Acting } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import type { ProductCreate } from '#platform/contract/products.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { keepImage } from '#platform/media/keep-image.ts';
import { type Product, readNewProduct } from './product.ts';
import { recordProductChange } from './record-product-change.ts';
import { insertProduct } from './store.ts';

export async function createProduct(
  context: Context,
  caller: Acting,
  input: ProductCreate,
): Promise<Product> {
  const facts = readNewProduct(input);
  const imageUrl = await keepImage(context, caller, facts.imageUrl, 'image_url');
  const now = context.clock.now();
  const product = { id: uuidv7(now), ...facts, imageUrl, createdAt: now, updatedAt: now };
  await context.database.transaction(async (tx) => {
    await insertProduct(tx, caller.organizationId, product);
    await recordProductChange(tx, caller, product, { action: 'product.created' }, now);
  });
  return product;
}
