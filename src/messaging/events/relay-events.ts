import type { MessagingContext } from '#messaging/context.ts';
import { readCommitted } from '#platform/db/read-committed.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { monotonicMs } from '#platform/kit/clock.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { stampEvents } from './stamp-events.ts';
import { releaseRelay, selectUnstampedOrganizations, takeRelay } from './store.ts';

const leaseSeconds = 6;
const renewAfterMs = 2_000;
const organizationsAtOnce = 100;
const eventsOfEach = 200;
const lowestId = '00000000-0000-0000-0000-000000000000';

export type Relay = {
  readonly job: Job<MessagingContext>;
  /** Lets another instance take over at once. */
  release(context: MessagingContext): Promise<void>;
};

/**
 * The job that gives committed events their positions. One instance does it at a time, so that instances do not
 * queue at the same counters; that two never give the same position follows from the counters' locks alone.
 *
 * @param onStamped called after each commit that may have made deliveries
 */
export function createRelay(onStamped: () => void): Relay {
  let holder: string | undefined;
  let isHeld = false;
  let askAgainAtMs = 0;
  let lastOrganizationId = lowestId;

  const hold = async (context: MessagingContext): Promise<boolean> => {
    if (monotonicMs() < askAgainAtMs) return isHeld;
    holder ??= uuidv7(context.clock.now());
    isHeld = await takeRelay(context.database.handle, holder, leaseSeconds, context.clock.offsetMs);
    askAgainAtMs = monotonicMs() + renewAfterMs;
    return isHeld;
  };

  return {
    job: {
      name: 'relay-events',
      pollIntervalMs: 200,
      gatherMs: 20,
      runDue: async (context) => {
        if (!(await hold(context))) return 0;
        const { handle } = context.database;
        const waiting = await selectUnstampedOrganizations(handle, lastOrganizationId, organizationsAtOnce);
        // Goes on where it stopped, so that many busy organizations keep none from its turn.
        const isRound = lastOrganizationId === lowestId;
        lastOrganizationId = waiting.length < organizationsAtOnce ? lowestId : (waiting.at(-1) ?? lowestId);
        if (waiting.length === 0) return isRound ? 0 : 1;
        const stamped = await context.database.transaction(async (tx) => {
          await readCommitted(tx);
          return stampEvents(tx, context, waiting, eventsOfEach);
        });
        onStamped();
        return stamped;
      },
    },
    release: async (context) => {
      if (holder) await releaseRelay(context.database.handle, holder);
    },
  };
}
