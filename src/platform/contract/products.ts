import { type Static, Type } from 'typebox';
import { currencies } from '#platform/kit/money.ts';
import {
  amountInputSchema,
  amountSchema,
  instantSchema,
  listOf,
  listQuery,
  metadataAnswerSchema,
  metadataSchema,
  nullable,
  strictObject,
  taxRateInputSchema,
  taxRateSchema,
  text,
} from './common.ts';

export const productSchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: nullable(Type.String()),
  image_url: nullable(Type.String()),
  prices: Type.Object({ USD: Type.Optional(amountSchema), EUR: Type.Optional(amountSchema) }),
  tax_rate: nullable(taxRateSchema),
  active: Type.Boolean(),
  metadata: metadataAnswerSchema,
  created_at: instantSchema,
  updated_at: instantSchema,
});
export type ProductAnswer = Static<typeof productSchema>;

/** Keys are checked as values are, so that `GBP` is told as a currency and not as a typing mistake. */
const pricesInput = Type.Unsafe<{ USD?: string | number; EUR?: string | number }>({
  type: 'object',
  minProperties: 1,
  propertyNames: { type: 'string', enum: [...currencies], errorCode: 'unsupported_currency' },
  additionalProperties: amountInputSchema,
  description: 'A price in each currency it is sold in; at least one',
});

const changeable = {
  description: Type.Optional(nullable(text(0, 500))),
  image_url: Type.Optional(
    nullable(Type.String({ minLength: 1, maxLength: 2048, description: 'https address' })),
  ),
  tax_rate: Type.Optional(nullable(taxRateInputSchema)),
  active: Type.Optional(nullable(Type.Boolean())),
  metadata: Type.Optional(nullable(metadataSchema)),
};
const readOnlyFields = ['id', 'created_at', 'updated_at'];

export const productCreateSchema = strictObject(
  { name: text(1, 120), prices: pricesInput, ...changeable },
  { readOnlyFields },
);
export type ProductCreate = Static<typeof productCreateSchema>;

export const productPatchSchema = strictObject(
  { name: Type.Optional(text(1, 120)), prices: Type.Optional(pricesInput), ...changeable },
  { readOnlyFields },
);
export type ProductPatch = Static<typeof productPatchSchema>;

export const productParamsSchema = strictObject({ id: Type.String() });

export const productListQuerySchema = strictObject({
  ...listQuery,
  active: Type.Optional(Type.Boolean({ description: 'false lists the archived ones instead' })),
  q: Type.Optional(text(0, 120, 'Part of the name')),
});
export type ProductListQuery = Static<typeof productListQuerySchema>;

export const productListSchema = listOf(productSchema);
