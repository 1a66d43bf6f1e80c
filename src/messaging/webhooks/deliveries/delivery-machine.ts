import type { MessagingContext } from '#messaging/context.ts';
import { coalesce } from '#platform/db/coalesce.ts';
import { isConflict } from '#platform/db/failures.ts';
import { DatabaseUnavailable, isToldAlready } from '#platform/db/unavailable.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { monotonicMs } from '#platform/kit/clock.ts';
import { OutboundFailure } from '#platform/net/outbound-failure.ts';
import { handBack } from './hand-back.ts';
import { Lane, sandboxPace } from './lane.ts';
import { type Outcome, recordOutcomes } from './record-outcomes.ts';
import { sendDelivery } from './send-delivery.ts';
import {
  type ClaimedDelivery,
  type ClaimSize,
  claimDeliveries,
  claimSizeWithin,
  type LaneKey,
  selectDueLanes,
} from './store.ts';

const leaseSeconds = 40;
const mostHeld = 2_048;
const lanesAtOnce = 1_000;
const keptLanes = 10_000;
const finishWithinMs = 2_000;
const resultsAtOnce = 128;
const longestPauseMs = 8_000;

const beforeAll: LaneKey = { organizationId: '00000000-0000-0000-0000-000000000000', mode: 'live' };

export type DeliveryMachine = {
  /** Claims what is due and begins to send it, without waiting for the answers. */
  readonly job: Job<MessagingContext>;
  /** Lets attempts end for a moment, ends the others, and hands back what was not sent. */
  stop(): Promise<void>;
};

function isPassing(error: unknown): boolean {
  return error instanceof DatabaseUnavailable || isConflict(error);
}

/** @param wake has the job look for more, because an endpoint has room again */
export function createDeliveryMachine(context: MessagingContext, wake: () => void): DeliveryMachine {
  const lanes = new Map<string, Lane>();
  const sending = new Map<Promise<void>, AbortController>();
  let held = 0;
  let isStopping = false;
  let lastLane = beforeAll;

  const record = coalesce<Outcome, void>({
    groupOf: () => 'outcomes',
    maximumBatch: resultsAtOnce,
    runBatch: async (outcomes) => {
      await persist(() => recordOutcomes(context, outcomes));
      return outcomes.map(() => undefined);
    },
    // One at a time helps against an outcome that cannot be written, not against a database that is away.
    repeatSingly: (error) => !isPassing(error),
  });

  /** An outcome that is lost is a delivery that comes twice, so a database that is away for a moment is waited for. */
  const persist = async (write: () => Promise<void>): Promise<void> => {
    for (let pauseMs = 250; ; pauseMs *= 2) {
      try {
        return await write();
      } catch (error) {
        if (isStopping || pauseMs > longestPauseMs || !isPassing(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  };

  const laneOf = (key: LaneKey): Lane => {
    const name = `${key.organizationId}:${key.mode}`;
    let lane = lanes.get(name);
    if (lane) return lane;
    if (lanes.size >= keptLanes) {
      for (const [other, { isIdle }] of lanes) if (isIdle) lanes.delete(other);
    }
    const isPaced = key.mode === 'sandbox' && context.config.rateLimit === 'on';
    lane = new Lane(isPaced ? sandboxPace : undefined);
    lanes.set(name, lane);
    return lane;
  };

  const giveBack = async (deliveries: readonly ClaimedDelivery[]): Promise<void> => {
    held -= deliveries.length;
    if (deliveries.length > 0) {
      await handBack(context, deliveries).catch(complain);
    }
  };

  // What cannot be written down is due again when its claim ends.
  const complain = (error: unknown) => {
    if (!isToldAlready(error)) context.log.error({ err: error }, 'deliveries were not recorded');
  };

  const attempt = async (lane: Lane, delivery: ClaimedDelivery, abortion: AbortController): Promise<void> => {
    const startedAtMs = monotonicMs();
    try {
      const sent = await sendDelivery(context, delivery, abortion.signal);
      const durationMs = monotonicMs() - startedAtMs;
      held -= 1;
      lane.end(durationMs, sent.response !== null, monotonicMs());
      pump(lane);
      if (lane.wantsMoreAt(monotonicMs())) wake();
      await record({ delivery, sent, durationMs });
    } catch (error) {
      if (!(error instanceof OutboundFailure)) return complain(error);
      await giveBack([delivery]);
    }
  };

  const pump = (lane: Lane): void => {
    while (!isStopping) {
      const nowMs = monotonicMs();
      void giveBack(lane.overdueAt(nowMs));
      const delivery = lane.beginAt(nowMs);
      if (!delivery) return;
      const abortion = new AbortController();
      const done = attempt(lane, delivery, abortion).finally(() => sending.delete(done));
      sending.set(done, abortion);
    }
  };

  const claimFor = async (size: ClaimSize, keys: readonly LaneKey[]): Promise<number> => {
    const { database, clock } = context;
    const claimed = await claimDeliveries(database, keys, size, leaseSeconds, clock.offsetMs);
    held += claimed.length;
    for (const key of keys) {
      const own = claimed.filter(
        (delivery) => delivery.organizationId === key.organizationId && delivery.mode === key.mode,
      );
      const lane = laneOf(key);
      lane.fill(own, size, monotonicMs());
      pump(lane);
    }
    return claimed.length;
  };

  return {
    job: {
      name: 'send-webhooks',
      pollIntervalMs: 500,
      runDue: async () => {
        const due = await selectDueLanes(context.database, lastLane, lanesAtOnce, context.clock.offsetMs);
        // Goes on where it stopped, so that every endpoint has its turn.
        const isPart = lastLane !== beforeAll;
        lastLane = due.length < lanesAtOnce ? beforeAll : (due.at(-1) ?? beforeAll);
        const bySize = new Map<ClaimSize, LaneKey[]>();
        // An equal share for each, so that a few busy ones do not hold everything.
        const share = Math.max(1, Math.floor((mostHeld - held) / Math.max(1, due.length)));
        let budget = mostHeld - held;
        for (const key of due) {
          const lane = laneOf(key);
          const size = claimSizeWithin(Math.min(lane.roomAt(monotonicMs()), share, budget));
          if (size === undefined) {
            lane.skip();
            continue;
          }
          budget -= size;
          bySize.set(size, [...(bySize.get(size) ?? []), key]);
        }
        const counts = await Promise.all([...bySize].map(([size, keys]) => claimFor(size, keys)));
        const claimed = counts.reduce((sum, count) => sum + count, 0);
        return claimed === 0 && isPart && due.length === 0 ? 1 : claimed;
      },
    },
    stop: async () => {
      isStopping = true;
      await giveBack([...lanes.values()].flatMap((lane) => lane.clear()));
      const finished = Promise.all(sending.keys());
      const timer = setTimeout(() => {
        for (const abortion of sending.values()) abortion.abort();
      }, finishWithinMs);
      await finished;
      clearTimeout(timer);
    },
  };
}
