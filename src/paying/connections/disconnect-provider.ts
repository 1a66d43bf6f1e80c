import { holdOrganization, keepLiveProviders } from '#merchants/organizations/live-providers.ts';
import type { PayingContext } from '#paying/context.ts';
import type { Acting } from '#platform/audit/record-audit.ts';
import type { Mode } from '#platform/contract/common.ts';
import { getConnector } from './ask-connector.ts';
import { recordConnectionChange } from './record-connection-change.ts';
import { countLive, countOpen, saveConnection, selectCurrent } from './store.ts';

/**
 * No new payment begins there from now on. What is under way is still resolved with the credentials; retention wipes them once
 * nothing is. Doing it twice is once.
 *
 * @throws 404 for a provider that is not known
 */
export async function disconnectProvider(
  context: PayingContext,
  caller: Acting,
  provider: string,
  mode: Mode,
): Promise<void> {
  const { organizationId } = caller;
  const { name } = getConnector(context, provider);
  await context.database.transaction(async (tx) => {
    await holdOrganization(tx, organizationId);
    const all = await selectCurrent(tx, organizationId, mode);
    const current = all.find((each) => each.provider === name);
    if (!current) return;
    const now = context.clock.now();
    await saveConnection(tx, { ...current, status: 'disconnected', disconnectedAt: now, updatedAt: now });
    const [open] = await countOpen(tx, organizationId, [current.id]);
    const openPayments = open?.payments ?? 0;
    const openRefunds = open?.refunds ?? 0;
    if (mode === 'live') await keepLiveProviders(tx, organizationId, await countLive(tx, organizationId));
    const details = {
      account: current.accountLabel,
      open_payments: openPayments,
      open_refunds: openRefunds,
    };
    await recordConnectionChange(tx, caller, 'provider.disconnected', current, details, now);
  });
}
