import type { Context } from '#platform/context.ts';
import { unlessUnavailable } from '#platform/db/unavailable.ts';
import type { ApiKeyCaller } from '#platform/http/route.ts';
import { isRawKey, keyHash } from './api-key.ts';
import { findApiKeyByHash, touchApiKey } from './store.ts';

/** Whose key this is; `undefined` when it is not good (any more). */
export async function authenticateApiKey(
  context: Context,
  rawKey: string,
): Promise<ApiKeyCaller | undefined> {
  if (!isRawKey(rawKey)) return undefined;
  const found = await findApiKeyByHash(context.database, keyHash(rawKey), context.clock.offsetMs);
  if (!found) return undefined;
  const { isStale, ...key } = found;
  if (isStale)
    await unlessUnavailable(touchApiKey(context.database.handle, key.organizationId, key.apiKeyId));
  return { kind: 'api-key', ...key };
}
