import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs the built server as a process that is replaced again and again. While one is stopping or starting, `ready` is
 * pending, so that nobody is told of a server that is not there yet.
 *
 * @param {string} file what node runs
 * @param {Record<string, string>} environment besides that of this process; `PORT` is where it has to answer
 */
export function createDevServer(file, environment) {
  let child;
  let ready = Promise.resolve();
  let isWanted = false;
  let turn = Promise.resolve();

  const start = async () => {
    child = spawn(process.execPath, ['--enable-source-maps', file], {
      env: { ...process.env, ...environment },
      stdio: 'inherit',
    });
    await answers(child, `http://127.0.0.1:${environment.PORT}/healthz`);
  };
  const stop = async () => {
    if (!isRunning(child)) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };

  return {
    get ready() {
      return ready;
    },
    /** One after the other; of changes that come meanwhile only the last is worth a start. */
    restart() {
      if (isWanted) return turn;
      isWanted = true;
      turn = turn.then(async () => {
        isWanted = false;
        ready = stop().then(start);
        await ready;
      });
      return turn;
    },
    stop,
  };
}

const isRunning = (child) => child && child.exitCode === null && child.signalCode === null;

/** Waits until the server answers, or has ended: then it has said why. */
async function answers(child, url) {
  while (isRunning(child)) {
    const isThere = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
