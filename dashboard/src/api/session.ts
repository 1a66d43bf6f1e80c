/**
 * The token lives in a cookie that script reads and attaches as a header; the API never looks at the cookie, so no
 * form of another site can act for the merchant.
 */
const cookieName = 'access_token';

type Listener = () => void;
const listeners = new Set<Listener>();

export function readToken(): string | undefined {
  const pair = document.cookie.split('; ').find((text) => text.startsWith(`${cookieName}=`));
  const value = pair?.slice(cookieName.length + 1);
  return value ? decodeURIComponent(value) : undefined;
}

/** Keeps the token until the session's latest end. */
export function keepToken(token: string, expiresAt: string): void {
  const expires = new Date(expiresAt).toUTCString();
  writeCookie(`${cookieName}=${encodeURIComponent(token)}; Expires=${expires}`);
}

export function forgetToken(): void {
  writeCookie(`${cookieName}=; Max-Age=0`);
}

function writeCookie(cookie: string): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is absent in some browsers and on plain http
  document.cookie = `${cookie}; Path=/; SameSite=Strict${secure}`;
}

/** Calls back when the server no longer knows the session; returns how to stop. */
export function onSessionEnd(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function tellSessionEnd(): void {
  for (const listener of listeners) listener();
}
