import { isIP, isIPv4, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { type AddressPolicy, isAllowedAddress } from './addresses.ts';
import { refusedAddress, unresolvedHost } from './outbound-failure.ts';
import type { ResolveHost } from './resolve-host.ts';

const connectLimitMs = 10_000;
// Long enough for a far host; the default of 250 ms would give its working address up for one that is broken.
const attemptLimitMs = 2_500;

/**
 * Connects to allowed addresses only. A name is resolved once for each connection, what it resolves to is judged,
 * and the socket gets exactly the addresses that passed: a second answer of the name server is never asked for.
 */
export function createGuardedConnector(
  resolve: ResolveHost,
  policy: AddressPolicy,
): buildConnector.connector {
  const lookup: LookupFunction = (hostname, options, callback) => {
    findAllowedAddresses(hostname, resolve, policy).then(
      (allowed) => {
        const addresses = allowed.map((address) => ({ address, family: isIPv4(address) ? 4 : 6 }));
        const [first] = addresses;
        if (options.all) callback(null, addresses);
        else callback(null, first?.address ?? '', first?.family);
      },
      (error: Error) => callback(error, []),
    );
  };
  const connect = buildConnector({
    lookup,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: attemptLimitMs,
    timeout: connectLimitMs,
  });
  return (options, callback) => {
    // The socket looks no IP address up, so one that stands in the URL is judged here.
    const host = bareHost(options.hostname);
    if (isIP(host) !== 0 && !isAllowedAddress(host, policy)) {
      callback(refusedAddress(), null);
      return;
    }
    connect(options, (...[error, socket]) => {
      if (error) return callback(error, null);
      if (isAllowedAddress(socket.remoteAddress ?? '', policy)) return callback(null, socket);
      socket.destroy();
      callback(refusedAddress(), null);
    });
  };
}

/** The addresses of a host that we may connect to; throws `OutboundFailure` when there is none. */
export async function findAllowedAddresses(
  hostname: string,
  resolve: ResolveHost,
  policy: AddressPolicy,
): Promise<string[]> {
  const host = bareHost(hostname);
  const found = isIP(host) !== 0 ? [host] : await resolve(host).catch((error) => fail(error));
  if (found.length === 0) throw unresolvedHost();
  const allowed = found.filter((address) => isAllowedAddress(address, policy));
  if (allowed.length === 0) throw refusedAddress();
  return allowed;
}

function fail(error: unknown): never {
  throw unresolvedHost(error);
}

/** URLs write IPv6 addresses in brackets. */
function bareHost(hostname: string): string {
  return hostname.replace(/^\[(.+)\]$/, '$1');
}
