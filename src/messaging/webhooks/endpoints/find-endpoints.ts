import type { Context } from '#platform/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { Handle } from '#platform/db/database.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import type { Endpoint } from './endpoint.ts';
import { selectEnabledEndpoints, selectEndpoint } from './store.ts';

/** A step: the enabled endpoints of these organizations, both modes. */
export async function findEnabledEndpoints(
  handle: Handle,
  organizationIds: readonly string[],
): Promise<Endpoint[]> {
  return selectEnabledEndpoints(handle, organizationIds);
}

/** A step: the endpoint of a mode through the caller's handle. */
export async function findEndpoint(
  handle: Handle,
  organizationId: string,
  mode: Mode,
): Promise<Endpoint | undefined> {
  return selectEndpoint(handle, organizationId, mode);
}

/** The endpoint of a mode, if the organization has set one. */
export async function getEndpoint(
  context: Context,
  caller: Pick<SessionCaller, 'organizationId'>,
  mode: Mode,
): Promise<Endpoint | undefined> {
  return selectEndpoint(context.database.handle, caller.organizationId, mode);
}
