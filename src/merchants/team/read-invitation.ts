import type { Origin } from '#merchants/accounts/account.ts';
import { findUserByEmail } from '#merchants/accounts/find-user.ts';
import { isToken, tokenHash } from '#merchants/accounts/secrets.ts';
import { countRequest } from '#merchants/throttling/count-try.ts';
import { addressBucket } from '#merchants/throttling/tries.ts';
import type { Context } from '#platform/context.ts';
import { selectInvitationByToken } from './store.ts';
import { type Invitation, invalidInvitation } from './team.ts';

/**
 * What a mailed token invites to. Counted, so that nobody tries tokens in masses.
 *
 * @throws 400 `invalid_invitation`, 429 `rate_limited`
 */
export async function readInvitation(
  context: Context,
  origin: Pick<Origin, 'address'>,
  token: string,
): Promise<{ invitation: Invitation; hasAccount: boolean }> {
  await countRequest(context, [addressBucket(origin.address, 'token-address')]);
  if (!isToken(token)) throw invalidInvitation();
  return context.database.transaction(async (tx) => {
    const invitation = await selectInvitationByToken(tx, tokenHash(token), context.clock.offsetMs);
    if (!invitation) throw invalidInvitation();
    const hasAccount = (await findUserByEmail(tx, invitation.email)) !== undefined;
    return { invitation, hasAccount };
  });
}
