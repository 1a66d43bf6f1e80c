import { getOrganization } from '#merchants/organizations/find-organization.ts';
import { type AuditRow, chainStart } from '#platform/audit/audit.ts';
import { readChain, readChainHead } from '#platform/audit/find-audit-rows.ts';
import { type ChainViolation, verifyChain } from '#platform/audit/verify-chain.ts';
import type { Context } from '#platform/context.ts';
import type { AuditProofAnswer } from '#platform/contract/audit.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { dayOf } from '#platform/kit/days.ts';
import { formatInstant } from '#platform/kit/time.ts';

const entriesAtOnce = 1000;
const mostViolations = 20;
const lengthOfMonth = 'YYYY-MM'.length;

/** Counts every hash of the caller's chain again, from the first entry to the newest, as they all were at one moment. */
export async function proveAuditLog(
  { database, clock }: Context,
  { organizationId }: SessionCaller,
): Promise<AuditProofAnswer> {
  return database.snapshot(async (tx) => {
    const { timeZone } = await getOrganization(tx, organizationId);
    const head = (await readChainHead(tx, organizationId)) ?? chainStart;
    const violations: ChainViolation[] = [];
    const months = new Map<string, { entries: number; last: AuditRow }>();
    let first: AuditRow | undefined;
    let last: AuditRow | undefined;
    let entries = 0;
    for (;;) {
      const rows = await readChain(tx, organizationId, last?.sequence ?? 0, entriesAtOnce);
      const isEnd = rows.length < entriesAtOnce;
      violations.push(...verifyChain(rows, { ...(last ? { after: last } : {}), ...(isEnd ? { head } : {}) }));
      for (const row of rows) {
        const month = dayOf(row.createdAt, timeZone).slice(0, lengthOfMonth);
        months.set(month, { entries: (months.get(month)?.entries ?? 0) + 1, last: row });
      }
      first ??= rows[0];
      last = rows.at(-1) ?? last;
      entries += rows.length;
      if (isEnd) break;
    }
    return {
      holds: violations.length === 0,
      entries,
      first_at: first ? formatInstant(first.createdAt) : null,
      newest_sequence: head.sequence,
      newest_hash: head.hash.toString('hex'),
      months: [...months].map(([month, { entries: count, last: end }]) => ({
        month,
        entries: count,
        sequence: end.sequence,
        hash: end.hash.toString('hex'),
      })),
      violations: violations.slice(0, mostViolations),
      checked_at: formatInstant(clock.now()),
    };
  });
}
