import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Handle } from '#platform/db/database.ts';
import { listChanges } from './list-changes.ts';
import type { Organization } from './organization.ts';

/** A step: writes down for the merchant what the operator changed. */
export async function recordTerms(
  tx: Handle,
  before: Organization,
  after: Organization,
  now: Date,
): Promise<void> {
  const details = listChanges(before, after);
  const operator = actedBy({ organizationId: before.id });
  await recordAudit(tx, { ...operator, action: 'organization.updated', details }, now);
}
