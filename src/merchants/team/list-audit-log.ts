import type { User } from '#merchants/accounts/account.ts';
import { findUsers } from '#merchants/accounts/find-user.ts';
import type { AuditRow } from '#platform/audit/audit.ts';
import { type AuditFilter, findAuditRows } from '#platform/audit/find-audit-rows.ts';
import type { Context } from '#platform/context.ts';
import type { AuditListQuery } from '#platform/contract/audit.ts';
import { auditActions } from '#platform/contract/audit-actions.ts';
import { problem } from '#platform/contract/errors.ts';
import type { Handle } from '#platform/db/database.ts';
import { type Page, type PageRequest, readPageRequest } from '#platform/db/page.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { canonicalId, parseId } from '#platform/kit/ids.ts';
import { parseInstant } from '#platform/kit/time.ts';

/** An entry with the person who acted, as they are called now. */
export type AuditLogRow = AuditRow & { readonly person: User | undefined };

/**
 * What was done in the caller's organization, newest first, with the names of those who did it.
 *
 * @throws 400 `invalid_time`, `invalid_cursor`
 */
export async function listAuditLog(
  { database }: Context,
  { organizationId }: Pick<SessionCaller, 'organizationId'>,
  query: AuditListQuery,
): Promise<Page<AuditLogRow>> {
  const request = readPageRequest(query);
  const filter = readAuditFilter(query);
  return database.transaction(async (tx) => findNamedRows(tx, organizationId, request, filter));
}

/** A step: a page of the log with the names that people have now. */
export async function findNamedRows(
  handle: Handle,
  organizationId: string,
  request: PageRequest,
  filter: AuditFilter,
): Promise<Page<AuditLogRow>> {
  const { rows, ...ends } = await findAuditRows(handle, organizationId, request, filter);
  const userIds = rows.flatMap(({ actor }) => parseId('usr', actor.id) ?? []);
  const people = await findUsers(handle, [...new Set(userIds)]);
  return {
    ...ends,
    rows: rows.map((row) => ({ ...row, person: people.get(parseId('usr', row.actor.id) ?? '') })),
  };
}

/** @throws 400 `invalid_time` */
export function readAuditFilter({ action, area, actor, about, ...span }: AuditListQuery): AuditFilter {
  const ofArea = area && auditActions.filter((each) => each.startsWith(`${area}.`));
  const actions = action ? [action].filter((each) => !ofArea || ofArea.includes(each)) : ofArea;
  const from = readInstant(span.created_after, 'created_after');
  const until = readInstant(span.created_before, 'created_before');
  return {
    ...(actions ? { actions } : {}),
    ...(actor
      ? actor.includes('_') && actor !== 'api_key'
        ? { actorId: canonicalId(actor) }
        : { actorType: actor }
      : {}),
    ...(about ? { targetId: canonicalId(about.trim()) } : {}),
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
  };
}

function readInstant(text: string | undefined, field: string): Date | undefined {
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  if (instant) return instant;
  throw problem('invalid_time', {
    detail: `Give ${field} as RFC 3339 with an offset, such as 2026-01-31T09:00:00Z.`,
    field,
  });
}
