import type { Provider, Providers } from '#paying/providers/port.ts';
import type { WayAnswer } from '#platform/contract/checkouts.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { Currency } from '#platform/kit/money.ts';
import type { Settings } from './connector.ts';

/** For how long a choice keeps its checkout open, and whether it keeps its place meanwhile. */
export type Hold = { readonly days: number; readonly keepsPlace: boolean };

/** A connection that takes new payments, in the merchant's order. The sandbox has one only where it was ordered. */
export type OfferedConnection = {
  readonly id: string;
  readonly provider: string;
  readonly settings: Settings;
};

/** A way to pay a checkout. */
export type Way = {
  readonly provider: Provider;
  /** Null for a provider that needs none. */
  readonly connectionId: string | null;
  readonly hold: Hold | null;
};

/**
 * The ways to pay in a mode and a currency, in the order in which buyers see them. Providers that need no connection stand first
 * until the merchant has given them a place.
 */
export function waysOf(
  providers: Providers,
  connections: readonly OfferedConnection[],
  { mode, currency }: { readonly mode: Mode; readonly currency: Currency },
): Way[] {
  const builtIn = providers.builtIn(mode);
  const placed = new Set(connections.map(({ provider }) => provider));
  const unplaced = builtIn.filter(({ name }) => !placed.has(name)).map((provider) => without(provider));
  const connected = connections.flatMap(({ id, provider: name, settings }): Way[] => {
    const own = builtIn.find((provider) => provider.name === name);
    if (own) return [without(own)];
    const provider = providers.byName(name);
    return provider?.modes.includes(mode) ? [{ provider, connectionId: id, hold: holdOf(settings) }] : [];
  });
  return [...unplaced, ...connected].filter(({ provider }) =>
    provider.capabilities.currencies.includes(currency),
  );
}

/** Of the settings of a provider whose payments are waited for; of others there is none. */
function holdOf({ hold_days: days, holds_place: keepsPlace = true }: Settings): Hold | null {
  return typeof days === 'number' ? { days, keepsPlace: keepsPlace === true } : null;
}

function without(provider: Provider): Way {
  return { provider, connectionId: null, hold: null };
}

export function showWay({ provider }: Way): WayAnswer {
  return { id: provider.name, provider: provider.name, label: provider.label, kind: provider.kind };
}
