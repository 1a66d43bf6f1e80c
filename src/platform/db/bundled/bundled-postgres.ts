import { join } from 'node:path';
import { findPackageFolder, prepareBinaries } from './binaries.ts';
import { type Claim, claimCommand, claimServer, inTurn, isInUse } from './claims.ts';
import { type BundledConnection, connectionTo, ensureDatabase, hasSocket } from './connection.ts';
import { type DataFolder, prepareDataFolder } from './data-folder.ts';
import { initialise, type ServerSetup, startPostmaster, stopPostmaster } from './database-server.ts';
import { keepRunning, stopOnExit } from './keep-running.ts';
import { refuseMoved } from './moved.ts';
import { awaitPostmaster, findPostmaster, type Postmaster } from './postmaster.ts';

export interface BundledPostgres {
  connection: BundledConnection;
  /** Whether the database was already running: after a `kill -9` of the server, or beside a command. */
  reused: boolean;
  /** Stops the database, unless another server or command still uses it; then that one stops it. */
  stop(): Promise<void>;
}

export interface BundledOptions {
  dataDir: string;
  log?: (message: string) => void;
  /** PostgreSQL settings for this start, e.g. `{ max_connections: '50' }`. */
  settings?: Record<string, string>;
}

/**
 * Starts the bundled PostgreSQL for a server, or takes over the one a killed server left running, and keeps it
 * running until `stop`.
 *
 * @throws BundledPostgresError, with a sentence for people, e.g. when another server uses the data folder.
 */
export async function startBundledPostgres(options: BundledOptions): Promise<BundledPostgres> {
  const data = prepareDataFolder(options.dataDir);
  refuseMoved(data);
  return use(data, await claimServer(data.locks), options, { heal: true });
}

/**
 * Connects an operator command to the bundled PostgreSQL: to the running one, or to one it starts for itself.
 *
 * @throws BundledPostgresError, with a sentence for people.
 */
export async function attachBundledPostgres(options: BundledOptions): Promise<BundledPostgres> {
  const data = prepareDataFolder(options.dataDir);
  return use(data, claimCommand(data.locks), options, { heal: false });
}

/**
 * The same for a command that no server may run beside: none may be running, and none starts meanwhile.
 *
 * @throws BundledPostgresError, with a sentence for people.
 */
export async function attachBundledPostgresAlone(options: BundledOptions): Promise<BundledPostgres> {
  const data = prepareDataFolder(options.dataDir);
  const claim = await claimServer(
    data.locks,
    (pid) =>
      `A server (process ${pid}) uses the data folder ${data.root}: stop it first, and run this command again.`,
  );
  return use(data, claim, options, { heal: false });
}

async function use(
  data: DataFolder,
  claim: Claim,
  options: BundledOptions,
  { heal }: { heal: boolean },
): Promise<BundledPostgres> {
  const log = options.log ?? (() => {});
  const forgetExit = stopOnExit(data, claim);
  try {
    const setup = { data, binaries: findBinaries(data), settings: options.settings ?? {} };
    const { postmaster, reused } = await inTurn(data.locks, () => ensureRunning(setup, log));
    // The pool goes on asking at the same socket, so a restart has to put it at the same place.
    const restart = () =>
      inTurn(data.locks, () => ensureRunning({ ...setup, socketFolder: postmaster.socketFolder }, log));
    const endWatch = heal ? keepRunning(data, restart, log) : async () => {};
    const stop = async () => {
      await endWatch();
      await leave(setup, claim);
      forgetExit();
    };
    let stopped: Promise<void> | undefined;
    return {
      connection: connectionTo(postmaster),
      reused,
      stop: () => {
        stopped ??= stop();
        return stopped;
      },
    };
  } catch (error) {
    forgetExit();
    claim.release();
    throw error;
  }
}

function findBinaries(data: DataFolder) {
  const shared = data.user ? ['/var/cache/linktill'] : [];
  return prepareBinaries(findPackageFolder(), data.user, [...shared, join(data.root, 'cache')]);
}

async function ensureRunning(
  setup: ServerSetup,
  log: (message: string) => void,
): Promise<{ postmaster: Postmaster; reused: boolean }> {
  const { data, binaries } = setup;
  await initialise(data, binaries);
  const found = await awaitPostmaster(data.database);
  const reused = found !== undefined && (await hasSocket(found));
  if (found && !reused) {
    log('The database runs, but its socket is gone; it is started again.');
    await stopPostmaster(setup);
  }
  const postmaster = found && reused ? found : await startPostmaster(setup);
  await ensureDatabase(postmaster);
  return { postmaster, reused };
}

/** The last one to leave stops the database. */
async function leave(setup: ServerSetup, claim: Claim): Promise<void> {
  const { data } = setup;
  await inTurn(data.locks, async () => {
    claim.release();
    if (!isInUse(data.locks) && findPostmaster(data.database)) await stopPostmaster(setup);
  });
}
