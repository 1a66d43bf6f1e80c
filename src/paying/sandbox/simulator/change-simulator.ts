import type { PayingContext } from '#paying/context.ts';
import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { SimulatorPut } from '#platform/contract/simulator.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { formatId } from '#platform/kit/ids.ts';
import { type Faults, faultsOf, noFaults } from './simulator.ts';
import { findFaults, saveFaults } from './store.ts';

/** The faults that hold for the organization's next sandbox payments. */
export async function getFaults(context: PayingContext, organizationId: string): Promise<Faults> {
  return (await findFaults(context.database.handle, organizationId)) ?? noFaults;
}

/** Replaces the faults. What the sandbox has booked already keeps what was decided about it. */
export async function changeSimulator(
  context: PayingContext,
  caller: SessionCaller,
  body: SimulatorPut,
): Promise<Faults> {
  const faults = faultsOf(body);
  const { organizationId } = caller;
  await context.database.transaction(async (tx) => {
    await saveFaults(tx, organizationId, faults, context.clock.offsetMs);
    await recordAudit(
      tx,
      {
        ...actedBy(caller),
        action: 'simulator.updated',
        target: { type: 'organization', id: formatId('org', organizationId) },
        details: { ...faults },
      },
      context.clock.now(),
    );
  });
  return faults;
}
