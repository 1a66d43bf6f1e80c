import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import { formatId } from '#platform/kit/ids.ts';
import { oneTimeSignInSeconds } from './account.ts';
import { newToken, tokenHash } from './secrets.ts';
import { insertOneTimeSignIn } from './store.ts';

/** Makes a token that signs this person in once, within fifteen minutes; for the operator to hand out. */
export async function createOneTimeSignIn(
  context: Context,
  owner: { organizationId: string; userId: string },
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken();
  const expiresAt = await context.database.transaction(async (tx) => {
    const expires = await insertOneTimeSignIn(
      tx,
      { tokenHash: tokenHash(token), ...owner, lifeSeconds: oneTimeSignInSeconds },
      context.clock.offsetMs,
    );
    const { organizationId } = owner;
    const target = { type: 'user', id: formatId('usr', owner.userId) };
    const entry = { ...actedBy({ organizationId }), action: 'user.sign_in_link_made', target } as const;
    await recordAudit(tx, entry, context.clock.now());
    return expires;
  });
  return { token, expiresAt };
}
