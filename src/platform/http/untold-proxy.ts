import type { IncomingMessage } from 'node:http';
import type { TrustProxy } from '#platform/config/trust-proxy.ts';
import type { RequestLog } from './problem-answer.ts';

/**
 * Makes what looks at each request of a server that trusts no proxy: the first one that came through a proxy is
 * written down, because limits then count all clients of the proxy as one. Undefined where there is nothing to see.
 */
export function untoldProxyWatch(
  trust: TrustProxy,
  warn: RequestLog,
): ((request: IncomingMessage) => void) | undefined {
  if (trust.kind !== 'none') return undefined;
  let isTold = false;
  return ({ headers }) => {
    if (isTold || (headers['x-forwarded-for'] === undefined && headers.forwarded === undefined)) return;
    isTold = true;
    warn(
      {},
      'requests come through a proxy that is not trusted: set TRUST_PROXY, or limits take all clients for one',
    );
  };
}
