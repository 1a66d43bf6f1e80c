import { type Static, Type } from 'typebox';
import { deviceTokenInput, emailInput, newPassword, roleSchema, tokenInput } from './accounts.ts';
import { instantSchema, nullable, strictObject, text } from './common.ts';
import { factorFields } from './second-factor.ts';

export const memberSchema = Type.Object({
  id: Type.String(),
  email: Type.String(),
  name: Type.String(),
  role: roleSchema,
  joined_at: instantSchema,
  second_factor: nullable(
    Type.Boolean({
      description: 'Whether they have one. Of others, admins and owners see it; null for everybody else',
    }),
  ),
  last_active_at: nullable(
    Type.String({
      format: 'date-time',
      description:
        'When they last did something here, to the minute. Of others, admins and owners see it; null for everybody else, and after a month without',
    }),
  ),
});
export type MemberAnswer = Static<typeof memberSchema>;

/** An open invitation, as it is listed: without its token. */
export const invitationSchema = Type.Object({
  id: Type.String(),
  email: Type.String(),
  name: nullable(Type.String()),
  role: roleSchema,
  invited_by: Type.String({ description: 'Name of the person' }),
  created_at: instantSchema,
  expires_at: instantSchema,
});
export type InvitationAnswer = Static<typeof invitationSchema>;

export const newInvitationSchema = Type.Object({
  ...invitationSchema.properties,
  is_mailed: Type.Boolean({
    description:
      'False where no mail server is set, and where the address had as many invitations today as it gets mails for, whoever sent them',
  }),
  link: nullable(
    Type.String({
      format: 'uri',
      description:
        'Where it was not mailed: the address to give to the person, this once. Whoever has it can accept.',
    }),
  ),
});
export type NewInvitationAnswer = Static<typeof newInvitationSchema>;

export const teamSchema = Type.Object({
  results: Type.Array(memberSchema, { description: 'All members, the first joined first' }),
  invitations: Type.Array(invitationSchema, { description: 'All open invitations, the newest first' }),
  next: Type.Null(),
  previous: Type.Null(),
});

export const inviteBodySchema = strictObject({
  email: emailInput,
  role: roleSchema,
  name: Type.Optional(nullable(text(1, 120))),
});
export type InviteBody = Static<typeof inviteBodySchema>;

export const teamParamsSchema = strictObject({ id: Type.String() });
export const rolePatchSchema = strictObject({ role: roleSchema });

export const invitationTokenBodySchema = strictObject({ token: tokenInput });
/** What an invitation says to whoever holds its token. */
export const invitationViewSchema = Type.Object({
  organization_name: Type.String(),
  invited_by: Type.String({ description: 'Name of the person' }),
  email: Type.String(),
  name: nullable(Type.String()),
  role: roleSchema,
  expires_at: instantSchema,
  has_account: Type.Boolean({
    description: 'Whether the address has an account, whose password is then asked for',
  }),
});
export type InvitationViewAnswer = Static<typeof invitationViewSchema>;

export const acceptBodySchema = strictObject({
  token: tokenInput,
  name: Type.Optional(text(1, 120)),
  password: Type.Optional(newPassword),
  ...factorFields,
  device_token: Type.Optional(deviceTokenInput),
});
export type AcceptBody = Static<typeof acceptBodySchema>;
