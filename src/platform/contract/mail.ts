import { type Static, Type } from 'typebox';
import { instantSchema, listOf, listQuery, nullable, oneOf, strictObject } from './common.ts';

export const mailKinds = [
  'password_reset',
  'invitation',
  'account_exists',
  'account_changed',
  'refund_code',
  'receipt',
  'payment_notice',
  'endpoint_failing',
  'transfer_instructions',
  'transfer_reminder',
  'transfer_missing',
  'money_returned',
] as const;
export type MailKind = (typeof mailKinds)[number];

export const mailStatuses = ['waiting', 'kept', 'ended', 'never_sent', 'sent', 'failed'] as const;
export type MailStatus = (typeof mailStatuses)[number];

/** A mail that is read here, as it would have been sent. */
export const mailSchema = Type.Object({
  id: Type.String(),
  kind: oneOf(mailKinds),
  to: Type.String({ description: 'Of somebody else’s secret only the first letter and the domain' }),
  reply_to: nullable(Type.String()),
  locale: Type.String(),
  subject: Type.String(),
  text: nullable(
    Type.String({ description: 'Null where only the addressee may read it, and once it was sent' }),
  ),
  html: nullable(Type.String()),
  is_damaged: Type.Boolean({
    description: 'Whether the server cannot read it, because its encryption key is not configured any more',
  }),
  status: oneOf(mailStatuses, {
    description:
      '`waiting` for a mail server; `kept` because none was set, and can be sent; `ended`, kept until its code or link was of no ' +
      'use any more; `never_sent`, by the sandbox to somebody outside the team; `sent`; `failed`',
  }),
  created_at: instantSchema,
});
export type MailAnswer = Static<typeof mailSchema>;
export const mailListSchema = listOf(mailSchema);
export const mailListQuerySchema = strictObject({
  ...listQuery,
  kind: Type.Optional(oneOf(mailKinds)),
});
export const mailParamsSchema = strictObject({ id: Type.String() });
export type MailListQuery = Static<typeof mailListQuerySchema>;
