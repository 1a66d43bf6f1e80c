import { ConfigError } from '#platform/config/config-error.ts';
import { BundledPostgresError } from '#platform/db/bundled/error.ts';

/** What a person can mend, in sentences for them. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}

/** The sentences for a failure that a person can mend; undefined for a mistake of ours, which wants its stack. */
export function explainFailure(error: unknown): string | undefined {
  const isPlain =
    error instanceof StartFailure || error instanceof ConfigError || error instanceof BundledPostgresError;
  return isPlain ? error.message : undefined;
}

/** Turns what `listen` throws into a sentence with a way out. */
export function listenFailure(error: unknown, { host, port }: { host: string; port: number }): unknown {
  const { code } = error as { code?: string };
  const way = listenFailures[code ?? ''];
  return way === undefined ? error : new StartFailure(way(host, port), { cause: error });
}

const listenFailures: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) =>
    `Port ${port} on ${host} is taken by another program: stop that one, or start with another port, for example PORT=${port === 65_535 ? 3000 : port + 1}.`,
  EACCES: (_, port) =>
    `This user may not listen on port ${port}: take a port from 1024 up, for example PORT=3000.`,
  EADDRNOTAVAIL: (host) =>
    `${host} is no address of this machine: set HOST to one that is, for example HOST=127.0.0.1.`,
  ENOTFOUND: (host) =>
    `${host} is not known as a name of this machine: set HOST to an address, for example HOST=127.0.0.1.`,
};
