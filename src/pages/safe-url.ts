import { parseHttpUrl } from '#platform/kit/http-url.ts';

// Preact escapes attributes but lets `javascript:` through, so every address passes one of these at render.

/** An http(s) address for a link, or `undefined`: then the link is left out. */
export function webAddress(url: string | null): string | undefined {
  return url === null ? undefined : parseHttpUrl(url)?.href;
}

/**
 * An http(s) address to leave for, as it was written: whoever made it may have signed its bytes. Providers' addresses are
 * long, and the way back has the outcome appended.
 */
export function leavingAddress(url: string): { readonly url: string; readonly host: string } | undefined {
  const parsed = parseHttpUrl(url, { maximumLength: 16_384 });
  return parsed && { url, host: parsed.host };
}

/** A path on this site, which no browser can read as another host; or `undefined`. */
export function ownPath(path: string | null): string | undefined {
  return path !== null && /^\/(?![/\\])[^\s\\\p{Cc}]*$/u.test(path) ? path : undefined;
}

/** A path of ours, or an http(s) address. */
export function linkTarget(url: string | null): string | undefined {
  return ownPath(url) ?? webAddress(url);
}

/** An image we serve ourselves; the page's policy lets no other be shown. */
export function ownImage(url: string | null, publicUrl: string): string | undefined {
  const path = url?.startsWith(`${publicUrl}/`) ? url.slice(publicUrl.length) : url;
  return ownPath(path ?? null);
}

/** A `mailto:` address, with everything that could add headers encoded. */
export function mailAddress(email: string | null): string | undefined {
  const parts = /^([^\s@]+)@([^\s@]+)$/.exec(email ?? '');
  return parts
    ? `mailto:${encodeURIComponent(parts[1] ?? '')}@${encodeURIComponent(parts[2] ?? '')}`
    : undefined;
}

/** The host of an http(s) address, for naming where a link goes. */
export function hostOf(url: string | null): string | undefined {
  return url === null ? undefined : parseHttpUrl(url)?.host;
}
