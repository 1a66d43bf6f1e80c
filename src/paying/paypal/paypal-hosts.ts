import type { Mode } from '#platform/contract/common.ts';

/** Where PayPal answers for one mode. */
export type PayPalHost = {
  readonly api: string;
  /** Where the certificates lie that sign its notifications; nothing else is ever fetched because a notification names it. */
  readonly certificates: readonly string[];
  /** Whether an address is one of PayPal's own pages, to which a buyer may be sent. */
  readonly isPage: (address: URL) => boolean;
};

export type PayPalHosts = Readonly<Record<Mode, PayPalHost>>;

/** @param baseUrl in place of PayPal's own addresses, for tests: the sandbox is there, and live under `/live` */
export function paypalHosts(baseUrl: string | undefined): PayPalHosts {
  if (baseUrl === undefined) return { live: hostOf('paypal.com'), sandbox: hostOf('sandbox.paypal.com') };
  const { origin } = new URL(baseUrl);
  const standIn = {
    api: origin,
    certificates: [origin],
    isPage: (address: URL) => address.origin === origin,
  };
  return { sandbox: standIn, live: { ...standIn, api: `${origin}/live` } };
}

function hostOf(domain: string): PayPalHost {
  return {
    api: `https://api-m.${domain}`,
    certificates: [`https://api.${domain}`, `https://api-m.${domain}`],
    isPage: ({ protocol, hostname }) =>
      protocol === 'https:' && (hostname === domain || hostname === `www.${domain}`),
  };
}
