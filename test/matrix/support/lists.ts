import { type AnyRoute, allRoutes } from './routes.ts';

type Answer = { readonly properties?: Readonly<Record<string, unknown>> };

/** Routes that answer many rows at an address without parameters. */
export const listRoutes = allRoutes.filter(
  ({ method, path, contract }) =>
    method === 'GET' &&
    !path.includes(':') &&
    (contract.responses[200] as Answer | null)?.properties?.results !== undefined,
);

export function queryNames({ contract }: Pick<AnyRoute, 'contract'>): string[] {
  return Object.keys((contract.query as Answer | undefined)?.properties ?? {});
}
