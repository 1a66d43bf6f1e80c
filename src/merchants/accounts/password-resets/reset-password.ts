import { checkPassword, type Origin } from '#merchants/accounts/account.ts';
import { forgetOtherPlaces } from '#merchants/accounts/devices/remember-device.ts';
import { mailAccountChange } from '#merchants/accounts/mail-account-change.ts';
import { recordForPerson } from '#merchants/accounts/record-for-person.ts';
import { hashPassword, isToken, tokenHash } from '#merchants/accounts/secrets.ts';
import { endOtherSessions, replacePasswordHash, selectUser } from '#merchants/accounts/store.ts';
import { countRequest, forgiveAccount } from '#merchants/throttling/count-try.ts';
import { addressBucket } from '#merchants/throttling/tries.ts';
import type { Context } from '#platform/context.ts';
import type { PasswordResetBody } from '#platform/contract/accounts.ts';
import { problem } from '#platform/contract/errors.ts';
import { selectResetUser, takePasswordReset } from './store.ts';

/**
 * Sets a new password with the token of a mail, and ends every session of the person. The token works once; a
 * password that is refused leaves it good.
 *
 * @throws 400 `invalid_reset_link` or `weak_password`, 429 `rate_limited`
 */
export async function resetPassword(
  context: Context,
  origin: Origin,
  input: PasswordResetBody,
): Promise<void> {
  await countRequest(context, [addressBucket(origin.address, 'token-address')]);
  if (!isToken(input.token)) throw invalidResetLink();
  const { database, clock } = context;
  const hash = tokenHash(input.token);
  const user = await database.transaction(async (tx) => {
    const userId = await selectResetUser(tx, hash, clock.offsetMs);
    return userId === undefined ? undefined : selectUser(tx, userId);
  });
  if (!user) throw invalidResetLink();
  const weakness = checkPassword(input.password, user.email, 'password');
  if (weakness) throw weakness;
  const newHash = await hashPassword(input.password);
  await database.transaction(async (tx) => {
    const now = clock.now();
    if (!(await takePasswordReset(tx, hash, clock.offsetMs))) throw invalidResetLink();
    if (!(await replacePasswordHash(tx, user.id, user.passwordHash, newHash, now))) throw invalidResetLink();
    await endOtherSessions(tx, user.id, null, clock.offsetMs);
    await forgetOtherPlaces(tx, context, user.id, origin.address);
    await forgiveAccount(tx, user.email);
    await mailAccountChange(tx, context, user.id, { change: 'password_reset', origin });
    await recordForPerson(tx, user.id, { action: 'user.password_reset', origin }, now);
  });
  context.wakeJobs('send-mails');
}

function invalidResetLink() {
  return problem('invalid_reset_link', {
    detail: 'This link was used already or is too old; ask for a new one.',
    field: 'token',
  });
}
