import type { Handle } from '#platform/db/database.ts';
import { decideWithdrawal, type Standing, type Withdrawal } from './standing.ts';
import { selectStandings, withdrawRefunds } from './standing-store.ts';
import { lockTransfers } from './store.ts';

/** How these attempts stand: what came for each, and the refunds that rest on it. */
export async function findStandings(
  handle: Handle,
  organizationId: string,
  attemptIds: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  if (attemptIds.length === 0) return new Map();
  const found = await selectStandings(handle, organizationId, attemptIds);
  return new Map(found.map(({ attemptId, standing }) => [attemptId, standing]));
}

/**
 * A step: withdraws the refunds that were owed by themselves for money that is taken off these attempts, in minor units by attempt.
 * Changes nothing where a refund needs the money. The caller holds the checkouts and the lock of the organization's entries.
 */
export async function withdrawOwed(
  tx: Handle,
  organizationId: string,
  takenOff: ReadonlyMap<string, bigint>,
  now: Date,
): Promise<
  Extract<Withdrawal, { verdict: 'rests' }> | { readonly verdict: 'withdrawn'; readonly refundIds: string[] }
> {
  const attemptIds = [...takenOff.keys()].sort();
  await lockTransfers(tx, organizationId, attemptIds);
  const decided = (await selectStandings(tx, organizationId, attemptIds)).map(({ attemptId, standing }) => ({
    attemptId,
    decision: decideWithdrawal(standing, takenOff.get(attemptId) ?? 0n),
  }));
  const refundIds: string[] = [];
  for (const { decision } of decided) if (decision.verdict === 'rests') return decision;
  for (const { attemptId, decision } of decided) {
    if (decision.verdict === 'rests') continue;
    await withdrawRefunds(tx, { organizationId, attemptId }, decision, now);
    refundIds.push(...decision.refundIds);
  }
  return { verdict: 'withdrawn', refundIds };
}
