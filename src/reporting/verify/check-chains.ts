import { chainStart } from '#platform/audit/audit.ts';
import { readChain, readChainHead } from '#platform/audit/find-audit-rows.ts';
import { verifyChain } from '#platform/audit/verify-chain.ts';
import type { Handle } from '#platform/db/database.ts';
import { formatId } from '#platform/kit/ids.ts';
import { selectOrganizationIds, type Violation } from './store.ts';

const entriesAtOnce = 1_000;

/** A step: proves that no entry of any organization's audit log was changed, added, taken out or cut off. */
export async function checkChains(tx: Handle, limit: number): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const organizationId of await selectOrganizationIds(tx)) {
    const subject = formatId('org', organizationId);
    for (const { problem } of await checkChain(tx, organizationId))
      violations.push({ subject, found: problem });
    if (violations.length >= limit) return violations.slice(0, limit);
  }
  return violations;
}

async function checkChain(tx: Handle, organizationId: string) {
  const head = (await readChainHead(tx, organizationId)) ?? chainStart;
  let after: Pick<typeof head, 'sequence' | 'hash'> = chainStart;
  for (;;) {
    const rows = await readChain(tx, organizationId, after.sequence, entriesAtOnce);
    const isLast = rows.length < entriesAtOnce;
    const violations = verifyChain(rows, isLast ? { after, head } : { after });
    const last = rows.at(-1);
    if (violations.length > 0 || isLast || !last) return violations;
    after = last;
  }
}
