import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import type { ApiKeyAnswer } from '#platform/contract/api-keys.ts';
import type { AuditDetails } from '#platform/contract/audit.ts';
import type { Handle } from '#platform/db/database.ts';
import type { SessionCaller } from '#platform/http/route.ts';

/** A step: writes down what happened to a key; its visible prefix tells it apart, the key itself is never kept. */
export async function recordKeyChange(
  tx: Handle,
  context: Context,
  caller: SessionCaller,
  action: 'api_key.created' | 'api_key.rotated' | 'api_key.revoked',
  key: ApiKeyAnswer,
  further: AuditDetails = {},
): Promise<void> {
  const { mode, name, prefix, scopes } = key;
  const details = { mode, name, prefix, scopes: [...scopes], ...further };
  const target = { type: 'api_key', id: key.id };
  await recordAudit(tx, { ...actedBy(caller), action, target, details }, context.clock.now());
}
