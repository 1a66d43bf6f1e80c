import { isIPv4 } from 'node:net';

/** First address and the one behind the last, as numbers of 32 or 128 bits. */
type Span = { readonly start: bigint; readonly end: bigint };

const everyIpv4: Span = { start: 0n, end: 1n << 32n };
/** What is given out to anybody: `2000::/3`. */
const everyIpv6: Span = { start: 1n << 125n, end: 2n << 125n };
/** IPv4 in the form of IPv6, `::ffff:0:0/96`: a range there trusts addresses that do not look like it. */
const mappedIpv4: Span = { start: 0xffffn << 32n, end: 0x10000n << 32n };

/** Whether ranges in CIDR notation, taken together, hold half or more of the addresses that anybody may have. */
export function coversTooMuch(cidrs: readonly string[]): boolean {
  const ofVersion = (isWanted: (address: string) => boolean) =>
    cidrs.filter((cidr) => isWanted(cidr.split('/')[0] ?? '')).map(spanOf);
  const [ipv4, ipv6] = [ofVersion(isIPv4), ofVersion((address) => !isIPv4(address))];
  return isHalfOf(everyIpv4, ipv4) || isHalfOf(everyIpv6, ipv6) || isHalfOf(mappedIpv4, ipv6);
}

function isHalfOf(whole: Span, spans: readonly Span[]): boolean {
  const sorted = spans
    .map(({ start, end }) => ({ start: larger(start, whole.start), end: -larger(-end, -whole.end) }))
    .sort((first, second) => (first.start < second.start ? -1 : 1));
  let covered = 0n;
  let reached = whole.start;
  for (const { start, end } of sorted) {
    const from = larger(start, reached);
    if (end <= from) continue;
    covered += end - from;
    reached = end;
  }
  return 2n * covered >= whole.end - whole.start;
}

function larger(first: bigint, second: bigint): bigint {
  return first > second ? first : second;
}

function spanOf(cidr: string): Span {
  const [address = '', length] = cidr.split('/');
  const bits = isIPv4(address) ? 32n : 128n;
  const size = 1n << (bits - BigInt(Number(length)));
  const start = (numberOf(address) / size) * size;
  return { start, end: start + size };
}

function numberOf(address: string): bigint {
  if (isIPv4(address)) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  // The address parser of URLs writes every form of IPv6 with groups of hexadecimal digits only.
  const plain = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = plain.split('::').map((side) => side.split(':').filter(Boolean)) as [
    string[],
    string[] | undefined,
  ];
  const groups = tail ? [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail] : [...head];
  return groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}
