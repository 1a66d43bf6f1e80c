import { type Static, Type } from 'typebox';
import { instantSchema, modeSchema, nullable, oneOf, strictObject, text } from './common.ts';

export const scopeSchema = oneOf([
  'checkout:create',
  'payments:read',
  'payments:write',
  'refunds:read',
  'refunds:write',
  'statements:write',
]);

const fields = {
  id: Type.String(),
  mode: modeSchema,
  name: Type.String(),
  prefix: Type.String({ description: 'The first characters of the key' }),
  scopes: Type.Array(scopeSchema),
  status: oneOf(['active', 'rotated', 'revoked', 'expired']),
  expires_at: nullable(instantSchema),
  last_used_at: nullable(instantSchema),
  created_by: Type.String({ description: 'The user who made it' }),
  created_at: instantSchema,
};

export const apiKeySchema = Type.Object(fields);
export type ApiKeyAnswer = Static<typeof apiKeySchema>;
export const newApiKeySchema = Type.Object({
  ...fields,
  raw_key: Type.String({ description: 'Shown this once' }),
});
export const apiKeyListSchema = Type.Object({
  results: Type.Array(apiKeySchema),
  next: Type.Null(),
  previous: Type.Null(),
});

export const apiKeyCreateSchema = strictObject({
  mode: Type.Optional(nullable(modeSchema)),
  name: Type.Optional(nullable(text(1, 120))),
  scopes: Type.Optional(nullable(Type.Array(scopeSchema, { minItems: 1, maxItems: 6, uniqueItems: true }))),
});
export type ApiKeyCreate = Static<typeof apiKeyCreateSchema>;

const graceSeconds = Type.Optional(
  nullable(Type.Integer({ minimum: 0, maximum: 86_400, description: 'How long the old key stays valid' })),
);
export const apiKeyRotateSchema = strictObject({
  mode: Type.Optional(nullable(modeSchema)),
  grace_seconds: graceSeconds,
});
export const apiKeyRotateOneSchema = strictObject({ grace_seconds: graceSeconds });
export const apiKeyParamsSchema = strictObject({ id: Type.String() });
