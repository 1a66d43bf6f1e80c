import { hasFactor } from '#merchants/factors/find-factors.ts';
import { countCheck, forgiveTry } from '#merchants/throttling/count-try.ts';
import type { Context } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { assert } from '#platform/kit/assert.ts';
import { checkPassword } from './account.ts';
import { forgetOtherPlaces } from './devices/remember-device.ts';
import { mailAccountChange } from './mail-account-change.ts';
import { recordForPerson } from './record-for-person.ts';
import { hashPassword, verifyPassword } from './secrets.ts';
import { endOtherSessions, noteProof, replacePasswordHash, selectFirstSession, selectUser } from './store.ts';

/**
 * Sets a new password and ends every other session of this person, in every organization.
 *
 * @throws 400 `wrong_password` or `weak_password`, 429 `rate_limited` after too many wrong ones in this session
 */
export async function changePassword(
  context: Context,
  caller: SessionCaller,
  input: { currentPassword: string; newPassword: string; address: string },
): Promise<void> {
  const [user, firstSessionId] = await context.database.transaction(async (tx) => [
    await selectUser(tx, caller.userId),
    await selectFirstSession(tx, caller.sessionId),
  ]);
  assert(user, `There is no user ${caller.userId}.`);
  const weakness = checkPassword(input.newPassword, user.email, 'new_password');
  if (weakness) throw weakness;
  const counted = await countCheck(context, firstSessionId);
  if (!(await verifyPassword(input.currentPassword, user.passwordHash))) throw wrongPassword();
  const newHash = await hashPassword(input.newPassword);
  await context.database.transaction(async (tx) => {
    const now = context.clock.now();
    if (!(await replacePasswordHash(tx, user.id, user.passwordHash, newHash, now))) throw wrongPassword();
    // The password alone proves nobody who has a second factor.
    if (!(await hasFactor(tx, user.id))) await noteProof(tx, caller.sessionId, context.clock.offsetMs);
    await endOtherSessions(tx, user.id, caller.sessionId, context.clock.offsetMs);
    await forgetOtherPlaces(tx, context, user.id, input.address);
    await forgiveTry(tx, counted);
    const { origin } = caller;
    await mailAccountChange(tx, context, user.id, { change: 'password_changed', origin });
    await recordForPerson(tx, user.id, { action: 'user.password_changed', origin }, now);
  });
  context.wakeJobs('send-mails');
}

function wrongPassword() {
  return problem('wrong_password', {
    detail: 'The current password is wrong; check it, or sign out and reset it.',
    field: 'current_password',
  });
}
