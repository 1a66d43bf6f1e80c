import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findPackageFolder, prepareBinaries } from '#platform/db/bundled/binaries.ts';
import { type BundledConnection, connectionTo, ensureDatabase } from '#platform/db/bundled/connection.ts';
import { prepareDataFolder } from '#platform/db/bundled/data-folder.ts';
import { initialise, type ServerSetup, startPostmaster } from '#platform/db/bundled/database-server.ts';
import { findPostmaster } from '#platform/db/bundled/postmaster.ts';
import { runTool } from '#platform/db/bundled/run-tool.ts';
import { openChaosDisk } from './disk.ts';

export type StopMode = 'fast' | 'immediate' | 'kill';

/** A PostgreSQL cluster of its own, as durable as a real one, that can be taken away and brought back. */
export type Database = {
  readonly connection: BundledConnection;
  readonly socketPath: string;
  /** `kill` is kill -9 of the postmaster; `immediate` ends every process without writing anything more. */
  stop(mode: StopMode): Promise<void>;
  start(): Promise<void>;
  /** Stops every process of it where it stands: connections stay open, and nobody answers. */
  freeze(): void;
  thaw(): void;
  /** False where no disk of its own can be had for it. */
  readonly canFillDisk: boolean;
  /** Fills its disk to the last byte, or gives the room back, and starts it when it ended for want of room. */
  fillDisk(isFull: boolean): Promise<void>;
  /** Lets every commit wait for a standby that does not exist, or no more; false while nobody answers. */
  waitForStandby(isOn: boolean): Promise<boolean>;
  /** Stops it for good and takes its files away. */
  remove(): Promise<void>;
  /** The same within the exit of this process, which waits for nothing. */
  removeAtExit(): void;
};

export async function openDatabase(settings: Readonly<Record<string, string>> = {}): Promise<Database> {
  const disk = openChaosDisk();
  const root = disk.folder;
  const data = prepareDataFolder(root);
  const shared = data.user ? ['/var/cache/linktill'] : [];
  const binaries = prepareBinaries(findPackageFolder(), data.user, [...shared, join(root, 'cache')]);
  await initialise(data, binaries);
  const setup: ServerSetup = { data, binaries, settings };
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

  const signalAll = (signal: 'SIGSTOP' | 'SIGCONT') => {
    const pid = runningPid();
    if (pid === undefined) return;
    // Those that it begins meanwhile would not stand still, so it comes first, and runs on last.
    const children = childrenOf(pid);
    for (const one of signal === 'SIGSTOP' ? [pid, ...children] : [...children, pid]) send(one, signal);
  };

  /** Whether it takes a connection, and does all of this on it. */
  const answers = async (...statements: string[]) => {
    const client = new pg.Client({ ...connectionTo(postmaster), connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      for (const statement of statements) await client.query(statement);
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  };

  const removeFiles = () => {
    disk.remove();
    rmSync(socketFolder, { recursive: true, force: true });
  };
  return {
    connection: connectionTo(postmaster),
    socketPath: join(socketFolder, `.s.PGSQL.${postmaster.port}`),
    stop,
    start,
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    canFillDisk: disk.canBeFilled,
    fillDisk: async (isFull) => {
      if (isFull) return disk.fill();
      disk.free();
      while (!(await answers())) {
        if (runningPid() === undefined) await start();
        await delay(100);
      }
    },
    waitForStandby: (isOn) =>
      answers(
        'set synchronous_commit = local',
        `alter system set synchronous_standby_names = '${isOn ? 'nobody' : ''}'`,
        'select pg_reload_conf()',
      ),
    remove: async () => {
      signalAll('SIGCONT');
      disk.free();
      await stop('immediate');
      removeFiles();
    },
    removeAtExit: () => {
      const pid = runningPid();
      signalAll('SIGCONT');
      if (pid !== undefined) process.kill(pid, 'SIGQUIT');
      removeFiles();
    },
  };
}

/** Of the processes of this machine, those that this one began. */
function childrenOf(parent: number): number[] {
  const output = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return output.split('\n').flatMap((line) => {
    const [pid, ppid] = line.trim().split(/\s+/).map(Number);
    return pid !== undefined && ppid === parent ? [pid] : [];
  });
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It has ended meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
