import { isIP } from 'node:net';
import { coversTooMuch } from './address-ranges.ts';
import type { Rule } from './reader.ts';

/** Whose `X-Forwarded-For` counts: nobody's, that of the nearest `hops` proxies, or that of known addresses. */
export type TrustProxy =
  | { readonly kind: 'none' }
  | { readonly kind: 'hops'; readonly hops: number }
  | { readonly kind: 'cidrs'; readonly cidrs: readonly string[] };

export const trustProxyRule: Rule<TrustProxy> = {
  parse: parseTrustProxy,
  must:
    'be the number of proxies in front (0 to 16) or the list of their address ranges, less than half of all addresses; ' +
    'trusting everyone would let any buyer forge an address',
  example: '10.0.0.0/8,fd00::/8',
};

function parseTrustProxy(text: string): TrustProxy | undefined {
  if (/^\d{1,2}$/.test(text)) {
    const hops = Number(text);
    if (hops === 0) return { kind: 'none' };
    return hops <= 16 ? { kind: 'hops', hops } : undefined;
  }
  const cidrs = text.split(',').map((range) => parseCidr(range.trim()));
  if (!cidrs.every((cidr) => cidr !== undefined) || coversTooMuch(cidrs)) return undefined;
  return { kind: 'cidrs', cidrs: Object.freeze(cidrs) };
}

/** A range in CIDR notation; a lone address is a range of one. */
function parseCidr(range: string): string | undefined {
  const [address = '', length, ...rest] = range.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return undefined;
  const longest = version === 4 ? 32 : 128;
  if (length === undefined) return `${address}/${longest}`;
  const valid = /^[1-9]\d{0,2}$/.test(length) && Number(length) <= longest;
  return valid ? range : undefined;
}
