import type { Mode } from '#platform/contract/common.ts';
import type { Settings } from './connector.ts';

/** An organization's account with a provider, in one mode. */
export type Connection = {
  readonly organizationId: string;
  readonly id: string;
  readonly mode: Mode;
  /** Of a provider that needs no connection the row only remembers its place. */
  readonly provider: string;
  /** `failing`: the provider refuses the credentials. No new attempt begins there, nor where it is disconnected. */
  readonly status: 'connected' | 'failing' | 'disconnected';
  readonly position: number;
  readonly accountId: string | null;
  readonly accountLabel: string | null;
  readonly settings: Settings;
  readonly notificationStatus: 'none' | 'waiting' | 'received' | 'failing';
  readonly lastNotificationAt: Date | null;
  readonly checkedAt: Date | null;
  readonly problem: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly disconnectedAt: Date | null;
};

type Placed = Pick<Connection, 'provider' | 'position'>;

/**
 * The providers of one mode in the order in which buyers see them.
 *
 * @param builtIn those that need no connection; they come first until they are moved
 * @param current what is not disconnected
 */
export function orderOf(builtIn: readonly string[], current: readonly Placed[]): string[] {
  const placed = [...current]
    .sort((first, second) => first.position - second.position || (first.provider < second.provider ? -1 : 1))
    .map(({ provider }) => provider);
  return [...builtIn.filter((name) => !placed.includes(name)), ...placed];
}

/** An order after these were put first; the others follow as they stood. */
export function reorder(order: readonly string[], first: readonly string[]): string[] {
  return [...first, ...order.filter((name) => !first.includes(name))];
}

/** For how long credentials are kept after the end, for what is still open there. */
export const keptAfterwardsMs = 180 * 86_400_000;
