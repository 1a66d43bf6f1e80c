import { useEffect, useSyncExternalStore } from 'react';
import type { Mode } from '../../src/platform/contract/common.ts';

/** Which of the two books this browser looks at, by organization; an address may ask for one by `?mode=`. */
const asked = readMode(new URLSearchParams(location.search).get('mode'));
const listeners = new Set<() => void>();

let current: Mode = asked ?? 'sandbox';
let owner: string | undefined;

/** For the questions of `api/`; screens take `useMode`. */
export function currentMode(): Mode {
  return current;
}

export function useMode(): Mode {
  return useSyncExternalStore(subscribe, currentMode);
}

/** What was looked at last in this organization; at first live, once it can be sold for real money. */
export function settleMode({ id, live_mode: isLive }: { id: string; live_mode: boolean }): void {
  if (id === owner) return;
  const isFirst = owner === undefined;
  owner = id;
  show((isFirst ? asked : undefined) ?? readMode(kept(id)) ?? (isLive ? 'live' : 'sandbox'));
}

export function switchMode(mode: Mode): void {
  try {
    if (owner) localStorage.setItem(keyOf(owner), mode);
  } catch {
    // Storage may be forbidden; then the choice lasts no longer than the page.
  }
  show(mode);
}

/** What is on the screen belongs to one of the books, so that one is looked at. */
export function useModeOf(shown: Mode | undefined): void {
  useEffect(() => {
    if (shown) switchMode(shown);
  }, [shown]);
}

function show(mode: Mode): void {
  if (mode === current) return;
  current = mode;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readMode(text: string | null): Mode | undefined {
  return text === 'live' || text === 'sandbox' ? text : undefined;
}

const keyOf = (organizationId: string) => `mode:${organizationId}`;

function kept(organizationId: string): string | null {
  try {
    return localStorage.getItem(keyOf(organizationId));
  } catch {
    return null;
  }
}
