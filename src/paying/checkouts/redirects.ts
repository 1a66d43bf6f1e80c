import type { RedirectRules } from '#merchants/organizations/redirect-origins.ts';
import { checkRedirectUrl } from '#merchants/organizations/redirect-origins.ts';
import type { StartBody } from '#platform/contract/checkouts.ts';

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

/** Refuses an address that is not the organization's own, so that no payment page leads to a stranger's. */
export function requireAllowedRedirects(
  given: readonly { field: string; url: string }[],
  rules: RedirectRules,
): void {
  for (const { field, url } of given) {
    const refused = checkRedirectUrl(url, rules, field);
    if (refused) throw refused;
  }
}

/** The merchant's address with what happened appended; a hint, never proof (contract, section 6). */
export function redirectWithOutcome(
  url: string,
  outcome: { checkoutId: string; transactionId: string | null; status: string },
): string {
  const target = new URL(url);
  target.searchParams.set('checkout_id', outcome.checkoutId);
  if (outcome.transactionId) target.searchParams.set('transaction_id', outcome.transactionId);
  target.searchParams.set('status', outcome.status);
  return target.toString();
}
