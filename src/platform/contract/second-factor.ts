import { type Static, Type } from 'typebox';
import { instantSchema, nullable, strictObject, text } from './common.ts';

export const challengeInput = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'What the sign-in answered',
});
const codeInput = Type.String({
  minLength: 1,
  maxLength: 40,
  description: 'Six digits of the authenticator app, or a recovery code',
});

/** What a browser gives for a passkey, as `PublicKeyCredential.toJSON()` writes it. */
const credential = Type.Object(
  {
    id: text(0, 2_048),
    rawId: text(0, 2_048),
    type: Type.String({ maxLength: 40 }),
    response: Type.Object({}, { additionalProperties: true }),
  },
  { additionalProperties: true, description: 'What the browser answered, as JSON' },
);
export type PasskeySignature = Static<typeof credential>;

export const factorFields = {
  code: Type.Optional(codeInput),
  passkey: Type.Optional(credential),
};
export type FactorGiven = { readonly code?: string; readonly passkey?: PasskeySignature };

const options = Type.Object(
  { challenge: Type.String() },
  { additionalProperties: true, description: 'For the browser, as JSON of Web Authentication' },
);
export const passkeyOptionsSchema = options;

const recoveryCodes = Type.Array(Type.String(), { description: 'Each good once; shown this once' });

export const passkeySchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  created_at: instantSchema,
  last_used_at: nullable(instantSchema),
});
export type PasskeyAnswer = Static<typeof passkeySchema>;

export const secondFactorSchema = Type.Object({
  authenticator: nullable(Type.Object({ confirmed_at: instantSchema })),
  passkeys: Type.Array(passkeySchema, { description: 'The first made first' }),
  recovery_codes_left: Type.Integer(),
});
export type SecondFactorAnswer = Static<typeof secondFactorSchema>;

export const authenticatorOfferSchema = Type.Object({
  secret: Type.String({ description: 'For apps that cannot read the picture; base32' }),
  address: Type.String({ description: 'What the picture says: otpauth://…' }),
  qr_svg: Type.String(),
});
export type AuthenticatorOffer = Static<typeof authenticatorOfferSchema>;

export const authenticatorConfirmSchema = strictObject({ code: codeInput });
export const authenticatorMadeSchema = Type.Object({ recovery_codes: nullable(recoveryCodes) });

export const recoveryCodesSchema = Type.Object({ recovery_codes: recoveryCodes });

export const passkeyCreateSchema = strictObject({ name: text(1, 60), passkey: credential });
export type PasskeyCreate = Static<typeof passkeyCreateSchema>;
export const passkeyMadeSchema = Type.Object({
  passkey: passkeySchema,
  recovery_codes: nullable(recoveryCodes),
});
export type PasskeyMade = Static<typeof passkeyMadeSchema>;
export const passkeyPatchSchema = strictObject({ name: text(1, 60) });
export const passkeyParamsSchema = strictObject({ id: Type.String() });

export const challengeBodySchema = strictObject({ challenge: challengeInput });
