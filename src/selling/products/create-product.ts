import type { Context } from '#platform/context.ts';
import type { ProductCreate } from '#platform/contract/products.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { keepImage } from '#telling/media/keep-image.ts';
import { type Product, readNewProduct } from './product.ts';
import { recordProductChange } from './record-product-change.ts';
import { insertProduct } from './store.ts';

export async function createProduct(
  context: Context,
  caller: Pick<SessionCaller, 'organizationId' | 'userId' | 'origin'>,
  input: ProductCreate,
): Promise<Product> {
  const facts = readNewProduct(input);
  const imageUrl = await keepImage(context, facts.imageUrl, 'image_url');
  const now = context.clock.now();
  const product = { id: uuidv7(now), ...facts, imageUrl, createdAt: now, updatedAt: now };
  await context.database.transaction(async (tx) => {
    await insertProduct(tx, caller.organizationId, product);
    await recordProductChange(tx, caller, product, { action: 'product.created' }, now);
  });
  return product;
}
