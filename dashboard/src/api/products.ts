import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  ProductAnswer,
  ProductCreate,
  ProductListQuery,
  ProductPatch,
} from '../../../src/platform/contract/products.ts';
import { request } from './client.ts';
import type { List } from './types.ts';

const base = '/api/products/';

export const productsQuery = (query: ProductListQuery) =>
  queryOptions({
    queryKey: ['products', query],
    queryFn: ({ signal }) => request<List<ProductAnswer>>('GET', base, { query, signal }),
    placeholderData: keepPreviousData,
  });

export const productQuery = (id: string) =>
  queryOptions({
    queryKey: ['product', id],
    queryFn: ({ signal }) => request<ProductAnswer>('GET', `${base}${id}/`, { signal }),
  });

export const createProduct = (body: ProductCreate) => request<ProductAnswer>('POST', base, { body });
export const changeProduct = (id: string, body: ProductPatch) =>
  request<ProductAnswer>('PATCH', `${base}${id}/`, { body });
export const archiveProduct = (id: string) => request<void>('DELETE', `${base}${id}/`);
