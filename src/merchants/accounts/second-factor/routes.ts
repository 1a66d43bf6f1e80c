import { originOf } from '#merchants/accounts/account.ts';
import { showSignedIn } from '#merchants/accounts/show-account.ts';
import type { Context } from '#platform/context.ts';
import { secondFactorBodySchema, signedInSchema } from '#platform/contract/accounts.ts';
import {
  authenticatorConfirmSchema,
  authenticatorMadeSchema,
  authenticatorOfferSchema,
  challengeBodySchema,
  passkeyOptionsSchema,
  recoveryCodesSchema,
  secondFactorSchema,
} from '#platform/contract/second-factor.ts';
import { noContent, ok, type Route, route } from '#platform/http/route.ts';
import { askForPasskeyAtSignIn, completeSignIn } from './complete-sign-in.ts';
import { confirmOffer, offerAuthenticator } from './enrol-authenticator.ts';
import { removeAuthenticator } from './remove-factor.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.ts';
import { showSecondFactor } from './show-second-factor.ts';

const tag = 'Accounts';
const path = '/api/auth/second-factor/';
const define = route<Context>();

export const secondFactorRoutes: Route<Context>[] = [
  define({
    method: 'POST',
    path,
    contract: {
      summary: 'Complete a sign-in with the second factor',
      description:
        'With the challenge of a sign-in that answered second_factor_required, and a code of the authenticator app, a recovery code or a passkey.',
      tag,
      body: secondFactorBodySchema,
      responses: { 200: signedInSchema },
      errors: ['invalid_challenge', 'second_factor_invalid', 'rate_limited'],
    },
    auth: 'public',
    run: async ({ context, body, facts }) =>
      ok(showSignedIn(await completeSignIn(context, originOf(facts), body))),
  }),
  define({
    method: 'POST',
    path: `${path}passkey/`,
    contract: {
      summary: 'Ask what a passkey has to sign for a sign-in',
      tag,
      body: challengeBodySchema,
      responses: { 200: passkeyOptionsSchema },
      errors: ['invalid_challenge', 'second_factor_missing'],
    },
    auth: 'public',
    run: async ({ context, body }) => ok(await askForPasskeyAtSignIn(context, body.challenge)),
  }),
  define({
    method: 'GET',
    path,
    contract: {
      summary: 'One’s own second factor',
      tag,
      responses: { 200: secondFactorSchema },
    },
    auth: 'session',
    role: 'viewer',
    beforeSecondFactor: true,
    run: async ({ context, caller }) => ok(await showSecondFactor(context, caller)),
  }),
  define({
    method: 'POST',
    path: `${path}authenticator/`,
    contract: {
      summary: 'Set up an authenticator app',
      description: 'Gives a secret for the app, which counts once a code of it was confirmed.',
      tag,
      responses: { 200: authenticatorOfferSchema },
      errors: ['authenticator_exists'],
    },
    auth: 'session',
    role: 'viewer',
    proof: 'always',
    beforeSecondFactor: true,
    run: async ({ context, caller }) => ok(await offerAuthenticator(context, caller)),
  }),
  define({
    method: 'POST',
    path: `${path}authenticator/confirm/`,
    contract: {
      summary: 'Confirm an authenticator app with its first code',
      description:
        'The first second factor comes with ten recovery codes, shown this once, and ends every other session of the person.',
      tag,
      body: authenticatorConfirmSchema,
      responses: { 200: authenticatorMadeSchema },
      errors: ['second_factor_invalid', 'rate_limited'],
    },
    auth: 'session',
    role: 'viewer',
    proof: 'always',
    beforeSecondFactor: true,
    run: async ({ context, caller, body }) =>
      ok({ recovery_codes: await confirmOffer(context, caller, body.code) }),
  }),
  define({
    method: 'DELETE',
    path: `${path}authenticator/`,
    contract: { summary: 'Remove the authenticator app', tag, responses: { 204: null } },
    auth: 'session',
    role: 'viewer',
    proof: 'always',
    beforeSecondFactor: true,
    run: async ({ context, caller }) => {
      await removeAuthenticator(context, caller);
      return noContent;
    },
  }),
  define({
    method: 'POST',
    path: `${path}recovery-codes/`,
    contract: {
      summary: 'Make new recovery codes',
      description: 'Those before are good for nothing any more.',
      tag,
      responses: { 200: recoveryCodesSchema },
      errors: ['second_factor_missing'],
    },
    auth: 'session',
    role: 'viewer',
    proof: 'always',
    beforeSecondFactor: true,
    run: async ({ context, caller }) => ok({ recovery_codes: await renewRecoveryCodes(context, caller) }),
  }),
];
