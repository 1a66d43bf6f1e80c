import type { Context } from '#platform/context.ts';
import type { ApiRequestListQuery } from '#platform/contract/api-requests.ts';
import { listAnswer, readPageRequest, toPage } from '#platform/db/page.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { parseId } from '#platform/kit/ids.ts';
import { showApiRequest } from './api-request.ts';
import { listApiRequestRows } from './store.ts';

/** What was asked with the organization's API keys, the newest first. */
export async function findApiRequests(
  { database, config }: Context,
  caller: SessionCaller,
  query: ApiRequestListQuery,
  requestUrl: string,
) {
  const page = readPageRequest(query);
  const apiKeyId = query.key === undefined ? undefined : parseId('key', query.key);
  if (query.key !== undefined && !apiKeyId) return { results: [], next: null, previous: null };
  const filters = {
    mode: query.mode ?? caller.defaultMode,
    apiKeyId,
    method: query.method,
    result: query.result,
  };
  const found = await listApiRequestRows(database.handle, caller.organizationId, filters, page);
  return listAnswer(toPage(found, page), requestUrl, config.publicUrl, showApiRequest);
}
