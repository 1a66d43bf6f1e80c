import { type Static, Type } from 'typebox';
import { instantSchema, listOf, listQuery, nullable, oneOf, strictObject } from './common.ts';

export const mailKinds = [
  'password_reset',
  'invitation',
  'refund_code',
  'receipt',
  'payment_notice',
  'endpoint_failing',
] as const;
export type MailKind = (typeof mailKinds)[number];

/** A mail of the development mailbox, as it would have been sent. */
export const mailSchema = Type.Object({
  id: Type.String(),
  kind: oneOf(mailKinds),
  to: Type.String(),
  reply_to: nullable(Type.String()),
  locale: Type.String(),
  subject: Type.String(),
  text: Type.String(),
  html: Type.String(),
  created_at: instantSchema,
});
export type MailAnswer = Static<typeof mailSchema>;
export const mailListSchema = listOf(mailSchema);
export const mailListQuerySchema = strictObject({
  ...listQuery,
  kind: Type.Optional(oneOf(mailKinds)),
});
export type MailListQuery = Static<typeof mailListQuerySchema>;
