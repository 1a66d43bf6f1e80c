import { makeDemo } from '#commands/demo/make-demo.ts';
import { isLive } from '#platform/config/safety.ts';
import type { Context } from '#platform/context.ts';
import { monotonicMs } from '#platform/kit/clock.ts';
import { greeting } from './greeting.ts';
import type { Storage } from './open-storage.ts';

export type Greeting = {
  /** Tells the log that the server is ready, and a person on this machine where to go. */
  say(): void;
};

/**
 * Prepares what is said when the server is ready. An empty bundled database on a person's own machine is filled
 * with a demo first; never one that may hold somebody's business.
 */
export async function greet(context: Context, storage: Storage): Promise<Greeting> {
  const { config, log } = context;
  const isOwnMachine = storage.isBundled && !isLive(config);
  const demo = isOwnMachine ? await makeDemo(context) : undefined;
  return {
    say: () => {
      log.info({ url: config.publicUrl, startup_ms: Math.round(monotonicMs()) }, 'ready');
      if (isOwnMachine && config.logLevel !== 'silent') process.stdout.write(greeting(config, demo));
    },
  };
}
