import type { Context } from '#platform/context.ts';
import type { ApiKeyCreate } from '#platform/contract/api-keys.ts';
import type { Mode } from '#platform/contract/common.ts';
import { problem } from '#platform/contract/errors.ts';
import { type Handle, isUniqueViolation } from '#platform/db/database.ts';
import { scopes as allScopes, type Scope, type SessionCaller } from '#platform/http/route.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { type ApiKey, keyHash, newRawKey, showApiKey } from './api-key.ts';
import { recordKeyChange } from './record-key-change.ts';
import { insertApiKey } from './store.ts';

/**
 * Makes the active key of a mode. The answer holds the key itself, this once.
 *
 * @throws 409 `active_key_exists`
 */
export async function createApiKey(context: Context, caller: SessionCaller, input: ApiKeyCreate) {
  const mode = input.mode ?? 'sandbox';
  const scopes = input.scopes ?? allScopes;
  try {
    return await context.database.transaction(async (tx) => {
      const key = await addKey(tx, context, caller, {
        mode,
        name: input.name ?? defaultName(mode),
        scopes,
      });
      await recordKeyChange(tx, context, caller, 'api_key.created', key);
      return key;
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'api_keys_active')) throw error;
    throw problem('active_key_exists', {
      detail: `There is an active ${mode} key already; rotate it, or revoke it first.`,
      field: 'mode',
    });
  }
}

function defaultName(mode: Mode): string {
  return mode === 'live' ? 'Live key' : 'Sandbox key';
}

/** A step: writes a fresh active key and gives it as it is answered. */
export async function addKey(
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
    createdAt: now,
  };
  await insertApiKey(tx, { ...key, keyHash: keyHash(rawKey), createdBy: caller.userId });
  return { ...showApiKey(key, now), raw_key: rawKey };
}
