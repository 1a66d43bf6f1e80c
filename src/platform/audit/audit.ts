import { createHash } from 'node:crypto';
import type { ActorType, AuditDetail, AuditDetails } from '#platform/contract/audit.ts';
import type { AuditAction } from '#platform/contract/audit-actions.ts';
import { formatId, uuidv7 } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';

/** Who acted: a person (`usr_…`), a key (`key_…`), or nobody who is known. */
export type AuditActor = { readonly type: ActorType; readonly id: string | null };
/** What it was done to, by public id. */
export type AuditTarget = { readonly type: string; readonly id: string };

/** A change or sign-in to be written down. Never put a secret, a token or card data into `details`. */
export type NewAuditEntry = {
  readonly organizationId: string;
  readonly actor: AuditActor;
  readonly action: AuditAction;
  readonly target?: AuditTarget;
  readonly details?: AuditDetails;
  readonly address?: string | null;
  readonly requestId?: string | null;
};

export type AuditRow = {
  readonly organizationId: string;
  readonly sequence: number;
  readonly id: string;
  readonly actor: AuditActor;
  readonly action: string;
  readonly target: AuditTarget | null;
  readonly details: AuditDetails;
  readonly address: string | null;
  readonly requestId: string | null;
  readonly createdAt: Date;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
};

/** The end of a chain: what the next entry joins. */
export type ChainHead = { readonly sequence: number; readonly hash: Buffer; readonly createdAt: Date };

/** What the first entry of an organization joins. */
export const chainStart: ChainHead = { sequence: 0, hash: Buffer.alloc(32), createdAt: new Date(0) };

/**
 * The entry that joins a chain after `head`. Times and ids rise with the sequence, whatever the clocks of several
 * instances say, so that a list by id shows the order of the chain.
 */
export function nextRow(head: ChainHead, entry: NewAuditEntry, now: Date): AuditRow {
  const createdAt = now > head.createdAt ? now : new Date(head.createdAt.getTime() + 1);
  const content = {
    organizationId: entry.organizationId,
    sequence: head.sequence + 1,
    id: uuidv7(createdAt),
    actor: entry.actor,
    action: entry.action,
    target: entry.target ?? null,
    details: entry.details ?? {},
    address: entry.address ?? null,
    requestId: entry.requestId ?? null,
    createdAt,
  };
  return { ...content, previousHash: head.hash, hash: hashOf(head.hash, content) };
}

/** SHA-256 over the previous hash (32 bytes) and the canonical content (UTF-8). */
export function hashOf(previousHash: Buffer, content: Omit<AuditRow, 'hash' | 'previousHash'>): Buffer {
  return createHash('sha256').update(previousHash).update(canonicalContent(content), 'utf8').digest();
}

/** The entry as the API shows it, in JSON with sorted keys and without spaces: anybody can compute its hash. */
export function canonicalContent(row: Omit<AuditRow, 'hash' | 'previousHash'>): string {
  return canonicalJson({
    action: row.action,
    actor: { id: row.actor.id, type: row.actor.type },
    address: row.address,
    created_at: formatInstant(row.createdAt),
    details: row.details,
    id: formatId('aud', row.id),
    organization_id: formatId('org', row.organizationId),
    request_id: row.requestId,
    sequence: row.sequence,
    target: row.target && { id: row.target.id, type: row.target.type },
  });
}

function canonicalJson(value: AuditDetail): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`;
}
