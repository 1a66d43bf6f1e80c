import { bareServer } from './bare-server.ts';
import type { RoleName } from './child.ts';
import { loadGenerator } from './load-generator.ts';
import { receiver } from './receiver.ts';
import { routeWithoutDatabase } from './route-without-database.ts';
import { sqlClient } from './sql-client.ts';

const roles: Readonly<Record<RoleName, () => void>> = {
  'child:load-generator': loadGenerator,
  'child:bare-server': bareServer,
  'child:route-without-database': routeWithoutDatabase,
  'child:sql-client': sqlClient,
  'child:receiver': receiver,
};

/** What this process has to be when its first argument is a role. */
export function roleOf(name: string | undefined): (() => void) | undefined {
  return name !== undefined && Object.hasOwn(roles, name) ? roles[name as RoleName] : undefined;
}
