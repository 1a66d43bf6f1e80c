import { adoptToken, readToken, sessionMark, tellSessionEnd, tokenOfOthers } from './session.ts';
import type { Account } from './types.ts';

type Listener = () => void;

let isStopped = false;
const listeners = new Set<Listener>();

/** Whether this tab has stopped, because the browser is signed in as somebody else, or for another organization. */
export function isTabStopped(): boolean {
  return isStopped;
}

export function onTabStop(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Compares the session of this tab with the one that the browser has now, and stops the tab when they are of two people
 * or two organizations. What a tab sends carries its own token, so that nothing of it ever reaches the other session.
 *
 * @param ask who a token is of; `undefined` when it is good for nothing
 * @returns whether the tab may go on
 */
export async function holdSession(ask: (token: string) => Promise<Account | undefined>): Promise<boolean> {
  if (isStopped) return false;
  const other = tokenOfOthers();
  if (other === undefined) return true;
  if (other === '') {
    tellSessionEnd();
    return false;
  }
  const own = readToken();
  const [mine, theirs] = await Promise.all([known ?? (own ? ask(own) : undefined), ask(other)]);
  if (mine && theirs && mine.user.id === theirs.user.id && mine.organization.id === theirs.organization.id) {
    adoptToken(other);
    return true;
  }
  isStopped = true;
  for (const listener of listeners) listener();
  return false;
}

type Known = { readonly user: { readonly id: string }; readonly organization: { readonly id: string } };
let known: Known | undefined;

/** Remembers who this tab is open for. */
export function rememberAccount(account: Known): void {
  known = account;
}

/** Forgets it: somebody else signs in, in this tab. */
export function forgetAccount(): void {
  known = undefined;
}

const cookieWaitsMs = [0, 500, 2000];

/** Looks when the tab is looked at, and when another tab signs in or out. */
export function watchSession(look: () => void): void {
  addEventListener('focus', look);
  addEventListener('pageshow', look);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look());
  addEventListener('storage', ({ key }) => {
    if (key !== sessionMark) return;
    // The mark may be here before the cookie is, which the browser takes along another way.
    for (const waitMs of cookieWaitsMs) setTimeout(look, waitMs);
  });
}
