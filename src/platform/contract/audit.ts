import { type Static, Type } from 'typebox';
import { instantSchema, listOf, listQuery, nullable, oneOf, strictObject } from './common.ts';

/** Everything that is written down, by what it happened to. A room that adds a kind of change adds its word here. */
export const auditActions = [
  'organization.created',
  'organization.updated',
  'organization.keys_backed_up',
  'user.signed_in',
  'user.sign_in_failed',
  'user.sign_in_link_made',
  'user.signed_out',
  'user.session_ended',
  'user.second_factor_added',
  'user.second_factor_removed',
  'user.second_factor_reset',
  'user.passkey_renamed',
  'user.recovery_codes_made',
  'user.recovery_code_used',
  'user.password_changed',
  'user.password_reset',
  'team.member_invited',
  'team.invitation_withdrawn',
  'team.member_joined',
  'team.role_changed',
  'team.member_removed',
  'team.member_left',
  'api_key.created',
  'api_key.rotated',
  'api_key.revoked',
  'product.created',
  'product.updated',
  'payment_link.created',
  'payment_link.updated',
  'payment_link.deleted',
  'payment_link.restored',
  'payment_link.place_released',
  'webhook.updated',
  'webhook.secret_rotated',
  'webhook.tested',
  'webhook.delivery_resent',
  'webhook.removed',
  'provider.connected',
  'provider.updated',
  'provider.disconnected',
  'provider.ordered',
  'refund.created',
  'bank_statement.imported',
  'bank_entry.matched',
  'bank_entry.ignored',
  'bank_entry.undone',
  'bank_refunds.exported',
  'mail.sent_by_hand',
  'buyer.forgotten',
  'simulator.updated',
  'simulator.fired',
] as const;
export type AuditAction = (typeof auditActions)[number];

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
  action: Type.Optional(oneOf(auditActions)),
});
export type AuditListQuery = Static<typeof auditListQuerySchema>;
