import { parseEmail } from '#merchants/email.ts';
import { type CountedTry, countTry, forgiveTry } from '#merchants/throttling/count-try.ts';
import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { addressForm } from '#platform/text/mail-address.ts';
import { type Origin, type User, wrongCredentials } from './account.ts';
import { queueAccountTask } from './account-tasks/queue-account-task.ts';
import { recognizePlace } from './devices/remember-device.ts';
import { verifyPassword } from './secrets.ts';
import { holdUser, selectUserByEmail } from './store.ts';

/** Somebody who gave the password of an account; `confirmProof` makes it good within a transaction. */
export type Proof = { readonly user: User; readonly passwordHash: string; readonly counted: CountedTry };

/**
 * Looks whether a password is the one of an address. An unknown address does the same work and gets the same words as
 * a wrong password.
 *
 * @throws 401 `invalid_credentials`, 429 `rate_limited` after too many failed tries
 */
export async function proveAccount(
  context: Context,
  origin: Origin,
  given: { email: string; password: string; deviceToken: string | undefined },
): Promise<Proof> {
  const email = parseEmail(given.email) ?? addressForm(given.email);
  const { address } = origin;
  const known = await recognizePlace(context, email, { address, deviceToken: given.deviceToken });
  const counted = await countTry(context, { email, address, known });
  const user = await context.database.transaction((tx) => selectUserByEmail(tx, email));
  if (!(await verifyPassword(given.password, user?.passwordHash)) || !user) {
    await queueAccountTask(context, { kind: 'failed-sign-in', userId: user?.id ?? null, origin });
    throw wrongCredentials();
  }
  const { passwordHash, ...person } = user;
  return { user: person, passwordHash, counted };
}

/** A step: the password is still the same one, and nobody changes it until the transaction ends. */
export async function confirmProof(tx: Handle, { user, passwordHash, counted }: Proof): Promise<void> {
  const current = await holdUser(tx, user.id);
  if (current?.passwordHash !== passwordHash) throw wrongCredentials();
  await forgiveTry(tx, counted);
}
