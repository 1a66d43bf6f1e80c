import { routes } from '#app';
import { type Role, type Route, roles } from '#platform/http/route.ts';

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

/** Routes that a dashboard session opens, and those that an API key opens. */
export const sessionRoutes = allRoutes.filter(
  ({ auth }) => auth === 'session' || auth === 'session-or-api-key',
);
export const keyRoutes = allRoutes.filter(({ auth }) => auth === 'api-key' || auth === 'session-or-api-key');
export const protectedRoutes = allRoutes.filter(({ auth }) => auth !== 'public');
export const publicRoutes = allRoutes.filter((route) => route.auth === 'public' && isApi(route));

/** From the least to the most powerful; a route without a role is for every member. */
export function roleSuffices(role: Role, route: Pick<AnyRoute, 'role'>): boolean {
  return roles.indexOf(role) >= roles.indexOf(route.role ?? 'viewer');
}
