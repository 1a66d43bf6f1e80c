import type { User } from '#merchants/accounts/account.ts';
import { findUsers } from '#merchants/accounts/find-user.ts';
import type { AuditRow } from '#platform/audit/audit.ts';
import { findAuditRows } from '#platform/audit/find-audit-rows.ts';
import type { Context } from '#platform/context.ts';
import type { AuditListQuery } from '#platform/contract/audit.ts';
import { type Page, readPageRequest } from '#platform/db/page.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { parseId } from '#platform/kit/ids.ts';

/** An entry with the person who acted, as they are called now. */
export type AuditLogRow = AuditRow & { readonly person: User | undefined };

/** What was done in the caller's organization, newest first, with the names of those who did it. */
export async function listAuditLog(
  { database }: Context,
  { organizationId }: SessionCaller,
  query: AuditListQuery,
): Promise<Page<AuditLogRow>> {
  const request = readPageRequest(query);
  return database.transaction(async (tx) => {
    const { rows, ...ends } = await findAuditRows(tx, organizationId, request, query.action);
    const userIds = rows.flatMap(({ actor }) => parseId('usr', actor.id) ?? []);
    const people = await findUsers(tx, [...new Set(userIds)]);
    return {
      ...ends,
      rows: rows.map((row) => ({ ...row, person: people.get(parseId('usr', row.actor.id) ?? '') })),
    };
  });
}
