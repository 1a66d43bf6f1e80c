import type { Context } from '#platform/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { isUuid } from '#platform/kit/ids.ts';
import { type Health, latestAttempts } from './health.ts';
import { type DeliveryRow, selectDelivery, selectHealth } from './store.ts';

type Reader = Pick<SessionCaller, 'organizationId'>;

/**
 * One delivery of the organization, in either mode.
 *
 * @throws 404
 */
export async function getDelivery(context: Context, caller: Reader, id: string): Promise<DeliveryRow> {
  const { handle } = context.database;
  const delivery = isUuid(id) ? await selectDelivery(handle, caller.organizationId, id) : undefined;
  if (!delivery) throw notFound('webhook delivery');
  return delivery;
}

/** How the endpoint of a mode answered lately. */
export async function findHealth(context: Context, caller: Reader, mode: Mode): Promise<Health> {
  const { waiting, attempts } = await selectHealth(context.database.handle, caller.organizationId, mode);
  return { waiting, recentAttempts: latestAttempts(attempts) };
}
