import { routes } from '#app';
import type { Route } from '#platform/http/route.ts';
import { apiPermissions } from '#test/matrix/permissions/api.ts';
import type { Permission } from '#test/matrix/permissions/permission.ts';

/** A route with whatever context it has: the generated tests only read it. */
export type AnyRoute = Route<never>;

export const allRoutes = routes as readonly AnyRoute[];

export function nameOf(route: Pick<AnyRoute, 'method' | 'path'>): string {
  return `${route.method} ${route.path}`;
}

/** Whether the API document speaks about it; images and the aliases of a path have rules of their own. */
export function isApi(route: Pick<AnyRoute, 'path'>): boolean {
  return route.path.startsWith('/api/') || route.path === '/checkout/create/';
}

/** What the table says about a route. One that it leaves out is told by `permissions.test.ts`, and tried nowhere else. */
export function permissionOf(route: Pick<AnyRoute, 'method' | 'path'>): Permission {
  return apiPermissions[nameOf(route)] ?? {};
}

/** How one may come in, by the table. */
export function doorOf(
  route: Pick<AnyRoute, 'method' | 'path'>,
): 'public' | 'session' | 'api-key' | 'session-or-api-key' {
  const { role, scope } = permissionOf(route);
  if (role && scope) return 'session-or-api-key';
  if (role) return 'session';
  return scope ? 'api-key' : 'public';
}

/** Routes that a dashboard session opens, and those that an API key opens. */
export const sessionRoutes = allRoutes.filter((route) => permissionOf(route).role !== undefined);
export const keyRoutes = allRoutes.filter((route) => permissionOf(route).scope !== undefined);
export const protectedRoutes = allRoutes.filter((route) => doorOf(route) !== 'public');
export const publicRoutes = allRoutes.filter(
  (route) => nameOf(route) in apiPermissions && doorOf(route) === 'public' && isApi(route),
);
