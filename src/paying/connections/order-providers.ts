import { isDeepStrictEqual } from 'node:util';
import { holdOrganization } from '#merchants/organizations/live-providers.ts';
import type { PayingContext } from '#paying/context.ts';
import type { Acting } from '#platform/audit/record-audit.ts';
import type { ConnectionOrder } from '#platform/contract/connections.ts';
import { problem } from '#platform/contract/errors.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { type Connection, orderOf, reorder } from './connection.ts';
import { recordConnectionChange } from './record-connection-change.ts';
import { saveConnection, selectCurrent, updatePosition } from './store.ts';

/**
 * Puts providers first, in this order; the others follow as they stood.
 *
 * @throws 400 naming the one that is not connected in the mode
 */
export async function orderProviders(
  context: PayingContext,
  caller: Acting,
  { mode, providers: wanted }: ConnectionOrder,
): Promise<void> {
  const { organizationId } = caller;
  const builtIn = context.providers.builtIn(mode).map(({ name }) => name);
  await context.database.transaction(async (tx) => {
    await holdOrganization(tx, organizationId);
    const current = await selectCurrent(tx, organizationId, mode);
    const before = orderOf(builtIn, current);
    wanted.forEach((name, index) => {
      if (!before.includes(name)) throw notConnected(name, index, mode);
    });
    const order = reorder(before, wanted);
    if (isDeepStrictEqual(order, before)) return;
    const now = context.clock.now();
    for (const [index, name] of order.entries()) {
      const found = current.find(({ provider }) => provider === name);
      if (found) await updatePosition(tx, found, index + 1, now);
      else await saveConnection(tx, placeOnly(organizationId, mode, name, index + 1, now));
    }
    const [first = ''] = order;
    await recordConnectionChange(tx, caller, 'provider.ordered', { provider: first, mode }, { order }, now);
  });
}

/** The row of a provider that needs no connection: it only remembers its place. */
function placeOnly(
  organizationId: string,
  mode: ConnectionOrder['mode'],
  provider: string,
  position: number,
  now: Date,
): Connection {
  return {
    organizationId,
    id: uuidv7(now),
    mode,
    provider,
    status: 'connected',
    position,
    accountId: null,
    accountLabel: null,
    settings: {},
    notificationStatus: 'none',
    lastNotificationAt: null,
    checkedAt: null,
    problem: null,
    createdAt: now,
    updatedAt: now,
    disconnectedAt: null,
  };
}

function notConnected(name: string, index: number, mode: string) {
  return problem('invalid_value', {
    detail: `${name} is not connected in ${mode} mode; list only providers that are. Nothing was changed.`,
    field: `providers[${index}]`,
  });
}
