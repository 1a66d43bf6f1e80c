import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** One place for a server process: it may run, be stopped, be killed, and be started again at the same address. */
export type Server = {
  readonly name: string;
  readonly url: string;
  /** Whether buyers are sent there: not while it is being started, but also while its process stands still. */
  readonly isOpen: boolean;
  /** Starts it again and again until it is ready, as a supervisor would. */
  start(): Promise<void>;
  /** Ends it with SIGKILL, or with SIGTERM and the time to finish; gives its exit code. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
  pause(): void;
  goOn(): void;
  /** How long it has stood still so far, and, where the system tells, has waited for a processor. */
  readonly heldUpMs: number;
  killAtExit(): void;
  /** The end of what its processes said, for whoever looks for the reason of a violation. */
  log(): string;
};

export type ServerOptions = {
  readonly name: string;
  readonly mainFile: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Called when a server that was ready ends although nobody asked it to. */
  readonly onCrash: (how: string) => void;
};

const readyWithinMs = 20_000;
const comesBackWithinMs = 60_000;
const keptLogLength = 400_000;

export function createServerPlace(options: ServerOptions): Server {
  const { name, port } = options;
  let child: ChildProcess | undefined;
  let isOpen = false;
  let isWanted = false;
  let starting: Promise<void> | undefined;
  let log = '';
  let pausedMs = 0;
  let pausedSinceMs: number | undefined;

  const spawnOnce = async (): Promise<boolean> => {
    const { PATH = '', HOME = '' } = process.env;
    const started = spawn(process.execPath, ['--enable-source-maps', options.mainFile], {
      env: { PATH, HOME, PORT: String(port), ...options.environment } as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        started.kill('SIGKILL');
        resolve(false);
      }, readyWithinMs);
      let said = '';
      let isReady = false;
      const listen = (text: string) => {
        log = `${log}${text}`.slice(-keptLogLength);
        said = `${said}${text}`.slice(-2_000);
        if (!said.includes('"msg":"ready"')) return;
        clearTimeout(late);
        isReady = true;
        resolve(true);
      };
      started.stdout.setEncoding('utf8').on('data', listen);
      started.stderr.setEncoding('utf8').on('data', listen);
      started.once('exit', (code, signal) => {
        clearTimeout(late);
        resolve(false);
        if (!isReady || !isWanted) return;
        isOpen = false;
        options.onCrash(`${name} ended with ${code ?? signal}`);
        start().catch((error: Error) => options.onCrash(error.message));
      });
    });
  };

  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null;

  const startUntilReady = async () => {
    const endMs = performance.now() + comesBackWithinMs;
    while (isWanted && !isOpen) {
      isOpen = (await spawnOnce()) && isWanted;
      if (isOpen || !isWanted) return;
      if (performance.now() > endMs)
        throw new Error(`Server ${name} did not become ready any more:\n${log.slice(-2_000)}`);
      await delay(200);
    }
  };

  const start = () => {
    isWanted = true;
    starting ??= startUntilReady().finally(() => {
      starting = undefined;
    });
    return starting;
  };

  return {
    name,
    url: `http://127.0.0.1:${port}`,
    get isOpen() {
      return isOpen;
    },
    start,
    end: async (signal) => {
      isWanted = false;
      isOpen = false;
      if (!child || !isRunning()) return child?.exitCode ?? null;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
    pause: () => {
      child?.kill('SIGSTOP');
      pausedSinceMs ??= performance.now();
    },
    goOn: () => {
      child?.kill('SIGCONT');
      if (pausedSinceMs !== undefined) pausedMs += performance.now() - pausedSinceMs;
      pausedSinceMs = undefined;
    },
    get heldUpMs() {
      const nowPausedMs = pausedSinceMs === undefined ? 0 : performance.now() - pausedSinceMs;
      return pausedMs + nowPausedMs + (child?.pid === undefined ? 0 : processorWaitMs(child.pid));
    },
    killAtExit: () => void child?.kill('SIGKILL'),
    log: () => log,
  };
}

/** How long a process that could have run has waited for a processor since it began; 0 where nobody knows. */
export function processorWaitMs(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}
