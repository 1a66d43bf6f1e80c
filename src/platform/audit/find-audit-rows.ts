import type { Handle } from '#platform/db/database.ts';
import type { Page, PageRequest } from '#platform/db/page.ts';
import type { AuditRow, ChainHead } from './audit.ts';
import { type AuditFilter, selectAfter, selectHead, selectPage } from './store.ts';

export type { AuditFilter } from './store.ts';

/** A step: one page of an organization's audit log, newest first. */
export async function findAuditRows(
  handle: Handle,
  organizationId: string,
  page: PageRequest,
  filter: AuditFilter = {},
): Promise<Page<AuditRow>> {
  return selectPage(handle, organizationId, page, filter);
}

/** A step: a part of the chain, oldest first, for `verifyChain`. */
export async function readChain(
  handle: Handle,
  organizationId: string,
  afterSequence: number,
  limit: number,
): Promise<AuditRow[]> {
  return selectAfter(handle, organizationId, afterSequence, limit);
}

/** A step: what the chain ends with; `undefined` for an organization without entries. */
export async function readChainHead(handle: Handle, organizationId: string): Promise<ChainHead | undefined> {
  return selectHead(handle, organizationId);
}
