import { newKey } from '@/lib/new-key.ts';

/**
 * The token lives in a cookie that script reads and attaches as a header; the API never looks at the cookie, so no
 * form of another site can act for the merchant.
 */
const cookieName = 'access_token';

type Listener = () => void;
const listeners = new Set<Listener>();

/** The cookie is everybody's, the token of a tab its own: it acts for the session that it was opened with, to the end. */
let held: string | undefined;

export function readToken(): string | undefined {
  held ??= readCookie();
  return held;
}

function readCookie(): string | undefined {
  const pair = document.cookie.split('; ').find((text) => text.startsWith(`${cookieName}=`));
  const value = pair?.slice(cookieName.length + 1);
  return value ? decodeURIComponent(value) : undefined;
}

/** The token that the cookie has now, when it is no longer this tab's; empty when somebody signed out elsewhere. */
export function tokenOfOthers(): string | undefined {
  const token = readCookie() ?? '';
  return held === undefined || token === held ? undefined : token;
}

/** Goes on with the session that the cookie has now: of the same person in the same organization. */
export function adoptToken(token: string): void {
  held = token;
}

/** Keeps the token until the session's latest end. */
export function keepToken(token: string, expiresAt: string): void {
  const expires = new Date(expiresAt).toUTCString();
  held = token;
  writeCookie(`${cookieName}=${encodeURIComponent(token)}; Expires=${expires}`);
  tellOtherTabs();
}

/** Leaves the cookie alone when it is another session's by now. */
export function forgetToken(): void {
  const isOthers = Boolean(tokenOfOthers());
  held = undefined;
  if (isOthers) return;
  writeCookie(`${cookieName}=; Max-Age=0`);
  tellOtherTabs();
}

/** What is written here only makes an event in every other tab of this browser. */
export const sessionMark = 'session-changed';

function tellOtherTabs(): void {
  try {
    localStorage.setItem(sessionMark, newKey());
  } catch {
    // They notice when they are looked at, or asked to do something.
  }
}

function writeCookie(cookie: string): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is absent in some browsers and on plain http
  document.cookie = `${cookie}; Path=/; SameSite=Strict${secure}`;
}

const deviceKey = 'device-token';

/** What this device is known by at the next sign-in, so that wrong tries of others do not keep it out. It opens nothing. */
export function readDeviceToken(): string | undefined {
  try {
    return localStorage.getItem(deviceKey) ?? undefined;
  } catch {
    // Browsers may refuse to keep anything; the address is known as well.
    return undefined;
  }
}

/** Outlives signing out: it is the device that is known, not whoever sits at it. */
export function keepDeviceToken(token: string): void {
  try {
    localStorage.setItem(deviceKey, token);
  } catch {
    // As above.
  }
}

/** Calls back when the server no longer knows the session; returns how to stop. */
export function onSessionEnd(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function tellSessionEnd(): void {
  for (const listener of listeners) listener();
}
