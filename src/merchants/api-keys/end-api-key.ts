import type { Context } from '#platform/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { formatId, parseId } from '#platform/kit/ids.ts';
import { addApiKey } from './add-api-key.ts';
import { showApiKey } from './api-key.ts';
import { recordKeyChange } from './record-key-change.ts';
import { endApiKey, lockApiKey } from './store.ts';

/**
 * Replaces a key by a fresh one with the same name and scopes; the old one works for the time of grace.
 *
 * @throws 404, 409 `key_not_active`
 */
export async function rotateApiKey(
  context: Context,
  caller: SessionCaller,
  which: { id: string } | { mode: Mode },
  graceSeconds: number,
) {
  const key = 'id' in which ? { id: readKeyId(which.id) } : { activeIn: which.mode };
  return context.database.transaction(async (tx) => {
    const old = await lockApiKey(tx, caller.organizationId, key);
    if (!old) throw notFound('active API key');
    if (old.status !== 'active') {
      throw problem('key_not_active', {
        detail: 'This key was rotated or revoked before; rotate the active one.',
      });
    }
    await endApiKey(tx, old, 'rotated', graceSeconds, context.clock.offsetMs);
    const fresh = await addApiKey(tx, context, caller, old);
    const replaced = { replaced: formatId('key', old.id), grace_seconds: graceSeconds };
    await recordKeyChange(tx, context, caller, 'api_key.rotated', fresh, replaced);
    return fresh;
  });
}

/** Ends a key at once, its time of grace too. Revoking twice is once. */
export async function revokeApiKey(context: Context, caller: SessionCaller, id: string) {
  const key = { id: readKeyId(id) };
  return context.database.transaction(async (tx) => {
    const found = await lockApiKey(tx, caller.organizationId, key);
    if (!found) throw notFound('API key');
    if (found.status === 'revoked') return showApiKey(found, context.clock.now());
    const ended = await endApiKey(tx, found, 'revoked', 0, context.clock.offsetMs);
    const shown = showApiKey(ended ?? found, context.clock.now());
    await recordKeyChange(tx, context, caller, 'api_key.revoked', shown);
    return shown;
  });
}

function readKeyId(text: string): string {
  const id = parseId('key', text);
  if (!id) throw notFound('API key');
  return id;
}
