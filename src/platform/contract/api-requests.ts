import { type Static, Type } from 'typebox';
import { instantSchema, listOf, listQuery, modeSchema, nullable, oneOf, strictObject } from './common.ts';

export const requestMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** Answered by 2xx or 3xx, by 4xx, by 5xx. */
export const requestResults = ['succeeded', 'refused', 'failed'] as const;

export const apiRequestSchema = Type.Object({
  id: Type.String({ description: 'As the answer named it in x-request-id' }),
  mode: modeSchema,
  api_key: Type.Object({
    id: Type.String(),
    name: Type.String(),
    prefix: Type.String({ description: 'The first characters of the key' }),
  }),
  method: oneOf(requestMethods),
  route: Type.String({ description: 'The pattern of the path, never its ids' }),
  query: Type.Array(Type.String(), { description: 'Names of its parameters, never their values' }),
  status: Type.Integer({ description: 'Of HTTP' }),
  code: nullable(Type.String({ description: 'Why it was refused or failed' })),
  duration_ms: Type.Integer({ description: 'Until it was answered' }),
  created_at: instantSchema,
});
export type ApiRequestAnswer = Static<typeof apiRequestSchema>;
export const apiRequestListSchema = listOf(apiRequestSchema);

export const apiRequestListQuerySchema = strictObject({
  ...listQuery,
  mode: Type.Optional(modeSchema),
  result: Type.Optional(oneOf(requestResults, { description: 'Answered by 2xx or 3xx, 4xx, 5xx' })),
  key: Type.Optional(Type.String({ maxLength: 60, description: 'The id of an API key' })),
  method: Type.Optional(oneOf(requestMethods)),
});
export type ApiRequestListQuery = Static<typeof apiRequestListQuerySchema>;
