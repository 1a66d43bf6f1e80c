import type { Context } from '#platform/context.ts';
import type { ProductListQuery } from '#platform/contract/products.ts';
import type { Handle } from '#platform/db/database.ts';
import { type Page, readPageRequest } from '#platform/db/page.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { type Product, unknownProduct } from './product.ts';
import { selectProduct, selectProductPage, selectProducts } from './store.ts';

/** A step for other rooms: those of the ids that are this organization's products, archived ones too, by id. */
export async function findProducts(
  handle: Handle,
  organizationId: string,
  productIds: readonly string[],
): Promise<Map<string, Product>> {
  const found = await selectProducts(handle, organizationId, productIds);
  return new Map(found.map((product) => [product.id, product]));
}

/** One product, archived or not. */
export async function getProduct(
  context: Context,
  caller: Pick<SessionCaller, 'organizationId'>,
  productId: string,
): Promise<Product> {
  const product = await context.database.transaction((tx) =>
    selectProduct(tx, caller.organizationId, productId),
  );
  if (!product) throw unknownProduct();
  return product;
}

/** One page of the catalog, or of the archive. */
export async function listProducts(
  context: Context,
  caller: Pick<SessionCaller, 'organizationId'>,
  query: ProductListQuery,
): Promise<Page<Product>> {
  const page = readPageRequest(query);
  const filter = { active: query.active ?? true, search: query.q?.trim() ?? '' };
  return context.database.transaction((tx) => selectProductPage(tx, caller.organizationId, filter, page));
}
