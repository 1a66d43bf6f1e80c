import { type Acting, actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { AuditDetails } from '#platform/contract/audit.ts';
import type { AuditAction } from '#platform/contract/audit-actions.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { Handle } from '#platform/db/database.ts';

/** A step: writes down what was done to a provider of a mode; never a credential. Last in its transaction. */
export async function recordConnectionChange(
  tx: Handle,
  caller: Acting,
  action: Extract<AuditAction, `provider.${string}`>,
  { provider, mode }: { readonly provider: string; readonly mode: Mode },
  details: AuditDetails,
  now: Date,
): Promise<void> {
  const target = { type: 'provider', id: provider };
  await recordAudit(tx, { ...actedBy(caller), action, target, details: { mode, ...details } }, now);
}
