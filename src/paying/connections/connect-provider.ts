import { isDeepStrictEqual } from 'node:util';
import { holdOrganization, keepLiveProviders } from '#merchants/organizations/live-providers.ts';
import type { PayingContext } from '#paying/context.ts';
import type { Acting } from '#platform/audit/record-audit.ts';
import type { AuditDetails } from '#platform/contract/audit.ts';
import type { ConnectionAnswer, ConnectionPut } from '#platform/contract/connections.ts';
import { problem } from '#platform/contract/errors.ts';
import type { Handle } from '#platform/db/database.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { askConnector, getConnector, registerAtConnector } from './ask-connector.ts';
import type { Connection } from './connection.ts';
import type { CheckOutcome, Connector, Credentials, Fault, Settings } from './connector.ts';
import { sealCredentials } from './credentials.ts';
import { openCredentials } from './find-connections.ts';
import { getConnection } from './list-connections.ts';
import { recordConnectionChange } from './record-connection-change.ts';
import { requireSafeInstance } from './require-safe-instance.ts';
import { notificationUrl } from './show-connection.ts';
import { countLive, replaceCredentials, saveConnection, selectCurrent, selectFormer } from './store.ts';

type Account = Extract<CheckOutcome, { kind: 'accepted' }>;

/**
 * Connects a provider in a mode, or changes credentials and settings of one that is. The provider is asked first, outside of any
 * transaction; what is stored is exactly what it took. Another account is another connection: the former one is disconnected, and
 * what is open there is still resolved.
 *
 * @throws 400 `invalid_credentials`, `wrong_key_mode`, `required` or `invalid_value` naming the field, 404,
 *   409 `instance_unsafe`, 502 `provider_unreachable`
 */
export async function connectProvider(
  context: PayingContext,
  caller: Acting,
  provider: string,
  input: ConnectionPut,
): Promise<ConnectionAnswer> {
  const { mode } = input;
  const connector = getConnector(context, provider);
  if (!connector.modes.includes(mode)) throw modeNotServed(connector, mode);
  if (mode === 'live') requireSafeInstance(context.config);
  const before = await findCurrent(context.database.handle, caller.organizationId, connector, mode);
  const sent = readSent(connector, input.credentials ?? {});
  const settings = readSettings(connector, input.settings ?? before?.settings ?? {});
  const stored = before ? await readStored(context, before) : {};
  const tried = { ...stored, ...sent };
  requireWhole(connector, tried);
  const account = await askConnector(context, connector, { mode, credentials: tried, settings });
  if (account.kind === 'refused') throw refused(account.faults);
  // Nothing of another account goes along.
  const isSame = before?.accountId === account.accountId;
  if (!isSame) requireWhole(connector, sent);
  const known = isSame
    ? before
    : await selectFormer(context.database.handle, {
        organizationId: caller.organizationId,
        mode,
        provider: connector.name,
        accountId: account.accountId,
      });
  const id = known?.id ?? uuidv7(context.clock.now());
  const given = isSame ? tried : sent;
  const registered = await registerAtConnector(context, connector, {
    mode,
    credentials: given,
    settings,
    notificationUrl: notificationUrl(context.config, { provider, id }),
  });
  if (registered.kind === 'refused') throw refused(registered.faults);
  const credentials = { ...given, ...registered.credentials };
  await context.database.transaction((tx) =>
    save(tx, context, caller, { id, connector, mode, account, settings, credentials, sent }),
  );
  return getConnection(context, caller, provider, mode);
}

type Saving = {
  /** Of the connection, unless the account was connected by somebody else meanwhile. */
  readonly id: string;
  readonly connector: Connector;
  readonly mode: ConnectionPut['mode'];
  readonly account: Account;
  readonly settings: Settings;
  readonly credentials: Credentials;
  readonly sent: Credentials;
};

async function save(
  tx: Handle,
  context: PayingContext,
  caller: Acting,
  { id, connector, mode, account, settings, credentials, sent }: Saving,
): Promise<void> {
  const { organizationId } = caller;
  const now = context.clock.now();
  await holdOrganization(tx, organizationId);
  const all = await selectCurrent(tx, organizationId, mode);
  const current = all.find(({ provider }) => provider === connector.name);
  const { accountId, accountLabel } = account;
  const isSame = current?.accountId === accountId;
  if (current && !isSame)
    await saveConnection(tx, { ...current, status: 'disconnected', disconnectedAt: now, updatedAt: now });
  const former = isSame
    ? current
    : await selectFormer(tx, { organizationId, mode, provider: connector.name, accountId });
  const last = Math.max(0, ...all.map(({ position }) => position));
  const connection: Connection = {
    ...(former ?? { ...blank(organizationId, connector, mode, now), id }),
    status: 'connected',
    position: current?.position ?? last + 1,
    accountId,
    accountLabel,
    settings,
    checkedAt: now,
    problem: null,
    updatedAt: now,
    disconnectedAt: null,
  };
  await saveConnection(tx, connection);
  const owner = { organizationId, connectionId: connection.id, provider: connector.name };
  const sealed = sealCredentials(context.config.encryptionKeys, credentials, owner);
  await replaceCredentials(tx, connection, sealed);
  if (mode === 'live') await keepLiveProviders(tx, organizationId, await countLive(tx, organizationId));
  const details = { account: accountLabel, credentials: Object.keys(sent), ...changesOf(current, settings) };
  await recordConnectionChange(
    tx,
    caller,
    isSame ? 'provider.updated' : 'provider.connected',
    connection,
    current && !isSame ? { ...details, replaced: current.accountLabel } : details,
    now,
  );
}

function blank(
  organizationId: string,
  { name, notifies }: Connector,
  mode: ConnectionPut['mode'],
  now: Date,
): Pick<
  Connection,
  'organizationId' | 'mode' | 'provider' | 'notificationStatus' | 'lastNotificationAt' | 'createdAt'
> {
  return {
    organizationId,
    mode,
    provider: name,
    notificationStatus: notifies ? 'waiting' : 'none',
    lastNotificationAt: null,
    createdAt: now,
  };
}

function changesOf(before: Connection | undefined, after: Settings): AuditDetails {
  const names = Object.keys(after).filter((name) => !isDeepStrictEqual(before?.settings[name], after[name]));
  return {
    settings: Object.fromEntries(
      names.map((name) => [name, { from: asDetail(before?.settings[name]), to: asDetail(after[name]) }]),
    ),
  };
}

function asDetail(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === undefined || value === null ? null : JSON.stringify(value);
}

async function findCurrent(
  handle: Handle,
  organizationId: string,
  { name }: Connector,
  mode: ConnectionPut['mode'],
): Promise<Connection | undefined> {
  return (await selectCurrent(handle, organizationId, mode)).find(({ provider }) => provider === name);
}

/** Credentials that cannot be read any more are asked for again. */
async function readStored({ database, config }: PayingContext, connection: Connection): Promise<Credentials> {
  return openCredentials(database.handle, config.encryptionKeys, connection).catch(() => ({}));
}

function readSent({ label, fields }: Connector, sent: Credentials): Credentials {
  for (const name of Object.keys(sent)) {
    if (fields.some((field) => field.name === name)) continue;
    const known = fields.map((field) => field.name).join(', ') || 'none';
    throw problem('unknown_field', {
      detail: `${label} takes no credential ${name}. It takes: ${known}. Nothing was changed.`,
      field: `credentials.${name}`,
    });
  }
  const typed = Object.entries(sent).map(([name, value]) => [name, value.trim()] as const);
  return Object.fromEntries(typed.filter(([, value]) => value !== ''));
}

function requireWhole({ label, fields }: Connector, credentials: Credentials): void {
  const missing = fields.filter(({ name, isOptional }) => !isOptional && credentials[name] === undefined);
  if (missing.length === 0) return;
  const errors = missing.map((field) => ({
    field: `credentials.${field.name}`,
    code: 'required',
    message: `Give the ${field.label} of your account at ${label}.`,
  }));
  throw problem('required', { detail: errors[0]?.message ?? '', errors });
}

function readSettings(connector: Connector, sent: Settings): Settings {
  const read = (connector.readSettings ?? noSettings(connector))(sent);
  if ('settings' in read) return read.settings;
  throw withFaults(read.faults, 'settings');
}

/** Of a provider that has none: whatever is sent is unknown. */
function noSettings({ label }: Connector): NonNullable<Connector['readSettings']> {
  return (sent) => {
    const faults = Object.keys(sent).map((name): Fault => {
      return { field: name, message: `${label} has no setting ${name}.`, code: 'unknown_field' };
    });
    return faults.length > 0 ? { faults } : { settings: {} };
  };
}

function refused(faults: readonly Fault[]) {
  return withFaults(faults, 'credentials', 400);
}

function withFaults(faults: readonly Fault[], place: 'credentials' | 'settings', status?: number) {
  const [first] = faults;
  const { code, message } = first ?? { code: 'invalid_value' as const, message: '' };
  const errors = faults.map((fault) => ({ ...fault, field: `${place}.${fault.field}` }));
  return problem(code, {
    detail: message,
    errors: errors.map(({ field, code: each, message: said }) => ({ field, code: each, message: said })),
    ...(status === undefined ? {} : { status }),
  });
}

function modeNotServed({ label, modes }: Connector, mode: string) {
  return problem('invalid_value', {
    detail: `${label} does not serve the mode ${mode}. It serves: ${modes.join(', ')}.`,
    field: 'mode',
  });
}
