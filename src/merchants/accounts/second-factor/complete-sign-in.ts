import { noOrganization, type Origin } from '#merchants/accounts/account.ts';
import { openSession } from '#merchants/accounts/open-session.ts';
import { readAccount } from '#merchants/accounts/read-account.ts';
import { isToken, tokenHash } from '#merchants/accounts/secrets.ts';
import type { SignedIn } from '#merchants/accounts/show-account.ts';
import { selectUser } from '#merchants/accounts/store.ts';
import { invalidChallenge } from '#merchants/factors/factors.ts';
import { findFirstMembership, findMembership } from '#merchants/memberships/find-memberships.ts';
import type { Context } from '#platform/context.ts';
import type { SecondFactorBody } from '#platform/contract/accounts.ts';
import { askForPasskey } from './assert-passkey.ts';
import { selectChallenge, takeChallenge } from './store.ts';
import { useFactor } from './use-factor.ts';

/**
 * Completes a sign-in whose password or link was right.
 *
 * @throws 401 `invalid_challenge`, 400 `second_factor_invalid` or `required`, 429 `rate_limited`
 */
export async function completeSignIn(
  context: Context,
  origin: Origin,
  input: SecondFactorBody,
): Promise<SignedIn> {
  const userId = await whoseChallenge(context, input.challenge);
  return useFactor(context, userId, input, origin, async (tx, secondFactor) => {
    // A new password, or somebody faster, took it away.
    const waiting = await takeChallenge(tx, tokenHash(input.challenge), context.clock.offsetMs);
    if (!waiting) throw invalidChallenge();
    const { method, organizationId } = waiting;
    const user = await selectUser(tx, userId);
    const membership =
      organizationId === null
        ? await findFirstMembership(tx, userId)
        : await findMembership(tx, organizationId, userId);
    if (!user || !membership) throw noOrganization();
    const owner = { organizationId: membership.organizationId, userId };
    const { device_token: deviceToken } = input;
    const how = { method, secondFactor, isProven: true, deviceToken } as const;
    const session = await openSession(tx, context, owner, origin, how);
    return { ...(await readAccount(tx, user, membership)), ...session };
  });
}

/** What the browser of a waiting sign-in asks a passkey to sign. */
export async function askForPasskeyAtSignIn(context: Context, challenge: string) {
  return askForPasskey(context, await whoseChallenge(context, challenge));
}

async function whoseChallenge({ database, clock }: Context, challenge: string): Promise<string> {
  const userId = isToken(challenge)
    ? await selectChallenge(database.handle, tokenHash(challenge), clock.offsetMs)
    : undefined;
  if (userId === undefined) throw invalidChallenge();
  return userId;
}
