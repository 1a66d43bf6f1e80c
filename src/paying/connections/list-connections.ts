import type { PayingContext } from '#paying/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { ConnectionAnswer } from '#platform/contract/connections.ts';
import type { Handle } from '#platform/db/database.ts';
import { assert } from '#platform/kit/assert.ts';
import { type Connection, orderOf } from './connection.ts';
import { type Known, showBuiltIn, showConnection } from './show-connection.ts';
import { countOpen, selectCredentials, selectLatest } from './store.ts';

const modes: readonly Mode[] = ['live', 'sandbox'];

/** Every provider that this installation knows, once for each of its modes; those that buyers see first, in their order. */
export async function listConnections(
  context: PayingContext,
  { organizationId }: { readonly organizationId: string },
): Promise<ConnectionAnswer[]> {
  const known = await context.database.snapshot((handle) => readKnown(handle, organizationId));
  return modes.flatMap((mode) => showMode(context, mode, known));
}

/** The row of one provider in one mode. */
export async function getConnection(
  context: PayingContext,
  caller: { readonly organizationId: string },
  provider: string,
  mode: Mode,
): Promise<ConnectionAnswer> {
  const rows = await listConnections(context, caller);
  const row = rows.find((each) => each.provider === provider && each.mode === mode);
  assert(row, `There is no row of ${provider} in ${mode}.`);
  return row;
}

async function readKnown(handle: Handle, organizationId: string): Promise<Known[]> {
  const connections = await selectLatest(handle, organizationId);
  const ids = connections.map(({ id }) => id);
  if (ids.length === 0) return [];
  const [credentials, open] = await Promise.all([
    selectCredentials(handle, organizationId, ids),
    countOpen(handle, organizationId, ids),
  ]);
  return connections.map((connection) => {
    const { payments = 0, refunds = 0 } = open.find((each) => each.connectionId === connection.id) ?? {};
    return {
      connection,
      credentials: credentials.filter((each) => each.connectionId === connection.id),
      payments,
      refunds,
    };
  });
}

function showMode(
  { config, connectors, providers }: PayingContext,
  mode: Mode,
  known: readonly Known[],
): ConnectionAnswer[] {
  const builtIn = providers.builtIn(mode);
  const order = orderOf(
    builtIn.map(({ name }) => name),
    known.map(({ connection }) => connection).filter((each) => isCurrentIn(each, mode)),
  );
  const positionOf = (name: string) => order.indexOf(name) + 1;
  const rows = [
    ...builtIn.map((provider) => showBuiltIn(provider, mode, positionOf(provider.name))),
    ...connectors
      .filter((connector) => connector.modes.includes(mode))
      .map((connector) => {
        const own = known.find(
          ({ connection }) => connection.provider === connector.name && connection.mode === mode,
        );
        return showConnection({ config }, connector, mode, own, positionOf(connector.name) || null);
      }),
  ];
  const last = rows.length + 1;
  return rows.sort((first, second) => (first.position ?? last) - (second.position ?? last));
}

function isCurrentIn({ mode, status }: Connection, asked: Mode): boolean {
  return mode === asked && status !== 'disconnected';
}
