import type { AuditEntryAnswer } from '#platform/contract/audit.ts';
import type { AuditAction } from '#platform/contract/audit-actions.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';
import type { AuditLogRow } from './list-audit-log.ts';

export function showAuditEntry(row: AuditLogRow): AuditEntryAnswer {
  return {
    id: formatId('aud', row.id),
    sequence: row.sequence,
    action: row.action as AuditAction,
    actor: {
      type: row.actor.type,
      id: row.actor.id,
      name: row.person?.name ?? null,
      email: row.person?.email ?? null,
    },
    target: row.target,
    details: row.details,
    address: row.address,
    request_id: row.requestId,
    created_at: formatInstant(row.createdAt),
    previous_hash: row.previousHash.toString('hex'),
    hash: row.hash.toString('hex'),
  };
}
