import { isToldAlready } from '#platform/db/unavailable.ts';

/** One kind of due work. `runDue` claims what is due, does it, and tells how much that was. */
export type Job<C> = {
  readonly name: string;
  readonly pollIntervalMs: number;
  /** For work that is cheaper together: how long a job that was woken waits for more of it. */
  readonly gatherMs?: number;
  readonly runDue: (context: C) => Promise<number>;
};

export type JobLoop = {
  /** Looks for work at once instead of at the next poll: in the jobs of these names, or in all. */
  wake(...names: readonly string[]): void;
  /** Lets what runs finish and takes no more. */
  stop(): Promise<void>;
};

type LoopLog = { error: (fields: Record<string, unknown>, message: string) => void };

/**
 * Runs every job in a loop of its own, so that slow work of one kind delays no other. A job that fails is logged
 * and tried again with a growing pause; what it claimed becomes due again by itself.
 */
export function startJobs<C>(context: C, jobs: readonly Job<C>[], log: LoopLog): JobLoop {
  const loops = jobs.map((job) => ({ name: job.name, loop: startLoop(context, job, log) }));
  return {
    wake: (...names) => {
      for (const { name, loop } of loops) if (names.length === 0 || names.includes(name)) loop.wake();
    },
    stop: async () => {
      await Promise.all(loops.map(({ loop }) => loop.stop()));
    },
  };
}

const maximumPauseMs = 30_000;

function startLoop<C>(context: C, job: Job<C>, log: LoopLog): JobLoop {
  let stopping = false;
  let woken = false;
  let isGathering = false;
  let endPause: (() => void) | undefined;

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    let failures = 0;
    while (!stopping) {
      woken = false;
      let handled = 0;
      try {
        handled = await job.runDue(context);
        failures = 0;
      } catch (error) {
        failures += 1;
        if (!isToldAlready(error)) log.error({ job: job.name, err: error }, 'job failed');
      }
      if (!stopping && !woken && handled === 0) {
        await pause(
          failures > 0 ? Math.min(job.pollIntervalMs * 2 ** failures, maximumPauseMs) : job.pollIntervalMs,
        );
      }
      if (woken && !stopping && job.gatherMs) {
        isGathering = true;
        await pause(job.gatherMs);
        isGathering = false;
      }
    }
  };
  const finished = run();

  return {
    wake: () => {
      woken = true;
      if (!isGathering) endPause?.();
    },
    stop: () => {
      stopping = true;
      endPause?.();
      return finished;
    },
  };
}
