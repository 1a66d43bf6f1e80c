import type { Context } from '#platform/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { Handle } from '#platform/db/database.ts';
import type { Scope, SessionCaller } from '#platform/http/route.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { type ApiKey, keyHash, newRawKey, showApiKey } from './api-key.ts';
import { insertApiKey } from './store.ts';

/** A step: writes a fresh active key and gives it as it is answered. */
export async function addApiKey(
  tx: Handle,
  context: Context,
  caller: SessionCaller,
  input: { mode: Mode; name: string; scopes: readonly Scope[] },
) {
  const now = context.clock.now();
  const { rawKey, prefix } = newRawKey(input.mode);
  const key: ApiKey = {
    id: uuidv7(now),
    organizationId: caller.organizationId,
    mode: input.mode,
    name: input.name,
    scopes: input.scopes,
    prefix,
    status: 'active',
    expiresAt: null,
    lastUsedAt: null,
    createdBy: caller.userId,
    createdAt: now,
  };
  await insertApiKey(tx, { ...key, keyHash: keyHash(rawKey) });
  return { ...showApiKey(key, now), raw_key: rawKey };
}
