import type { Mode } from '#platform/contract/common.ts';
import { problem } from '#platform/contract/errors.ts';
import { isPlainOrigin, originOf, parseHttpUrl } from '#platform/kit/http-url.ts';
import type { Problem } from '#platform/kit/problem.ts';

export type RedirectRules = {
  readonly website: string | null;
  readonly allowedRedirectOrigins: readonly string[];
  readonly mode: Mode;
};

/**
 * The problem with sending a buyer to this address after the payment page; none when it is allowed. It must be
 * https (also http://localhost in sandbox mode) at the organization's website or an allowed origin, or anybody
 * could lend the trust of a payment page to a page of their own.
 *
 * @param field where the address stood, such as `successUrl`
 */
export function checkRedirectUrl(url: string, rules: RedirectRules, field?: string): Problem | undefined {
  const refused = (detail: string) => problem('redirect_not_allowed', { detail, field });
  const target = parseHttpUrl(url);
  if (!target) {
    return refused(
      'Give an absolute https address of at most 2048 characters, without user name or password.',
    );
  }
  if (target.protocol !== 'https:' && !(rules.mode === 'sandbox' && isLocalhost(target))) {
    return refused('Use an https address; http://localhost is accepted in sandbox mode only.');
  }
  if (allowedOrigins(rules).includes(originOf(target))) return undefined;
  return refused(
    `Add ${originOf(target)} to allowed_redirect_origins of the organization, or use its website's address.`,
  );
}

/** An origin as a merchant may allow it, in the form that browsers compare; `undefined` for anything else. */
export function parseOrigin(text: string): string | undefined {
  const url = parseHttpUrl(text);
  if (url?.pathname !== '/' || /[?#]/.test(text) || !isPlainOrigin(originOf(url))) return undefined;
  return url.protocol === 'https:' || isLocalhost(url) ? originOf(url) : undefined;
}

function allowedOrigins(rules: RedirectRules): string[] {
  const website = rules.website === null ? undefined : parseHttpUrl(rules.website);
  return website ? [originOf(website), ...rules.allowedRedirectOrigins] : [...rules.allowedRedirectOrigins];
}

function isLocalhost(url: URL): boolean {
  return url.protocol === 'http:' && url.hostname === 'localhost';
}
