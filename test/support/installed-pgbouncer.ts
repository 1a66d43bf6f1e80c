import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { BundledConnection } from '#platform/db/bundled/connection.ts';
import { hasSocket } from '#platform/db/bundled/connection.ts';
import { chooseServerUser } from '#platform/db/bundled/server-user.ts';
import { eventually } from './scenario.ts';

export type InstalledPgBouncer = {
  /** The same database, by way of the pooler. */
  readonly connection: BundledConnection;
  stop(): Promise<void>;
};

const port = 6432;

/** The version of the PgBouncer that this system brings, as `[1, 18]`; undefined when there is none. */
export function findInstalledPgBouncer(): readonly [number, number] | undefined {
  try {
    const said = execFileSync('pgbouncer', ['--version'], { encoding: 'utf8', env: environment() });
    const [, major, minor] = /PgBouncer (\d+)\.(\d+)/.exec(said) ?? [];
    return [Number(major), Number(minor)];
  } catch {
    return undefined;
  }
}

/** Distributions put it where only root looks. */
function environment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: [process.env.PATH, '/usr/sbin', '/usr/local/sbin'].join(delimiter) };
}

/** Starts it before a database, on a socket of its own, with these lines of `pgbouncer.ini` beside where things are. */
export async function startInstalledPgBouncer(
  database: BundledConnection,
  lines: readonly string[],
): Promise<InstalledPgBouncer> {
  const folder = mkdtempSync(join(tmpdir(), 'linktill-pgbouncer-'));
  const user = chooseServerUser(join(folder, 'postgres'));
  const settings = [
    '[databases]',
    `${database.database} = host=${database.host} port=${database.port} dbname=${database.database}`,
    '[pgbouncer]',
    'listen_addr =',
    `listen_port = ${port}`,
    `unix_socket_dir = ${folder}`,
    'auth_type = trust',
    `auth_file = ${join(folder, 'users.txt')}`,
    ...lines,
  ];
  writeFileSync(join(folder, 'users.txt'), `"${database.user}" ""\n`);
  writeFileSync(join(folder, 'pgbouncer.ini'), `${settings.join('\n')}\n`);
  if (user) chownSync(folder, user.uid, user.gid);
  const child = spawn('pgbouncer', ['-q', join(folder, 'pgbouncer.ini')], {
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const connection = { ...database, host: folder, port };
  const stop = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await eventually(
      () => hasSocket({ socketFolder: folder, port, pid: 0, status: '' }),
      (listens) => {
        if (child.exitCode !== null) throw new Error(`PgBouncer ended:\n${said}`);
        return listens;
      },
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { connection, stop };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  // It ends at once, whoever is still connected.
  child.kill('SIGTERM');
  await ended;
}
