import type { FactorUsed } from '#merchants/factors/factors.ts';
import type { SignInMethod } from '#platform/contract/accounts.ts';
import { problem } from '#platform/contract/errors.ts';
import type { RequestFacts } from '#platform/http/route.ts';
import type { Problem } from '#platform/kit/problem.ts';
import { isCommonPassword } from './common-passwords.ts';

export type User = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
};

export type UserSince = User & { readonly createdAt: Date };

export type Session = {
  readonly id: string;
  readonly userAgent: string;
  readonly address: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
};

/** A session of somebody in the team, with how they signed in; null where that was not kept yet. */
export type TeamSession = Session & {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly method: SignInMethod | null;
  readonly secondFactor: FactorUsed | null;
};

/** Where a session was opened: what its owner recognizes it by in the list, and in the audit log. */
export type Origin = { readonly address: string; readonly userAgent: string; readonly requestId: string };

export function originOf({ address, userAgent, requestId }: RequestFacts): Origin {
  return { address, userAgent, requestId };
}

/** A session ends after this long without use, and at the latest at its full age. */
export const sessionIdleSeconds = 12 * 60 * 60;
export const sessionLifeSeconds = 30 * 24 * 60 * 60;
/** Use is noted this often at most, so that reading does not become writing. */
export const sessionTouchSeconds = 60;
/** So long after a password or second factor was given it still shows who uses a session. */
export const proofSeconds = 10 * 60;
export const oneTimeSignInSeconds = 15 * 60;
export const passwordResetSeconds = 60 * 60;

/** The problem with a new password that everybody tries first; its length is the contract's rule. */
export function checkPassword(password: string, email: string, field: string): Problem | undefined {
  const isAddress = password.toLowerCase() === email;
  if (!isAddress && !isCommonPassword(password)) return undefined;
  return problem('weak_password', {
    detail: isAddress
      ? 'Choose a password that is not your email address; a few unrelated words make a good one.'
      : 'This password is one of the first that attackers try; a few unrelated words make a good one.',
    field,
  });
}

/** For somebody whose password was right. */
export function noOrganization(): Problem {
  return problem('no_organization', {
    detail:
      'You belong to no organization any more. Open one of your own by signing up with this address and password, or ask to be invited again.',
  });
}

/** For a stranger: says nothing about the address, whose owner is told by mail. */
export function signupRefused(): Problem {
  return problem('signup_refused', {
    detail:
      'No account can be opened with this address here. If it is yours, sign in with it, or look into your mail.',
    field: 'email',
  });
}

/** For the operator, and for whoever gave the account's password. */
export function emailTaken(): Problem {
  return problem('email_taken', {
    detail: 'This email address already has an account; sign in with it, or use another address.',
    field: 'email',
  });
}

/** The same for an unknown address and a wrong password, so that nobody can ask which addresses exist. */
export function wrongCredentials(): Problem {
  return problem('invalid_credentials', {
    detail: 'Email or password is wrong; check both and try again.',
    headers: { 'www-authenticate': 'Token' },
  });
}
