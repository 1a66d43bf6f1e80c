import type { Context } from '#platform/context.ts';
import {
  productCreateSchema,
  productListQuerySchema,
  productListSchema,
  productParamsSchema,
  productPatchSchema,
  productSchema,
} from '#platform/contract/products.ts';
import { listAnswer } from '#platform/db/page.ts';
import { created, noContent, ok, type Route, route } from '#platform/http/route.ts';
import { createProduct } from './create-product.ts';
import { getProduct, listProducts } from './find-products.ts';
import { readProductId } from './product.ts';
import { showProduct } from './show-product.ts';
import { archiveProduct, updateProduct } from './update-product.ts';

const tag = 'Products';

export const productRoutes: Route<Context>[] = [
  route<Context>()({
    method: 'GET',
    path: '/api/products/',
    contract: {
      summary: 'List products',
      tag,
      query: productListQuerySchema,
      responses: { 200: productListSchema },
      errors: ['invalid_cursor', 'invalid_limit'],
    },
    auth: 'session',
    role: 'viewer',
    run: async ({ context, caller, query, facts }) => {
      const page = await listProducts(context, caller, query);
      return ok(listAnswer(page, facts.url, context.config.publicUrl, showProduct));
    },
  }),
  route<Context>()({
    method: 'POST',
    path: '/api/products/',
    contract: {
      summary: 'Add a product',
      tag,
      body: productCreateSchema,
      responses: { 201: productSchema },
      errors: [
        'invalid_amount',
        'invalid_tax_rate',
        'unsupported_currency',
        'read_only_field',
        'image_unavailable',
      ],
    },
    auth: 'session',
    role: 'staff',
    run: async ({ context, caller, body }) =>
      created(showProduct(await createProduct(context, caller, body))),
  }),
  route<Context>()({
    method: 'GET',
    path: '/api/products/:id/',
    contract: {
      summary: 'Read a product',
      tag,
      params: productParamsSchema,
      responses: { 200: productSchema },
      errors: ['not_found'],
    },
    auth: 'session',
    role: 'viewer',
    run: async ({ context, caller, params }) =>
      ok(showProduct(await getProduct(context, caller, readProductId(params.id)))),
  }),
  route<Context>()({
    method: 'PATCH',
    path: '/api/products/:id/',
    contract: {
      summary: 'Change a product',
      description: 'Links made before keep their prices. `prices` is replaced whole; `active: true` revives.',
      tag,
      params: productParamsSchema,
      body: productPatchSchema,
      responses: { 200: productSchema },
      errors: [
        'not_found',
        'invalid_amount',
        'invalid_tax_rate',
        'unsupported_currency',
        'read_only_field',
        'image_unavailable',
      ],
    },
    auth: 'session',
    role: 'staff',
    run: async ({ context, caller, params, body }) =>
      ok(showProduct(await updateProduct(context, caller, readProductId(params.id), body))),
  }),
  route<Context>()({
    method: 'DELETE',
    path: '/api/products/:id/',
    contract: {
      summary: 'Archive a product',
      description: 'It can still be read and revived; existing links keep selling it.',
      tag,
      params: productParamsSchema,
      responses: { 204: null },
      errors: ['not_found'],
    },
    auth: 'session',
    role: 'staff',
    run: async ({ context, caller, params }) => {
      await archiveProduct(context, caller, readProductId(params.id));
      return noContent;
    },
  }),
];
