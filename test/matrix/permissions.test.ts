import { describe, expect, it } from 'vitest';
import { auditActions } from '#platform/contract/audit-actions.ts';
import { roles as rolesOfServer } from '#platform/contract/roles.ts';
import { scopes as scopesOfServer } from '#platform/http/route.ts';
import { apiPermissions } from './permissions/api.ts';
import { pagePermissions } from './permissions/pages.ts';
import { type Permission, roles, scopes } from './permissions/permission.ts';
import { type AnyRoute, allRoutes, nameOf } from './support/routes.ts';

const known = { ...apiPermissions, ...pagePermissions };

/** The line that a route's own values amount to, for whoever has to decide whether that is right. */
function lineFor(route: AnyRoute): string {
  const { role, scope, auth, limit, method, idempotent } = route;
  const parts = [
    ...(auth.startsWith('session') ? [`role: '${role ?? 'viewer'}'`] : []),
    ...(scope ? [`scope: '${scope}'`] : []),
    ...(limit ? [`limit: '${limit === 'api' ? 'key' : limit}'`] : []),
    ...(asksForMode(route) ? [`mode: 'asked'`] : []),
    ...(idempotent ? ['idempotent: true'] : []),
    ...(method === 'GET' ? [] : [`audit: ['…'] or unrecorded`]),
  ];
  return `'${nameOf(route)}': { ${parts.join(', ')} },`;
}

/** Whether a caller may name the mode, in the query or the body. */
function asksForMode({ contract }: AnyRoute): boolean {
  return [contract.query, contract.body].some(
    (schema) => (schema as { properties?: object } | undefined)?.properties?.['mode' as never] !== undefined,
  );
}

/** Reads that leave a mark: what was fetched once is not fetched again unasked. */
const marks = new Set(['GET /api/organization/bank-refunds.xml']);

describe('the table of who may do what, written by hand,', () => {
  it('has a row for every route of the API', () => {
    const missing = allRoutes.filter((route) => !apiPermissions[nameOf(route)]);
    const told = missing.map(
      (route) => `If the contract agrees, add to test/matrix/permissions/api.ts: ${lineFor(route)}`,
    );
    expect(told).toEqual([]);
  });

  it('has a route for every row of the API', () => {
    const names = new Set(allRoutes.map(nameOf));
    const gone = Object.keys(apiPermissions).filter((name) => !names.has(name));
    expect(gone.map((name) => `Nothing serves ${name}: take its row out of permissions/api.ts.`)).toEqual([]);
  });

  it('says of every change whether it is written down, by words that the log has', () => {
    const rows = Object.entries(known);
    const reads = (name: string) => name.startsWith('GET ') && !marks.has(name);
    expect(rows.filter(([name, { audit }]) => reads(name) !== (audit === undefined))).toEqual([]);
    const words = rows.flatMap(([, { audit = [] }]) => audit);
    expect(words.filter((word) => !auditActions.includes(word as never))).toEqual([]);
  });

  it('knows the roles and scopes that the server knows', () => {
    expect(roles).toEqual(rolesOfServer);
    expect(scopes).toEqual(scopesOfServer);
  });
});

const rows = allRoutes
  .filter((route) => apiPermissions[nameOf(route)])
  .map((route) => [nameOf(route), route, apiPermissions[nameOf(route)] as Permission] as const);

describe.each(rows)('%s', (_, route, row) => {
  it('lets in whom the table lets in', () => {
    const door =
      row.role && row.scope ? 'session-or-api-key' : row.role ? 'session' : row.scope ? 'api-key' : 'public';
    expect(route.auth).toBe(door);
    // A member without any role is none, so a route that names none is for every member.
    expect(route.role ?? (row.role ? 'viewer' : undefined)).toBe(row.role);
    expect(route.scope).toBe(row.scope);
  });

  it('asks for a fresh proof where the table says so', () => {
    expect(route.proof).toBe(row.proof);
  });

  it('is limited, keeps modes apart and takes a key of idempotency as the table says', () => {
    const codes = route.contract.errors ?? [];
    const isLimited = route.limit !== undefined || codes.includes('rate_limited');
    expect([isLimited, row.limit], `give its row in permissions/api.ts the limit`).toEqual([
      row.limit !== undefined,
      row.limit,
    ]);
    if (route.limit) expect(route.limit === 'api' ? 'key' : route.limit).toBe(row.limit);
    expect([asksForMode(route), row.mode], `give its row in permissions/api.ts the mode`).toEqual([
      row.mode === 'asked' || (row.mode === 'key' && route.contract.query !== undefined),
      row.mode,
    ]);
    expect(route.idempotent).toBe(row.idempotent ?? false);
  });
});
