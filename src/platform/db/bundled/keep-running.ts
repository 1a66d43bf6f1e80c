import { type Claim, isInUse } from './claims.ts';
import type { DataFolder } from './data-folder.ts';
import { findPostmaster } from './postmaster.ts';
import { removeSocketFolder } from './socket-folder.ts';

const checkMs = 1_000;
const longestPauseMs = 30_000;

/**
 * Takes the database along when this process exits without having stopped it, as after an uncaught exception or
 * in the middle of the start.
 *
 * @returns a function that calls this off.
 */
export function stopOnExit(data: DataFolder, claim: Claim): () => void {
  const stop = () => {
    claim.release();
    const postmaster = isInUse(data.locks) ? undefined : findPostmaster(data.database);
    if (postmaster === undefined) return;
    process.kill(postmaster.pid, 'SIGINT');
    removeSocketFolder(data);
  };
  process.once('exit', stop);
  return () => process.removeListener('exit', stop);
}

/**
 * Watches the database and starts it again when it died.
 *
 * @returns a function that ends the watch, and resolves when a restart that was under way is over.
 */
export function keepRunning(
  data: DataFolder,
  restart: () => Promise<unknown>,
  log: (message: string) => void,
): () => Promise<void> {
  let ended = false;
  let restarting = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const checkAfter = (pauseMs: number) => {
    if (ended) return;
    timer = setTimeout(() => {
      if (findPostmaster(data.database)) checkAfter(checkMs);
      else restarting = heal(pauseMs);
    }, pauseMs);
    timer.unref();
  };

  const heal = async (pauseMs: number) => {
    log('The database is gone; it is started again.');
    try {
      await restart();
      log('The database runs again.');
      checkAfter(checkMs);
    } catch (error) {
      log((error as Error).message);
      checkAfter(Math.min(pauseMs * 2, longestPauseMs));
    }
  };

  checkAfter(checkMs);
  return async () => {
    ended = true;
    clearTimeout(timer);
    await restarting;
  };
}
