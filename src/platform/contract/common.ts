import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox';
import { currencies } from '#platform/kit/money.ts';
import { pricingModes } from '#platform/kit/tax.ts';
import type { ErrorCode } from './errors.ts';

/** Annotation read by the validator: the code that a failing value is told with. */
export type SchemaNotes = { errorCode?: ErrorCode; unknownFieldCode?: ErrorCode; readOnlyFields?: string[] };

/** A schema that also takes `null`, in the one-type form that serializers handle fastest. */
export function nullable<T extends TSchema>(schema: T) {
  const plain = schema as unknown as { type?: string | string[]; enum?: unknown[] };
  if (typeof plain.type !== 'string')
    return Type.Unsafe<Static<T> | null>({ anyOf: [schema, { type: 'null' }] });
  return Type.Unsafe<Static<T> | null>({
    ...schema,
    type: [plain.type, 'null'],
    ...(plain.enum ? { enum: [...plain.enum, null] } : {}),
  });
}

/** One of a fixed set of words. */
export function oneOf<const T extends readonly string[]>(
  words: T,
  notes: SchemaNotes & { description?: string } = {},
) {
  return Type.Unsafe<T[number]>({ type: 'string', enum: [...words], ...notes });
}

/** An object that refuses fields it does not know, so that a typo never silently changes a price. */
export function strictObject<T extends TProperties>(
  properties: T,
  notes: SchemaNotes & { description?: string } = {},
): TObject<T> {
  return Type.Object(properties, { additionalProperties: false, ...notes });
}

// No control characters but tab and newline; PostgreSQL refuses NUL, and the others only hide things.
const harmless = '[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]';

/** The text of a form field or JSON string without control characters. */
export function text(minLength: number, maxLength: number, description?: string) {
  return Type.String({
    minLength,
    maxLength,
    pattern: minLength > 0 ? `^(?=[\\s\\S]*\\S)${harmless}*$` : `^${harmless}*$`,
    ...(description ? { description } : {}),
  });
}

export const currencySchema = oneOf(currencies, {
  errorCode: 'unsupported_currency',
  description: 'ISO 4217 code',
});
export const pricingModeSchema = oneOf(pricingModes);
export const modeSchema = oneOf(['sandbox', 'live']);
export type Mode = Static<typeof modeSchema>;

/** Money as it is answered: a decimal string with exactly two digits. */
export const amountSchema = Type.String({
  pattern: '^-?\\d+\\.\\d{2}$',
  description: 'Decimal string with two digits',
});
/** Money as it is taken: a string with 0–2 decimals or a JSON number; judged by `parseAmount`. */
export const amountInputSchema = Type.Unsafe<string | number>({
  type: ['string', 'number'],
  maxLength: 32,
  errorCode: 'invalid_amount',
  description: 'Decimal string with 0 to 2 decimals, or a number with at most two decimals',
});
export const taxRateSchema = Type.String({
  pattern: '^\\d{1,3}\\.\\d{3}$',
  description: 'Percent with three decimals',
});
export const taxRateInputSchema = Type.Unsafe<string | number>({
  type: ['string', 'number'],
  maxLength: 32,
  errorCode: 'invalid_tax_rate',
  description: 'Percent with 0 to 3 decimals, 0 to 100',
});
export const instantSchema = Type.String({ format: 'date-time', description: 'RFC 3339 in UTC' });
export const instantInputSchema = Type.String({
  maxLength: 40,
  errorCode: 'invalid_time',
  description: 'RFC 3339 with an offset',
});

export const metadataSchema = Type.Unsafe<Record<string, string>>({
  type: 'object',
  maxProperties: 50,
  propertyNames: { type: 'string', minLength: 1, maxLength: 40, pattern: '^[^\\u0000]*$' },
  additionalProperties: { type: 'string', maxLength: 500, pattern: '^[^\\u0000]*$' },
  description: 'Up to 50 pairs of strings; replaced whole',
});
export const metadataAnswerSchema = Type.Unsafe<Record<string, string>>({
  type: 'object',
  additionalProperties: { type: 'string' },
});

export const listQuery = {
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 100,
      errorCode: 'invalid_limit',
      description: 'Rows a page, 25 by default',
    }),
  ),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 512, errorCode: 'invalid_cursor' })),
};

/** A page of a list: rows newest first, and the addresses of its neighbours. */
export function listOf<T extends TSchema>(row: T) {
  return Type.Object({
    results: Type.Array(row),
    next: nullable(Type.String()),
    previous: nullable(Type.String()),
  });
}

export const problemSchema = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.String(),
  request_id: Type.String(),
  errors: Type.Array(Type.Object({ field: Type.String(), code: Type.String(), message: Type.String() })),
});

export const amountsByCurrencySchema = Type.Object({ USD: amountSchema, EUR: amountSchema });
