import type { Context } from '#platform/context.ts';
import type { ProductCreate } from '#platform/contract/products.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { type Product, readNewProduct } from './product.ts';
import { insertProduct } from './store.ts';

export async function createProduct(
  context: Context,
  caller: Pick<SessionCaller, 'organizationId'>,
  input: ProductCreate,
): Promise<Product> {
  const now = context.clock.now();
  const product = { id: uuidv7(now), ...readNewProduct(input), createdAt: now, updatedAt: now };
  await context.database.transaction((tx) => insertProduct(tx, caller.organizationId, product));
  return product;
}
