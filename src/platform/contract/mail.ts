import { type Static, Type } from 'typebox';
import { instantSchema, listOf, listQuery, nullable, oneOf, strictObject } from './common.ts';

export const mailKinds = [
  'password_reset',
  'invitation',
  'account_exists',
  'refund_code',
  'receipt',
  'payment_notice',
  'endpoint_failing',
] as const;
export type MailKind = (typeof mailKinds)[number];

/** A mail that is read here, as it would have been sent. */
export const mailSchema = Type.Object({
  id: Type.String(),
  kind: oneOf(mailKinds),
  to: Type.String({ description: 'Of somebody else’s secret only the first letter and the domain' }),
  reply_to: nullable(Type.String()),
  locale: Type.String(),
  subject: Type.String(),
  text: nullable(Type.String({ description: 'Null where only the addressee may read it' })),
  html: nullable(Type.String()),
  created_at: instantSchema,
});
export type MailAnswer = Static<typeof mailSchema>;
export const mailListSchema = listOf(mailSchema);
export const mailListQuerySchema = strictObject({
  ...listQuery,
  kind: Type.Optional(oneOf(mailKinds)),
});
export type MailListQuery = Static<typeof mailListQuerySchema>;
