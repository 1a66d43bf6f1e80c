import { promises as dns } from 'node:dns';

/** Gives the IP addresses of a host name, best first; empty or throwing when it has none. */
export type ResolveHost = (hostname: string) => Promise<readonly string[]>;

/**
 * Asks the name servers directly. The system's own look-up would run on the four threads that hashing and files
 * share, where a few names whose servers never answer could hold up the whole process.
 */
export function createDnsResolver(): ResolveHost {
  const resolver = new dns.Resolver({ timeout: 2_000, tries: 2 });
  return async (hostname) => {
    const [ipv4, ipv6] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    if (ipv4.status === 'rejected' && ipv6.status === 'rejected') throw ipv4.reason;
    return [ipv4, ipv6].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  };
}

/** Also knows the machine's own names (localhost, the hosts file), for who allows private targets. */
export const resolveLocally: ResolveHost = async (hostname) => {
  const found = await dns.lookup(hostname, { all: true });
  return found.map(({ address }) => address);
};
