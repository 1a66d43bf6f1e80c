import type { Logger } from 'pino';
import type { Config } from '#platform/config/config.ts';
import type { Database } from '#platform/db/database.ts';
import type { FixedKey } from '#platform/fixed-key/fixed-key.ts';
import type { Clock } from '#platform/kit/clock.ts';
import type { CountUp } from '#platform/kit/domain-counter.ts';
import type { Outbound } from '#platform/net/outbound.ts';

/** What every use-case may reach; wings above extend it with what they bring. */
export type Context = {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Requests to addresses that merchants give us. */
  readonly outbound: Outbound;
  /** Counts something that a request leads to under a limit by its name; throws 429 `rate_limited`. */
  readonly takeFromLimit: (limit: string, subject: string) => void;
  /** Counts something that `/metrics` shows, after its commit. */
  readonly countUp: CountUp;
  /** Wakes the jobs of these names after a commit that made work for them; all jobs when none is named. */
  readonly wakeJobs: (...names: readonly string[]) => void;
};

/** A server's context: what a hash has to be found by again after a rotation of keys is made with `fixedKey`. */
export type KeyedContext = Context & { readonly fixedKey: FixedKey };
