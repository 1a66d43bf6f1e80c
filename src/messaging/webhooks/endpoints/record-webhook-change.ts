import { type Acting, actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { AuditDetails } from '#platform/contract/audit.ts';
import type { AuditAction } from '#platform/contract/audit-actions.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { Handle } from '#platform/db/database.ts';

/** A step: writes down what was done to the endpoint of a mode; last in its transaction, as every such entry. */
export async function recordWebhookChange(
  tx: Handle,
  caller: Acting,
  action: Extract<AuditAction, `webhook.${string}`>,
  mode: Mode,
  details: AuditDetails,
  now: Date,
): Promise<void> {
  await recordAudit(
    tx,
    { ...actedBy(caller), action, target: { type: 'webhook', id: mode }, details: { mode, ...details } },
    now,
  );
}
