/** What tells who asked for a page. Headers by their names in lower case, as node:http gives them. */
export type PageRequest = {
  readonly method: string;
  readonly userAgent: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
};

// Every browser begins like this and goes on, for history's sake; programs and scripts name themselves.
const browsers = /^(?:Mozilla|Opera)\/[\d.]+ \(/;

// Search engines, the fetchers that draw a preview when somebody pastes a link into a chat, and those that load pictures
// for readers of mail. Most call themselves bots (CUBOT is a phone); a browser without a window is left alone, since
// people drive those, too.
const robots =
  /(?<!cu)bot(?:\b|_)|crawl|spider|slurp|facebookexternalhit|facebookcatalog|meta-externalagent|whatsapp\/|skypeuripreview|vkshare|embedly|iframely|bingpreview|google-inspectiontool|mediapartners-google|snap url preview|mastodon\/|bluesky cardyb|tumblr\/|w3c_validator|uptime|googleimageproxy|yahoomailproxy/i;

/**
 * Whether a page was rendered to a person: not for HEAD, nor ahead of time by a browser that may never show it, nor
 * for robots, link previews and scripts. Whoever does not even name a browser is none.
 */
export function isSeenByPerson({ method, userAgent, headers }: PageRequest): boolean {
  return method === 'GET' && browsers.test(userAgent) && !robots.test(userAgent) && !isAhead(headers);
}

const aheadHeaders = ['purpose', 'sec-purpose', 'x-purpose', 'x-moz'];

/** `Purpose: prefetch`, `Sec-Purpose: prefetch;prerender`, `X-Moz: prefetch`, and Safari's `X-Purpose: preview`. */
function isAhead(headers: PageRequest['headers']): boolean {
  return aheadHeaders.some((name) => /prefetch|prerender|preview/i.test(String(headers[name] ?? '')));
}
