import type { PayingContext } from '#paying/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { ConnectionAnswer } from '#platform/contract/connections.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { type Connection, keptAfterwardsMs } from './connection.ts';
import type { Connector } from './connector.ts';
import type { SealedCredential } from './credentials.ts';

export type Known = {
  readonly connection: Connection;
  readonly credentials: readonly Pick<SealedCredential, 'field' | 'last4'>[];
  readonly payments: number;
  readonly refunds: number;
};

/** One provider in one mode as its row of the list, connected or not. */
export function showConnection(
  { config }: Pick<PayingContext, 'config'>,
  connector: Connector,
  mode: Mode,
  known: Known | undefined,
  position: number | null,
): ConnectionAnswer {
  const { name, label, fields, ways } = connector;
  const row = notConnected(name, label, mode);
  const credentials = Object.fromEntries(
    fields.map((field) => [field.name, credentialOf(field.name, known?.credentials ?? [])]),
  );
  if (!known) return { ...row, ways: [...ways], credentials };
  const { connection } = known;
  const isEnded = connection.status === 'disconnected';
  return {
    ...row,
    status: connection.status,
    account_label: connection.accountLabel,
    ways: [...ways],
    position: isEnded ? null : position,
    settings: { ...connection.settings },
    credentials,
    notification_url: connector.notifies && !isEnded ? notificationUrl(config, connection) : null,
    notification_status: connection.notificationStatus,
    last_notification_at: instant(connection.lastNotificationAt),
    checked_at: instant(connection.checkedAt),
    problem: connection.problem,
    disconnected_at: instant(connection.disconnectedAt),
    open_payments: known.payments,
    open_refunds: known.refunds,
    credentials_kept_until: keptUntil(known),
  };
}

/** A provider that needs no connection: it is always there, and has nothing to set but its place. */
export function showBuiltIn(
  { name, label }: { readonly name: string; readonly label: string },
  mode: Mode,
  position: number,
): ConnectionAnswer {
  return {
    ...notConnected(name, label, mode),
    status: 'connected',
    ways: [{ id: name, label }],
    position,
  };
}

function notConnected(provider: string, label: string, mode: Mode): ConnectionAnswer {
  return {
    provider,
    label,
    mode,
    status: 'not_connected',
    account_label: null,
    ways: [],
    position: null,
    settings: {},
    credentials: {},
    notification_url: null,
    notification_status: 'none',
    last_notification_at: null,
    checked_at: null,
    problem: null,
    disconnected_at: null,
    open_payments: 0,
    open_refunds: 0,
    credentials_kept_until: null,
  };
}

/** Where a provider tells of payments of one connection. */
export function notificationUrl(
  { publicUrl }: Pick<PayingContext['config'], 'publicUrl'>,
  { provider, id }: Pick<Connection, 'provider' | 'id'>,
): string {
  return `${publicUrl}/api/providers/${provider}/notifications/${formatId('con', id)}/`;
}

function credentialOf(field: string, credentials: Known['credentials']) {
  const found = credentials.find((each) => each.field === field);
  return { set: found !== undefined, last4: found?.last4 ?? null };
}

function keptUntil({ connection, credentials }: Known): string | null {
  if (!connection.disconnectedAt || connection.status !== 'disconnected' || credentials.length === 0)
    return null;
  return formatInstant(new Date(connection.disconnectedAt.getTime() + keptAfterwardsMs));
}

function instant(moment: Date | null): string | null {
  return moment && formatInstant(moment);
}
