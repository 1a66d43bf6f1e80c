import { BlockList, isIP, isIPv4 } from 'node:net';
import type { TrustProxy } from '#platform/config/trust-proxy.ts';

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const forwarding = /^(?:forwarded|via|x-real-ip|x-forwarded-.+)$/;

/**
 * Whether a request was made on this machine, for what nobody else may see. A proxy on this machine speaks for strangers,
 * and says so by a header; which proxies are trusted plays no part.
 */
export function isFromThisMachine(
  socketAddress: string | undefined,
  headers: Readonly<Record<string, unknown>>,
): boolean {
  return loopback.has(socketAddress ?? '') && !Object.keys(headers).some((name) => forwarding.test(name));
}

export type ClientAddress = (socketAddress: string, forwardedFor: string | undefined) => string;

/**
 * Makes the function that finds a request's client: the rightmost address that is not a trusted proxy's. What
 * stands left of it was written by the client, so it counts for nothing.
 */
export function clientAddressReader(trust: TrustProxy): ClientAddress {
  if (trust.kind === 'none') return (socketAddress) => plainAddress(socketAddress);
  const isTrusted = trust.kind === 'cidrs' ? inRanges(trust.cidrs) : undefined;
  return (socketAddress, forwardedFor) => {
    const hops = [plainAddress(socketAddress), ...readForwarded(forwardedFor)];
    if (trust.kind === 'hops') return hops[Math.min(trust.hops, hops.length - 1)] as string;
    return hops.find((address) => !isTrusted?.(address)) ?? (hops.at(-1) as string);
  };
}

/** Addresses of the header from right to left, up to the first that is none. */
function readForwarded(header: string | undefined): string[] {
  const addresses: string[] = [];
  for (const part of (header ?? '').split(',').reverse()) {
    const address = plainAddress(withoutPort(part.trim()));
    if (isIP(address) === 0) break;
    addresses.push(address);
  }
  return addresses;
}

// Some proxies write the port as well, behind IPv4 as it is and behind IPv6 in brackets, and some write quotes around it.
const withPort = /^"?(?:\[([^\]]+)\]|(\d+\.\d+\.\d+\.\d+))(?::\d{1,5})?"?$/;

function withoutPort(text: string): string {
  const [, inBrackets, ipv4] = withPort.exec(text) ?? [];
  return inBrackets ?? ipv4 ?? text;
}

/** An IPv4 address in the form of IPv6, as sockets name it, in its own form. */
export function plainAddress(address: string): string {
  if (!address.startsWith('::')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  return mapped?.[1] ?? address;
}

function inRanges(cidrs: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [address = '', length = ''] = cidr.split('/');
    list.addSubnet(address, Number(length), isIPv4(address) ? 'ipv4' : 'ipv6');
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}

/** Networks of one's own: whoever comes from there is a proxy, or one of the house. */
const privateRanges = ['10.0.0.0/8', '127.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '::1/128', 'fc00::/7'];

/** Whether an address of a socket stands for any number of clients: a trusted proxy, or a private network. */
export function sharedAddresses(trust: TrustProxy): (address: string) => boolean {
  if (trust.kind === 'hops') return () => true;
  return inRanges([...privateRanges, ...(trust.kind === 'cidrs' ? trust.cidrs : [])]);
}

/** What a limit counts by: an IPv4 address, or the /64 that one IPv6 customer has. */
export function limitSubject(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const groups =
    tail === undefined
      ? left
      : [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
