import type { Handle } from '#platform/db/database.ts';
import type { Endpoint } from './endpoint.ts';
import { updateRecovered } from './store.ts';

/** A step: forgets that deliveries of these endpoints failed, after one that did not. */
export async function clearFailing(
  tx: Handle,
  endpoints: readonly Pick<Endpoint, 'organizationId' | 'mode'>[],
): Promise<void> {
  await updateRecovered(
    tx,
    endpoints.map(({ organizationId, mode }) => ({ organizationId, mode })),
  );
}
