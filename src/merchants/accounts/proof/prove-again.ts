import { verifyPassword } from '#merchants/accounts/secrets.ts';
import { noteProof, selectFirstSession, selectUser } from '#merchants/accounts/store.ts';
import { countCheck, forgiveTry } from '#merchants/tries/count-try.ts';
import type { Context } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { assert } from '#platform/kit/assert.ts';

/**
 * Lets whoever is signed in show once more that it is them, for what asks for a fresh proof.
 *
 * @returns until when it is fresh
 * @throws 400 `wrong_password`, 429 `rate_limited` after too many wrong ones in this session
 */
export async function proveAgain(
  context: Context,
  caller: SessionCaller,
  input: { password: string },
): Promise<Date> {
  const [user, firstSessionId] = await context.database.transaction(async (tx) => [
    await selectUser(tx, caller.userId),
    await selectFirstSession(tx, caller.sessionId),
  ]);
  assert(user, `There is no user ${caller.userId}.`);
  const counted = await countCheck(context, firstSessionId);
  if (!(await verifyPassword(input.password, user.passwordHash))) throw wrongPassword();
  return context.database.transaction(async (tx) => {
    await forgiveTry(tx, counted);
    return noteProof(tx, caller.sessionId, context.clock.offsetMs);
  });
}

function wrongPassword() {
  return problem('wrong_password', {
    detail: 'The password is wrong; check it, or sign out and reset it.',
    field: 'password',
  });
}
