import type { Handle } from '#platform/db/database.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import type { User } from './account.ts';
import { insertUser } from './store.ts';

/** A step: makes an account; the unique index `users_email` refuses an address that has one. */
export async function registerUser(
  tx: Handle,
  input: { email: string; name: string; passwordHash: string },
  now: Date,
): Promise<User> {
  const user = { id: uuidv7(now), email: input.email, name: input.name.trim().normalize('NFC') };
  await insertUser(tx, { ...user, passwordHash: input.passwordHash }, now);
  return user;
}
