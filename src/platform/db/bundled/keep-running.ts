import type { Claim } from './claims.ts';
import { isInUse } from './claims.ts';
import type { DataFolder } from './data-folder.ts';
import { findPostmaster } from './postmaster.ts';

const checkMs = 1_000;
const longestPauseMs = 30_000;

export interface Keeper {
  /** Resolves when a restart that was under way is over and none will follow. */
  end(): Promise<void>;
}

/**
 * Watches the database from the process that uses it: starts it again when it died, and takes it along when this
 * process exits without having stopped it, as after an uncaught exception.
 *
 * @param options.restart undefined for commands, which leave the healing to the server.
 */
export function keepRunning(options: {
  data: DataFolder;
  claim: Claim;
  log: (message: string) => void;
  restart: (() => Promise<unknown>) | undefined;
}): Keeper {
  const { data, claim, log, restart } = options;
  let ended = false;
  let restarting = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const check = (pauseMs: number) => {
    if (ended || restart === undefined) return;
    timer = setTimeout(() => {
      if (findPostmaster(data.database)) check(checkMs);
      else restarting = heal(restart, pauseMs);
    }, pauseMs);
    timer.unref();
  };

  const heal = async (start: () => Promise<unknown>, pauseMs: number) => {
    log('The database is gone; it is started again.');
    try {
      await start();
      log('The database runs again.');
      check(checkMs);
    } catch (error) {
      log((error as Error).message);
      check(Math.min(pauseMs * 2, longestPauseMs));
    }
  };

  const stopOnExit = () => {
    claim.release();
    const postmaster = isInUse(data.locks) ? undefined : findPostmaster(data.database);
    if (postmaster) process.kill(postmaster.pid, 'SIGINT');
  };

  process.once('exit', stopOnExit);
  check(checkMs);
  return {
    end: async () => {
      ended = true;
      clearTimeout(timer);
      process.removeListener('exit', stopOnExit);
      await restarting;
    },
  };
}
