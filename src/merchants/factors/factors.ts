import { problem } from '#platform/contract/errors.ts';
import type { Problem } from '#platform/kit/problem.ts';

/** What a person can show beside the password. */
export type Factors = {
  readonly hasAuthenticator: boolean;
  readonly passkeyCount: number;
  readonly recoveryCodesLeft: number;
};

/** How somebody showed it. */
export type FactorUsed = 'authenticator' | 'recovery_code' | 'passkey';

/** So long a sign-in waits for the second factor, and a passkey for its signature. */
export const challengeSeconds = 5 * 60;

export function hasSecondFactor({ hasAuthenticator, passkeyCount }: Factors): boolean {
  return hasAuthenticator || passkeyCount > 0;
}

/** The ways in that a sign-in may ask for. */
export function methodsOf(factors: Factors): string[] {
  return [
    ...(factors.hasAuthenticator ? ['authenticator'] : []),
    ...(factors.passkeyCount > 0 ? ['passkey'] : []),
    ...(factors.recoveryCodesLeft > 0 ? ['recovery_code'] : []),
  ];
}

export function invalidCode(): Problem {
  return problem('second_factor_invalid', {
    detail:
      'The code is wrong or was used before; wait for the next one of your app, or use a recovery code.',
    field: 'code',
  });
}

export function invalidPasskey(): Problem {
  return problem('second_factor_invalid', {
    detail: 'The passkey was not recognized; try again, or use another way.',
    field: 'passkey',
  });
}

export function invalidChallenge(): Problem {
  return problem('invalid_challenge', {
    detail: 'This sign-in took too long or was completed already; sign in with email and password again.',
    headers: { 'www-authenticate': 'Token' },
  });
}

export function missingSecondFactor(): Problem {
  return problem('second_factor_missing', {
    detail: 'You have no second factor yet; add an authenticator app or a passkey first.',
  });
}
