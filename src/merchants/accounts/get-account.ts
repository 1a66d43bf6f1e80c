import type { Context } from '#platform/context.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { assert } from '#platform/kit/assert.ts';
import { readAccount } from './read-account.ts';
import type { Account } from './show-account.ts';
import { selectUser } from './store.ts';

/** Who is signed in, and to which organization. */
export async function getAccount(context: Context, caller: SessionCaller): Promise<Account> {
  return context.database.transaction(async (tx) => {
    const user = await selectUser(tx, caller.userId);
    assert(user, `There is no user ${caller.userId}.`);
    return readAccount(tx, user, caller);
  });
}
