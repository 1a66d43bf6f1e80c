import type { RedirectRules } from '#merchants/organizations/redirect-origins.ts';
import { checkRedirectUrl } from '#merchants/organizations/redirect-origins.ts';
import type { StartBody } from '#platform/contract/checkouts.ts';
import { problem } from '#platform/contract/errors.ts';
import { formatId } from '#platform/kit/ids.ts';

export type Redirects = {
  readonly successUrl: string | null;
  readonly failedUrl: string | null;
  readonly cancelUrl: string | null;
};

type RedirectInput = Pick<
  StartBody,
  'successUrl' | 'failedUrl' | 'cancelUrl' | 'success_url' | 'failed_url' | 'cancel_url'
>;

/** The redirect addresses of a request, in either spelling, with the field that each came from. */
export function readRedirects(body: RedirectInput): {
  redirects: Redirects;
  given: { field: string; url: string }[];
} {
  const given: { field: string; url: string }[] = [];
  const read = (
    camel: 'successUrl' | 'failedUrl' | 'cancelUrl',
    snake: 'success_url' | 'failed_url' | 'cancel_url',
  ) => {
    const field = body[camel] ? camel : snake;
    const url = body[field];
    if (!url) return null;
    given.push({ field, url });
    return url;
  };
  const redirects = {
    successUrl: read('successUrl', 'success_url'),
    failedUrl: read('failedUrl', 'failed_url'),
    cancelUrl: read('cancelUrl', 'cancel_url'),
  };
  return { redirects, given };
}

/** Longest address that a buyer is sent to, in bytes as it goes over the wire. */
const maximumBytes = 2_048;

/** The most that is ever appended. */
const longestOutcome: Outcome = {
  checkoutId: formatId('chk', '00000000-0000-0000-0000-000000000000'),
  transactionId: formatId('TX', '00000000-0000-0000-0000-000000000000'),
  status: 'processing',
};

/**
 * Refuses an address that is not the organization's own, so that no payment page leads to a stranger's, and one that could
 * not be left for later because the outcome would make it too long.
 */
export function requireAllowedRedirects(
  given: readonly { field: string; url: string }[],
  rules: RedirectRules,
): void {
  for (const { field, url } of given) {
    const refused = checkRedirectUrl(url, rules, field);
    if (refused) throw refused;
    const target = redirectWithOutcome(url, longestOutcome);
    const bytes = Math.max(Buffer.byteLength(target), Buffer.byteLength(new URL(target).href));
    if (bytes > maximumBytes)
      throw problem('redirect_not_allowed', {
        detail: `Shorten the address by ${bytes - maximumBytes} bytes: with checkout_id, transaction_id and status appended it may have ${maximumBytes}, and letters such as ü count six.`,
        field,
      });
  }
}

type Outcome = {
  readonly checkoutId: string;
  readonly transactionId: string | null;
  readonly status: string;
};

/**
 * The merchant's address, byte for byte, with what happened appended to its query; a hint, never proof (contract, section
 * 6). A parameter of the same name is the merchant's own and stays: a server may have signed what it wrote.
 */
export function redirectWithOutcome(url: string, outcome: Outcome): string {
  const fragmentAt = url.indexOf('#');
  const address = fragmentAt < 0 ? url : url.slice(0, fragmentAt);
  const hint = [
    `checkout_id=${outcome.checkoutId}`,
    ...(outcome.transactionId ? [`transaction_id=${outcome.transactionId}`] : []),
    `status=${outcome.status}`,
  ].join('&');
  return `${address}${separatorAfter(address)}${hint}${url.slice(address.length)}`;
}

function separatorAfter(address: string): string {
  if (!address.includes('?')) return '?';
  return /[?&]$/.test(address) ? '' : '&';
}
