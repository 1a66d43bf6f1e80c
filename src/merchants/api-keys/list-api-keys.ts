import type { Context } from '#platform/context.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import type { ApiKey } from './api-key.ts';
import { listApiKeys as selectApiKeys } from './store.ts';

/** The organization's keys, newest first; never the keys themselves. */
export async function listApiKeys(context: Context, caller: SessionCaller): Promise<ApiKey[]> {
  return selectApiKeys(context.database.handle, caller.organizationId);
}
