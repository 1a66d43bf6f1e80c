import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findPackageFolder, prepareBinaries } from '#platform/db/bundled/binaries.ts';
import { type BundledConnection, connectionTo, ensureDatabase } from '#platform/db/bundled/connection.ts';
import { prepareDataFolder } from '#platform/db/bundled/data-folder.ts';
import { initialise, type ServerSetup, startPostmaster } from '#platform/db/bundled/database-server.ts';
import { findPostmaster } from '#platform/db/bundled/postmaster.ts';
import { runTool } from '#platform/db/bundled/run-tool.ts';

export type StopMode = 'fast' | 'immediate' | 'kill';

/** A PostgreSQL cluster of its own, as durable as a real one, that can be taken away and brought back. */
export type Database = {
  readonly connection: BundledConnection;
  readonly socketPath: string;
  /** `kill` is kill -9 of the postmaster; `immediate` ends every process without writing anything more. */
  stop(mode: StopMode): Promise<void>;
  start(): Promise<void>;
  /** Stops it for good and takes its files away. */
  remove(): Promise<void>;
  /** The same within the exit of this process, which waits for nothing. */
  removeAtExit(): void;
};

export async function openDatabase(): Promise<Database> {
  const root = mkdtempSync(join(tmpdir(), 'linktill-chaos-'));
  const data = prepareDataFolder(root);
  const shared = data.user ? ['/var/cache/linktill'] : [];
  const binaries = prepareBinaries(findPackageFolder(), data.user, [...shared, join(root, 'cache')]);
  await initialise(data, binaries);
  const setup: ServerSetup = { data, binaries, settings: {} };
  const postmaster = await startPostmaster(setup);
  await ensureDatabase(postmaster);
  const { socketFolder } = postmaster;

  const runningPid = () => findPostmaster(data.database)?.pid;

  const stop = async (mode: StopMode) => {
    const pid = runningPid();
    if (pid === undefined) return;
    if (mode === 'kill') {
      process.kill(pid, 'SIGKILL');
      return;
    }
    await runTool({
      path: binaries.pgCtl,
      arguments: ['stop', '--wait', `--mode=${mode}`, '--timeout=30'],
      databaseFolder: data.database,
      user: data.user,
    });
  };

  // After kill -9 the processes of the dead server hold its memory for a moment, and PostgreSQL refuses to start.
  const start = async () => {
    for (let tries = 1; ; tries++) {
      try {
        await startPostmaster({ ...setup, socketFolder });
        return;
      } catch (error) {
        if (tries >= 50) throw error;
        await delay(200);
      }
    }
  };

  const removeFiles = () => {
    rmSync(root, { recursive: true, force: true, maxRetries: 3 });
    rmSync(socketFolder, { recursive: true, force: true });
  };
  return {
    connection: connectionTo(postmaster),
    socketPath: join(socketFolder, `.s.PGSQL.${postmaster.port}`),
    stop,
    start,
    remove: async () => {
      await stop('immediate');
      removeFiles();
    },
    removeAtExit: () => {
      const pid = runningPid();
      if (pid !== undefined) process.kill(pid, 'SIGQUIT');
      removeFiles();
    },
  };
}
