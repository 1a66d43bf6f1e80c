import type { Handle } from '#platform/db/database.ts';
import type { User, UserSince } from './account.ts';
import { selectUserByEmail, selectUsers } from './store.ts';

/** A step: the person with this address, in lower case. */
export async function findUserByEmail(handle: Handle, email: string): Promise<User | undefined> {
  const user = await selectUserByEmail(handle, email);
  return user && { id: user.id, email: user.email, name: user.name };
}

/** A step: persons by id; those that do not exist are left out. */
export async function findUsers(
  handle: Handle,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, UserSince>> {
  const users = userIds.length === 0 ? [] : await selectUsers(handle, userIds);
  return new Map(users.map((user) => [user.id, user]));
}
