import { findDemoEmail, makeDemo } from '#commands/demo/make-demo.ts';
import { isOwnMachine } from '#platform/config/safety.ts';
import type { Context } from '#platform/context.ts';
import { monotonicMs } from '#platform/kit/clock.ts';
import { greeting } from './greeting.ts';

export type Greeting = {
  /** Tells the log that the server is ready, and a person on this machine where to go. */
  say(): void;
};

/**
 * Prepares what is said when the server is ready. An empty bundled database on a person's own machine is filled
 * with a demo first; never one that may hold somebody's business.
 */
export async function greet(context: Context): Promise<Greeting> {
  const { config, log } = context;
  const isOwn = isOwnMachine(config);
  const demo = isOwn ? await makeDemo(context) : undefined;
  const demoEmail = isOwn ? await findDemoEmail(context.database.handle) : undefined;
  return {
    say: () => {
      log.info({ url: config.publicUrl, startup_ms: Math.round(monotonicMs()) }, 'ready');
      if (isOwn && config.logLevel !== 'silent') process.stdout.write(greeting(config, { demo, demoEmail }));
    },
  };
}
