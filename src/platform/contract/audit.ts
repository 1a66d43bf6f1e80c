import { type Static, Type } from 'typebox';
import { auditActions } from './audit-actions.ts';
import { auditAreas } from './audit-areas.ts';
import {
  instantInputSchema,
  instantSchema,
  listOf,
  listQuery,
  nullable,
  oneOf,
  strictObject,
  text,
} from './common.ts';
import { exportQuery } from './exports.ts';

export const actorTypes = ['user', 'api_key', 'anonymous', 'operator', 'system'] as const;
export type ActorType = (typeof actorTypes)[number];

/** What an entry tells beside who, what and when; flat or nested JSON, never a secret and never card data. */
export type AuditDetails = { readonly [key: string]: AuditDetail };
export type AuditDetail = string | number | boolean | null | readonly AuditDetail[] | AuditDetails;

export const auditEntrySchema = Type.Object({
  id: Type.String(),
  sequence: Type.Integer({ description: '1, 2, 3… without gaps' }),
  action: oneOf(auditActions),
  actor: Type.Object({
    type: oneOf(actorTypes),
    id: nullable(Type.String()),
    name: nullable(Type.String({ description: 'As it is now; not part of the hash' })),
    email: nullable(Type.String({ description: 'As it is now; not part of the hash' })),
  }),
  target: Type.Unsafe<{ type: string; id: string } | null>({
    type: ['object', 'null'],
    required: ['type', 'id'],
    properties: { type: { type: 'string' }, id: { type: 'string' } },
  }),
  details: Type.Unsafe<AuditDetails>({ type: 'object', additionalProperties: true }),
  address: nullable(Type.String({ description: 'Where the request came from' })),
  request_id: nullable(Type.String()),
  created_at: instantSchema,
  previous_hash: Type.String({ description: 'Hash of the entry before, in hex; 64 zeros for the first' }),
  hash: Type.String({
    description: 'SHA-256 in hex over the bytes of previous_hash and the canonical JSON of this entry',
  }),
});
export type AuditEntryAnswer = Static<typeof auditEntrySchema>;
export const auditListSchema = listOf(auditEntrySchema);
export const auditListQuerySchema = strictObject({
  ...listQuery,
  ...exportQuery,
  action: Type.Optional(oneOf(auditActions)),
  area: Type.Optional(
    oneOf(auditAreas, { description: 'What actions begin with: `team` is all that happened to the team' }),
  ),
  actor: Type.Optional(
    Type.String({
      pattern: `^(?:(?:usr|key)_[0-9a-zA-Z]{26}|${actorTypes.join('|')})$`,
      description: 'Who acted: the id of a person or key, or a type of actor',
    }),
  ),
  about: Type.Optional(text(1, 64, 'Id of what it happened to')),
  created_after: Type.Optional(instantInputSchema),
  created_before: Type.Optional(instantInputSchema),
});
export type AuditListQuery = Static<typeof auditListQuerySchema>;

/** What the server finds when it counts the whole chain again. */
export const auditProofSchema = Type.Object({
  holds: Type.Boolean({
    description: 'Whether every entry is what was written, none is missing and none was added',
  }),
  entries: Type.Integer(),
  first_at: nullable(instantSchema),
  newest_sequence: Type.Integer({ description: '0 without entries' }),
  newest_hash: Type.String({ description: '64 zeros without entries' }),
  months: Type.Array(
    Type.Object({
      month: Type.String({ description: 'Such as 2026-05, in the organization’s time zone' }),
      entries: Type.Integer(),
      sequence: Type.Integer({ description: 'Of the last entry of the month' }),
      hash: Type.String({ description: 'Of the last entry of the month' }),
    }),
    { description: 'Those that have entries, the oldest first' },
  ),
  violations: Type.Array(Type.Object({ sequence: Type.Integer(), problem: Type.String() }), {
    description: 'What is wrong, the first twenty',
  }),
  checked_at: instantSchema,
});
export type AuditProofAnswer = Static<typeof auditProofSchema>;
