import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { monotonicMs } from '#platform/kit/clock.ts';
import { limitSubject, plainAddress } from './client-address.ts';

/** How long each part of a connection may take, and how many there may be in one process. */
export const connectionLimits = {
  /** From the first moment to the last header. */
  headersTimeoutMs: 10_000,
  /** From the first moment to the last byte of the body. */
  requestTimeoutMs: 30_000,
  checkIntervalMs: 1_000,
  /** Between two requests; longer than proxies keep one, so that it is them who hang up. */
  keepAliveTimeoutMs: 65_000,
  /** Without a byte in either direction while a request is answered. */
  stillTimeoutMs: 60_000,
  mostConnections: 10_000,
  /** Proxies that are trusted and addresses of a private network have no such limit. */
  mostConnectionsPerAddress: 1_000,
};
export type ConnectionLimits = typeof connectionLimits;

/** As node's own options of a server. */
export function timeoutOptions(limits: ConnectionLimits) {
  return {
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: limits.checkIntervalMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
  };
}

const tellEveryMs = 60_000;

/**
 * Hangs up on connections beyond the limits, which costs less than an answer.
 *
 * @param isExempt whether an address may have any number of them
 * @param onRefused told at most once a minute
 */
export function boundConnections(
  server: Server,
  limits: ConnectionLimits,
  isExempt: (address: string) => boolean,
  onRefused: (fields: Readonly<Record<string, unknown>>) => void,
): void {
  const open = new Map<string, number>();
  let toldAtMs = Number.NEGATIVE_INFINITY;
  const refused = (fields: Readonly<Record<string, unknown>>) => {
    if (monotonicMs() - toldAtMs < tellEveryMs) return;
    toldAtMs = monotonicMs();
    onRefused(fields);
  };
  server.maxConnections = limits.mostConnections;
  server.timeout = limits.stillTimeoutMs;
  server.on('drop', () => refused({ limit: limits.mostConnections, of: 'process' }));
  server.on('connection', (socket: Socket) => {
    const address = plainAddress(socket.remoteAddress ?? '');
    if (isExempt(address)) return;
    const subject = limitSubject(address);
    const before = open.get(subject) ?? 0;
    if (before >= limits.mostConnectionsPerAddress) {
      refused({ limit: limits.mostConnectionsPerAddress, of: 'address' });
      socket.destroy();
      return;
    }
    open.set(subject, before + 1);
    socket.once('close', () => {
      const left = (open.get(subject) ?? 1) - 1;
      if (left === 0) open.delete(subject);
      else open.set(subject, left);
    });
  });
}
