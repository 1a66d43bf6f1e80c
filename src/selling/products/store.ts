import { type RawBuilder, sql } from 'kysely';
import { firstRow, type Handle, rows } from '#platform/db/database.ts';
import { type Page, type PageRequest, pageClause, toPage } from '#platform/db/page.ts';
import type { Product } from './product.ts';

type Row = Omit<Product, 'prices'> & { readonly usd: bigint | null; readonly eur: bigint | null };

const columns = sql`
  id, name, description, image_url as "imageUrl", price_usd_minor as usd, price_eur_minor as eur,
  tax_rate as "taxRate", active, metadata, created_at as "createdAt", updated_at as "updatedAt"`;

export async function insertProduct(handle: Handle, organizationId: string, product: Product): Promise<void> {
  await sql`
    insert into products (organization_id, id, name, description, image_url, price_usd_minor, price_eur_minor,
      tax_rate, active, metadata, created_at, updated_at)
    values (${organizationId}, ${product.id}, ${product.name}, ${product.description}, ${product.imageUrl},
      ${product.prices.USD ?? null}, ${product.prices.EUR ?? null}, ${product.taxRate}, ${product.active},
      ${JSON.stringify(product.metadata)}::jsonb, ${product.createdAt}, ${product.updatedAt})
  `.execute(handle);
}

export async function updateProductRow(
  handle: Handle,
  organizationId: string,
  product: Product,
): Promise<void> {
  await sql`
    update products set name = ${product.name}, description = ${product.description}, image_url = ${product.imageUrl},
      price_usd_minor = ${product.prices.USD ?? null}, price_eur_minor = ${product.prices.EUR ?? null},
      tax_rate = ${product.taxRate}, active = ${product.active}, metadata = ${JSON.stringify(product.metadata)}::jsonb,
      updated_at = ${product.updatedAt}
    where organization_id = ${organizationId} and id = ${product.id}
  `.execute(handle);
}

export async function selectProduct(
  handle: Handle,
  organizationId: string,
  productId: string,
): Promise<Product | undefined> {
  return readOne(handle, organizationId, productId, sql``);
}

export async function lockProduct(
  handle: Handle,
  organizationId: string,
  productId: string,
): Promise<Product | undefined> {
  return readOne(handle, organizationId, productId, sql`for update`);
}

/** Those of the ids that are this organization's, in no order. */
export async function selectProducts(
  handle: Handle,
  organizationId: string,
  productIds: readonly string[],
): Promise<Product[]> {
  const found = await rows(
    handle,
    sql<Row>`select ${columns} from products where organization_id = ${organizationId} and id = any(${productIds}::uuid[])`,
  );
  return found.map(toProduct);
}

export async function selectProductPage(
  handle: Handle,
  organizationId: string,
  filter: { active: boolean; search: string },
  page: PageRequest,
): Promise<Page<Product>> {
  const { where, tail } = pageClause(page, sql`id`);
  const found = await rows(
    handle,
    sql<Row>`
      select ${columns} from products
      where organization_id = ${organizationId} and active = ${filter.active}
        and (${filter.search} = '' or strpos(lower(name), lower(${filter.search})) > 0) and ${where}
      ${tail}
    `,
  );
  return toPage(found.map(toProduct), page);
}

async function readOne(
  handle: Handle,
  organizationId: string,
  productId: string,
  lock: RawBuilder<unknown>,
): Promise<Product | undefined> {
  const row = await firstRow(
    handle,
    sql<Row>`select ${columns} from products where organization_id = ${organizationId} and id = ${productId} ${lock}`,
  );
  return row && toProduct(row);
}

function toProduct({ usd, eur, ...product }: Row): Product {
  const prices = { ...(usd === null ? {} : { USD: usd }), ...(eur === null ? {} : { EUR: eur }) };
  return { ...product, prices };
}
