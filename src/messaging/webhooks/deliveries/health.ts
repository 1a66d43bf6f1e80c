import type { AttemptRecord } from './delivery.ts';

const shownAttempts = 40;

/** How an endpoint answered lately. */
export type Health = {
  /** Deliveries that wait for their next attempt; counted up to a thousand. */
  readonly waiting: number;
  /** Oldest first. */
  readonly recentAttempts: readonly AttemptRecord[];
};

/**
 * The latest attempts among those of some deliveries, in the order in which they were made. What was given up without
 * asking the receiver says nothing about it.
 */
export function latestAttempts(deliveries: readonly (readonly AttemptRecord[])[]): AttemptRecord[] {
  return deliveries
    .flat()
    .filter(wasMade)
    .sort((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0))
    .slice(-shownAttempts);
}

function wasMade({ status, duration_ms: durationMs }: AttemptRecord): boolean {
  return status !== null || durationMs > 0;
}
