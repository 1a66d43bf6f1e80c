export type HttpUrlOptions = {
  /** Of the text and of its normalized form; 2048 by default. */
  readonly maximumLength?: number;
  readonly httpsOnly?: boolean;
};

// Parsers disagree on white space, control characters and backslashes, which is how a check is slipped past.
const ambiguousCharacter = /[\p{Cc}\p{Cs}\p{Z}\s\\]/u;
const httpStart = /^(https?):\/\/([^/?#]+)/i;

/**
 * An absolute http or https URL without user info, or `undefined`. The only door through which a merchant's or
 * a caller's URL comes in: what passes can be shown as a link, and its origin is what every browser would see.
 */
export function parseHttpUrl(text: unknown, options: HttpUrlOptions = {}): URL | undefined {
  const maximumLength = options.maximumLength ?? 2048;
  if (typeof text !== 'string' || text.length > maximumLength || ambiguousCharacter.test(text)) {
    return undefined;
  }
  const [, scheme, authority] = httpStart.exec(text) ?? [];
  if (scheme === undefined || authority === undefined || authority.includes('@')) return undefined;
  if (options.httpsOnly && scheme.toLowerCase() !== 'https') return undefined;
  const url = parseUrl(text);
  return url && url.href.length <= maximumLength ? url : undefined;
}

/** Scheme, host and port (left out when it is the scheme's own), as a browser compares them. */
export function originOf(url: URL): string {
  return url.origin;
}

const plainOrigin =
  /^https?:\/\/[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::\d{1,5})?$/;

/**
 * Whether an origin is scheme, host and port of letters, digits, dots and hyphens. Hosts of a URL may hold more, such
 * as `*` and `;`, which say something of their own in a header.
 */
export function isPlainOrigin(origin: string): boolean {
  return origin.length <= 300 && plainOrigin.test(origin);
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
