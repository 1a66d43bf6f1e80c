import { isPlainOrigin } from '#platform/kit/http-url.ts';

type PolicyOptions = {
  /** `sha256-…` of the page's generated style. */
  readonly accentHash: string;
  /** Origins that may show the link page in a frame; none for every other page. */
  readonly frameAncestors?: readonly string[];
};

/** The policy of a buyer's page: our own style, script, images and forms, one generated style, and nothing else. */
export function contentSecurityPolicy({ accentHash, frameAncestors = [] }: PolicyOptions): string {
  // Rows may be older than the rule about what an origin is; a `;` in one would begin a directive.
  const embedding = frameAncestors.filter(isPlainOrigin);
  const directives = [
    "default-src 'none'",
    `style-src 'self' '${accentHash}'`,
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${embedding.length > 0 ? embedding.join(' ') : "'none'"}`,
  ];
  return directives.join('; ');
}
