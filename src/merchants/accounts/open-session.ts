import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import type { Origin } from './account.ts';
import { newToken, tokenHash } from './secrets.ts';
import { insertSession } from './store.ts';

const longestUserAgent = 300;

/** A step: opens a session and gives its token, which is known to nobody afterwards. */
export async function openSession(
  tx: Handle,
  context: Context,
  owner: { organizationId: string; userId: string },
  origin: Origin,
): Promise<{ accessToken: string; expiresAt: Date }> {
  const accessToken = newToken();
  const session = {
    id: uuidv7(context.clock.now()),
    organizationId: owner.organizationId,
    userId: owner.userId,
    tokenHash: tokenHash(accessToken),
    userAgent: origin.userAgent.slice(0, longestUserAgent),
    address: origin.address,
  };
  return { accessToken, expiresAt: await insertSession(tx, session, context.clock.offsetMs) };
}
