import type { Logger } from 'pino';
import { monotonicMs } from '#platform/kit/clock.ts';
import type { Caller } from './route.ts';

export type Answered = {
  readonly requestId: string;
  readonly method: string;
  /** The pattern, never the URL: addresses hold tokens. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  /** The connection ended before the answer was out; nobody may have seen it. */
  readonly clientLeft?: boolean;
  /** Whose token or key came with it, whether or not that sufficed. */
  readonly caller?: Caller | undefined;
  /** What it was refused with, or failed by. */
  readonly code?: string | undefined;
  /** Of an API key's request: the names in its query that the route knows. */
  readonly queryNames?: readonly string[];
};

/** How long something took, to a hundredth of a millisecond. */
export function durationSinceMs(startedAtMs: number): number {
  return Math.round((monotonicMs() - startedAtMs) * 100) / 100;
}

const asItIs = (fields: object) => fields;

/**
 * Writes one line for each answered request. What the lines of a route have in common is written out once, and
 * nothing in them is ever a secret: that halves what a line costs.
 */
export function requestLog(log: Logger): (about: Answered) => void {
  const logs = new Map<string, Logger>();
  return ({ requestId, method, route, status, durationMs, clientLeft }) => {
    const key = `${status} ${method} ${route}`;
    let line = logs.get(key);
    if (!line) {
      line = log.child({ method, route, status }, { formatters: { log: asItIs } });
      logs.set(key, line);
    }
    line.info({ request_id: requestId, duration_ms: durationMs }, clientLeft ? 'client left' : 'request');
  };
}
