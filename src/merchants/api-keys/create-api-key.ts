import type { Context } from '#platform/context.ts';
import type { ApiKeyCreate } from '#platform/contract/api-keys.ts';
import type { Mode } from '#platform/contract/common.ts';
import { problem } from '#platform/contract/errors.ts';
import { isUniqueViolation } from '#platform/db/database.ts';
import { type Scope, type SessionCaller, scopes } from '#platform/http/route.ts';
import { addApiKey } from './add-api-key.ts';
import { recordKeyChange } from './record-key-change.ts';

/** Whoever hands in statements says what was paid: a key of a shop does that only when it is asked for. */
const usualScopes: readonly Scope[] = scopes.filter((scope) => scope !== 'statements:write');

/**
 * Makes the active key of a mode. The answer holds the key itself, this once.
 *
 * @throws 409 `active_key_exists`
 */
export async function createApiKey(context: Context, caller: SessionCaller, input: ApiKeyCreate) {
  const mode = input.mode ?? 'sandbox';
  try {
    return await context.database.transaction(async (tx) => {
      const key = await addApiKey(tx, context, caller, {
        mode,
        name: input.name ?? defaultName(mode),
        scopes: input.scopes ?? usualScopes,
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
