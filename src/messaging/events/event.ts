import type { Mode } from '#platform/contract/common.ts';

/** A change that is told. `body` is the payload as it will be sent, byte for byte. */
export type NewEvent = {
  readonly id: string;
  readonly organizationId: string;
  readonly mode: Mode;
  readonly type: string;
  /** Public events go to webhooks and the pull feed; internal ones feed jobs and timelines. */
  readonly isPublic: boolean;
  readonly checkoutId?: string;
  readonly transactionId?: string;
  readonly paymentLinkId?: string;
  /** 1, 2, 3… without gaps for each transaction. */
  readonly sequence?: number;
  readonly body: string;
};

/** A committed public event that has no position yet. */
export type UnstampedEvent = {
  readonly organizationId: string;
  readonly id: string;
  readonly mode: Mode;
  readonly type: string;
  readonly transactionId: string | null;
  readonly paymentLinkId: string | null;
  readonly sequence: number | null;
};

export type StampedEvent = UnstampedEvent & { readonly position: bigint };

/**
 * Gives events their positions after the last one of their organization. Ids tell the time, but by the clocks of
 * several instances; what tells of one transaction keeps its own order all the same.
 */
export function stamp(
  events: readonly UnstampedEvent[],
  lastPositions: ReadonlyMap<string, bigint>,
): StampedEvent[] {
  const next = new Map(lastPositions);
  return inOrder(events).map((event) => {
    const position = (next.get(event.organizationId) ?? 0n) + 1n;
    next.set(event.organizationId, position);
    return { ...event, position };
  });
}

function inOrder(events: readonly UnstampedEvent[]): UnstampedEvent[] {
  const bySequence = [...events].sort((left, right) => (left.sequence ?? 0) - (right.sequence ?? 0));
  const latest = new Map<string, string>();
  const placed = bySequence.map((event) => {
    if (event.transactionId === null || event.sequence === null) return { event, place: event.id };
    const before = latest.get(event.transactionId) ?? '';
    const place = event.id > before ? event.id : before;
    latest.set(event.transactionId, place);
    return { event, place };
  });
  // The sort is stable, so events in the same place stay in the order of their sequence.
  placed.sort((left, right) => (left.place < right.place ? -1 : left.place > right.place ? 1 : 0));
  return placed.map(({ event }) => event);
}
