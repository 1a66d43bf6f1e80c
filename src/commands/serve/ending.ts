import type { Logger } from 'pino';

/** The one wish of a process to end. Only the first counts; later signals change nothing. */
export type Ending = {
  /** Resolves with the exit code once the process is to end. */
  readonly asked: Promise<number>;
  isAsked(): boolean;
  ask(exitCode: number): void;
};

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Listens for whatever ends a server: a signal (0), or an error that nobody caught (1), after which nothing in
 * memory can be trusted. Signals are listened for from here on, so one that comes during the start is not lost.
 */
export function listenForTheEnd(log: Logger): Ending {
  let asked = false;
  let resolve: (exitCode: number) => void = () => {};
  const ending: Ending = {
    asked: new Promise((settle) => {
      resolve = settle;
    }),
    isAsked: () => asked,
    ask: (exitCode) => {
      asked = true;
      resolve(exitCode);
    },
  };
  for (const signal of signals) {
    process.on(signal, () => {
      log.info({ signal }, asked ? 'already stopping' : 'stopping');
      ending.ask(0);
    });
  }
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.fatal({ err: error, event }, 'an error was not caught; the server ends');
      ending.ask(1);
    });
  }
  return ending;
}
