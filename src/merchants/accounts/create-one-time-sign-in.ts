import type { Context } from '#platform/context.ts';
import { oneTimeSignInSeconds } from './account.ts';
import { newToken, tokenHash } from './secrets.ts';
import { insertOneTimeSignIn } from './store.ts';

/** Makes a token that signs this person in once, within fifteen minutes; for the operator to hand out. */
export async function createOneTimeSignIn(
  context: Context,
  owner: { organizationId: string; userId: string },
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken();
  const expiresAt = await context.database.transaction((tx) =>
    insertOneTimeSignIn(
      tx,
      { tokenHash: tokenHash(token), ...owner, lifeSeconds: oneTimeSignInSeconds },
      context.clock.offsetMs,
    ),
  );
  return { token, expiresAt };
}
