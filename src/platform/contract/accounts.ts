import { type Static, Type } from 'typebox';
import {
  currencySchema,
  instantSchema,
  listOf,
  listQuery,
  nullable,
  oneOf,
  strictObject,
  text,
} from './common.ts';
import { organizationSchema } from './organizations.ts';
import { roles } from './roles.ts';
import { challengeInput, factorFields } from './second-factor.ts';

export const emailInput = text(3, 320, 'Email address; case does not matter');
export const newPassword = Type.String({
  minLength: 10,
  maxLength: 200,
  description: '10 to 200 characters',
});
// Only compared, so the rule for new ones does not apply.
const givenPassword = Type.String({ minLength: 1, maxLength: 200 });

export const roleSchema = oneOf(roles);

export const userSchema = Type.Object({ id: Type.String(), email: Type.String(), name: Type.String() });

export const signupBodySchema = strictObject({
  organization_name: text(1, 120),
  name: text(1, 120),
  email: emailInput,
  password: newPassword,
  ...factorFields,
  time_zone: Type.Optional(
    nullable(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: 'Of the organization, by its IANA name; UTC unless given',
      }),
    ),
  ),
  default_currency: Type.Optional(nullable(currencySchema)),
});
export type SignupBody = Static<typeof signupBodySchema>;

export const deviceTokenInput = Type.String({
  minLength: 1,
  maxLength: 200,
  description:
    'The device_token of an earlier sign-in here: wrong tries of others then keep this device out no longer',
});
export const loginBodySchema = strictObject({
  email: emailInput,
  password: givenPassword,
  device_token: Type.Optional(deviceTokenInput),
});
export type LoginBody = Static<typeof loginBodySchema>;

export const tokenInput = Type.String({ minLength: 1, maxLength: 200 });
export const oneTimeBodySchema = strictObject({ token: tokenInput });

const account = {
  user: userSchema,
  organization: organizationSchema,
  role: roleSchema,
  organizations: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), role: roleSchema }), {
    description: 'All that the person belongs to, the first joined first',
  }),
};
export const meSchema = Type.Object(account);

export const signedInSchema = Type.Object({
  access_token: Type.String({ description: 'Shown once; send it as "Authorization: Token <access_token>"' }),
  expires_at: Type.String({
    format: 'date-time',
    description: 'The latest end of the session; twelve hours without use end it earlier',
  }),
  device_token: Type.Optional(
    Type.String({
      description:
        'Keep it on the device beyond the session, and send it with the next sign-in. It opens nothing. Absent after a switch',
    }),
  ),
  ...account,
});
export type SignedInAnswer = Static<typeof signedInSchema>;

export const sessionSchema = Type.Object({
  id: Type.String(),
  user_agent: Type.String(),
  address: Type.String(),
  current: Type.Boolean({ description: 'Whether it is the session of this request' }),
  created_at: instantSchema,
  last_used_at: instantSchema,
  expires_at: instantSchema,
});
/** By what a person showed who they are. */
export const signInMethods = ['password', 'sign_up', 'one_time_link', 'invitation', 'switch'] as const;
export type SignInMethod = (typeof signInMethods)[number];
export const secondFactorKinds = ['authenticator', 'recovery_code', 'passkey'] as const;

/** A session of somebody in the team, as an owner sees it. */
export const teamSessionSchema = Type.Object({
  ...sessionSchema.properties,
  user: userSchema,
  method: nullable(
    oneOf(signInMethods, { description: 'By what it was opened; null for one from before that was kept' }),
  ),
  second_factor: nullable(
    oneOf(secondFactorKinds, { description: 'What was shown beside it; null for nothing' }),
  ),
});
export type TeamSessionAnswer = Static<typeof teamSessionSchema>;
export const teamSessionListSchema = listOf(teamSessionSchema);
export const sessionListSchema = listOf(sessionSchema);
export const sessionListQuerySchema = strictObject({ ...listQuery });
export const sessionParamsSchema = strictObject({ id: Type.String() });

export const passwordChangeBodySchema = strictObject({
  current_password: givenPassword,
  new_password: newPassword,
});

export const secondFactorBodySchema = strictObject({
  challenge: challengeInput,
  ...factorFields,
  device_token: Type.Optional(deviceTokenInput),
});
export type SecondFactorBody = Static<typeof secondFactorBodySchema>;

export const proofBodySchema = strictObject({ password: Type.Optional(givenPassword), ...factorFields });
export type ProofBody = Static<typeof proofBodySchema>;
export const proofSchema = Type.Object({ proved_until: instantSchema });

export const passwordForgotBodySchema = strictObject({ email: emailInput });
export const passwordForgotSchema = Type.Object({ detail: Type.String() });
export const passwordResetBodySchema = strictObject({ token: tokenInput, password: newPassword });
export type PasswordResetBody = Static<typeof passwordResetBodySchema>;

export const switchBodySchema = strictObject({ organization_id: Type.String({ maxLength: 64 }) });
