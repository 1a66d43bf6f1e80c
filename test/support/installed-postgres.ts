import { chownSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BundledConnection } from '#platform/db/bundled/connection.ts';
import { runTool } from '#platform/db/bundled/run-tool.ts';
import { chooseServerUser } from '#platform/db/bundled/server-user.ts';

export type InstalledPostgres = {
  /** Its first database, with no table in it. */
  readonly connection: BundledConnection;
  stop(): Promise<void>;
};

const versions = '/usr/lib/postgresql';

/** The folder of the oldest PostgreSQL that this system brings and that we promise to work with. */
export function findInstalledPostgres(): string | undefined {
  const found = existsSync(versions) ? readdirSync(versions) : [];
  const usable = found
    .map(Number)
    .filter((version) => version >= 15 && existsSync(join(versions, String(version), 'bin/initdb')));
  return usable.length > 0 ? join(versions, String(Math.min(...usable)), 'bin') : undefined;
}

/** Starts a server of that PostgreSQL on a socket of its own, as its distribution would set it up. */
export async function startInstalledPostgres(binaries: string): Promise<InstalledPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'linktill-installed-'));
  const databaseFolder = join(folder, 'postgres');
  const user = chooseServerUser(databaseFolder);
  if (user) chownSync(folder, user.uid, user.gid);
  const run = async (tool: string, words: string[], logFile?: number) => {
    const path = join(binaries, tool);
    const call = { path, arguments: words, databaseFolder, user, ...(logFile ? { logFile } : {}) };
    const { code, output } = await runTool(call);
    if (code !== 0) throw new Error(`${path} failed: ${output}`);
  };
  const log = openSync(join(folder, 'log'), 'a');
  await run('initdb', [
    '--username=shop',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ]);
  const settings = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=off`;
  await run('pg_ctl', ['start', '--wait', '--options', settings], log);
  return {
    connection: { host: folder, port: 5432, user: 'shop', database: 'postgres' },
    stop: async () => {
      await run('pg_ctl', ['stop', '--wait', '--mode=immediate']);
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
