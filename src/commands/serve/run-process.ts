import type { Logger } from 'pino';
import { type Closers, createClosers } from './closers.ts';
import { type Ending, listenForTheEnd } from './ending.ts';
import { explainFailure } from './start-failure.ts';

export type Life = {
  readonly log: Logger;
  readonly ending: Ending;
  readonly closers: Closers;
  /** Leaves the start early when the end was asked for meanwhile. */
  checkPoint(): void;
};

class StoppedWhileStarting extends Error {}

/** Requests in flight get ten seconds, the database its own; a process that takes longer is stuck. */
const longestEndMs = 40_000;

/**
 * The life of a server's process: starts, waits until it is to end, and undoes in turn what was started.
 *
 * @param tellFailure says a failure that a person can mend
 * @returns the exit code
 */
export async function runProcess(
  log: Logger,
  start: (life: Life) => Promise<void>,
  tellFailure: (sentences: string) => void,
): Promise<number> {
  const ending = listenForTheEnd(log);
  const closers = createClosers(log);
  const checkPoint = () => {
    if (ending.isAsked()) throw new StoppedWhileStarting();
  };
  try {
    await start({ log, ending, closers, checkPoint });
  } catch (error) {
    if (!ending.isAsked()) {
      const sentences = explainFailure(error);
      if (sentences === undefined) log.fatal({ err: error }, 'the server cannot start');
      else tellFailure(sentences);
      ending.ask(1);
    }
  }
  const exitCode = await ending.asked;
  const stuck = setTimeout(() => {
    log.fatal('the server cannot stop; it is cut off');
    process.exit(1);
  }, longestEndMs);
  const isClean = await closers.closeAll();
  clearTimeout(stuck);
  log.info('stopped');
  return isClean ? exitCode : 1;
}
