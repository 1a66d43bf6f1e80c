import type { PayingContext } from '#paying/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { ConnectionAnswer } from '#platform/contract/connections.ts';
import { problem } from '#platform/contract/errors.ts';
import { askConnector, getConnector } from './ask-connector.ts';
import type { Connection } from './connection.ts';
import type { Connector, Credentials } from './connector.ts';
import { openCredentials } from './find-connections.ts';
import { getConnection } from './list-connections.ts';
import { selectCurrent, updateHealth } from './store.ts';

/**
 * Asks the provider whether it still takes the credentials, and keeps what it said.
 *
 * @throws 404, 409 `provider_not_connected`, 502 `provider_unreachable`, which changes nothing
 */
export async function checkConnection(
  context: PayingContext,
  caller: { readonly organizationId: string },
  provider: string,
  mode: Mode,
): Promise<ConnectionAnswer> {
  const { database, clock } = context;
  const connector = getConnector(context, provider);
  const all = await selectCurrent(database.handle, caller.organizationId, mode);
  const current = all.find((each) => each.provider === connector.name);
  if (!current) {
    throw problem('provider_not_connected', {
      detail: `${connector.label} is not connected in ${mode} mode; connect it first.`,
    });
  }
  const health = await healthOf(context, connector, current);
  await database.transaction((tx) => updateHealth(tx, current, health, clock.now()));
  return getConnection(context, caller, provider, mode);
}

type Health = Pick<Connection, 'status' | 'problem' | 'accountLabel'>;

async function healthOf(
  context: PayingContext,
  connector: Connector,
  connection: Connection,
): Promise<Health> {
  const failing = (problemNow: string): Health => ({
    status: 'failing',
    problem: problemNow,
    accountLabel: connection.accountLabel,
  });
  const credentials = await openOrNot(context, connection);
  if (!credentials) return failing('The stored keys cannot be read any more. Enter them again.');
  const { mode, settings } = connection;
  const outcome = await askConnector(context, connector, { mode, settings, credentials });
  if (outcome.kind === 'refused')
    return failing(`${outcome.faults[0].message} Enter the key again, or another one.`);
  if (outcome.accountId !== connection.accountId)
    return failing(
      `The keys lead to another account now, ${outcome.accountLabel}. Enter them again to use that one.`,
    );
  return { status: 'connected', problem: null, accountLabel: outcome.accountLabel };
}

async function openOrNot(
  { database, config }: PayingContext,
  connection: Connection,
): Promise<Credentials | undefined> {
  return openCredentials(database.handle, config.encryptionKeys, connection).catch(() => undefined);
}
