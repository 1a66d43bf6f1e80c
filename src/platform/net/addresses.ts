import { BlockList, isIP } from 'node:net';

type Ranges = readonly (readonly [network: string, prefix: number])[];

/** IPv4 that is not globally routable (IANA special-purpose registry), without what `privateRanges` lists. */
const specialIpv4: Ranges = [
  ['0.0.0.0', 8], // this network
  ['169.254.0.0', 16], // link-local, cloud metadata
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays
  ['198.18.0.0', 15], // benchmarking
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
];

/** IPv6 inside 2000::/3 that is not globally routable, or that carries an IPv4 address which nobody checked. */
const specialIpv6: Ranges = [
  ['2001::', 23], // protocol assignments: Teredo, benchmarking, ORCHID
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4
  ['3fff::', 20], // documentation
];

/** Where an operator's own network lies; open only to who allows private targets. */
const privateRanges: Ranges = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // shared by carriers
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['::1', 128],
  ['fc00::', 7],
];

/** Where clouds hand out credentials, beside the link-local ranges. */
const metadataAddresses: Ranges = [
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['fd00:ec2::254', 128],
  ['fd20:ce::254', 128],
];

const special = listOf([...specialIpv4, ...specialIpv6]);
const privates = listOf(privateRanges);
const metadata = listOf(metadataAddresses);
const globalIpv6 = listOf([['2000::', 3]]);
const mapped = listOf([['::ffff:0:0', 96]]);

export type AddressPolicy = {
  /** Also allows loopback, private and shared ranges; never link-local, multicast or cloud metadata. */
  readonly allowPrivate: boolean;
};

/**
 * Whether we may connect to an IP address on behalf of a merchant: it is globally routable, and it is no other
 * address in disguise (IPv4-mapped, NAT64, 6to4 and Teredo forms are refused as a whole).
 */
export function isAllowedAddress(address: string, { allowPrivate }: AddressPolicy): boolean {
  const version = isIP(address);
  // A zone such as %eth0 belongs to link-local addresses only.
  if (version === 0 || address.includes('%')) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (metadata.check(address, family)) return false;
  // A mapped address would be found in IPv4 lists as well, so its form is looked at first.
  if (family === 'ipv6' && !globalIpv6.check(address, family)) {
    return allowPrivate && !mapped.check(address, family) && privates.check(address, family);
  }
  if (privates.check(address, family)) return allowPrivate;
  return !special.check(address, family);
}

function listOf(ranges: Ranges): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of ranges) {
    list.addSubnet(network, prefix, isIP(network) === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}
