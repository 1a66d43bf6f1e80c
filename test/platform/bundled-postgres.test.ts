import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { prepareBinaries } from '#platform/db/bundled/binaries.ts';
import { attachBundledPostgres, startBundledPostgres } from '#platform/db/bundled/bundled-postgres.ts';
import { resolveDataDir } from '#platform/db/bundled/data-folder.ts';
import { runTool } from '#platform/db/bundled/run-tool.ts';
import { chooseServerUser } from '#platform/db/bundled/server-user.ts';
import {
  cleanUp,
  copyPackageWithoutLinks,
  isRunning,
  makeDataDir,
  makeFolder,
  own,
  postmasterPid,
  query,
  startOwner,
} from './bundled-postgres/support.ts';

const isRoot = process.getuid?.() === 0;

afterAll(cleanUp);

async function expectGone(pid: number): Promise<void> {
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 10_000 });
}

describe('a server', () => {
  test('that was killed leaves its database running, and the next one reuses it with all data', async () => {
    const dataDir = await makeDataDir();
    const owner = await startOwner(dataDir);
    const pid = postmasterPid(dataDir);
    await query(owner.connection, 'create table kept as select 42 as answer');
    await owner.end('SIGKILL');

    const database = await startBundledPostgres({ dataDir });
    expect(database.reused).toBe(true);
    expect(postmasterPid(dataDir)).toBe(pid);
    expect(await query(database.connection, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await database.stop();
    await expectGone(pid);
  });

  test('is refused on a data folder another live server uses, and that one goes on', async () => {
    const dataDir = await makeDataDir();
    const owner = await startOwner(dataDir);
    await expect(startBundledPostgres({ dataDir })).rejects.toThrow(
      `Another server (process ${owner.pid}) already uses this data folder`,
    );
    expect(await query(owner.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await owner.end('SIGTERM');
  });

  test('that stops takes its database, socket folder and lock file with it', async () => {
    const dataDir = await makeDataDir();
    const owner = await startOwner(dataDir);
    const pid = postmasterPid(dataDir);
    await owner.end('SIGTERM');
    await expectGone(pid);
    expect(statSync(owner.connection.host, { throwIfNoEntry: false })).toBeUndefined();
    expect(readdirSync(join(dataDir, 'locks'))).toEqual([]);
  });

  test('that exits without stopping its database takes it along', async () => {
    const dataDir = await makeDataDir();
    const owner = await startOwner(dataDir);
    const pid = postmasterPid(dataDir);
    await owner.end('SIGUSR2');
    await expectGone(pid);
  });

  test('starts its database again at the same socket when that dies', async () => {
    const dataDir = await makeDataDir();
    const database = await startBundledPostgres({ dataDir });
    const pid = postmasterPid(dataDir);
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => query(database.connection, 'select 1'), { timeout: 20_000, interval: 100 });
    expect(postmasterPid(dataDir)).not.toBe(pid);
    await database.stop();
  });

  test('whose temporary folder is too long for a socket path puts the socket elsewhere', async () => {
    const longFolder = join(makeFolder(), 'x'.repeat(120));
    mkdirSync(longFolder, { mode: 0o755 });
    const owner = await startOwner(await makeDataDir(), { TMPDIR: longFolder });
    expect(owner.connection.host).not.toContain(longFolder);
    expect(await query(owner.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await owner.end('SIGTERM');
  });

  test('makes a durable UTF-8 database in UTC that nobody reaches by network', async () => {
    const database = await startBundledPostgres({ dataDir: makeFolder() });
    const names = ['fsync', 'synchronous_commit', 'server_encoding', 'timezone', 'listen_addresses'];
    const columns = names.map((name) => `current_setting('${name}') as ${name}`);
    expect(await query(database.connection, `select ${columns.join(', ')}, lower('ŁĄ') as lower`)).toEqual([
      {
        fsync: 'on',
        synchronous_commit: 'on',
        server_encoding: 'UTF8',
        timezone: 'UTC',
        listen_addresses: '',
        lower: 'łą',
      },
    ]);
    expect(statSync(database.connection.host).mode & 0o777).toBe(0o700);
    await database.stop();
  });
});

describe('after a crash of the machine', () => {
  test('a lock file whose process number was given to another process does not refuse the server', async () => {
    const dataDir = await makeDataDir();
    const stale = join(dataDir, 'locks', `server-${process.pid}-0badb007.1-00000000.lock`);
    writeFileSync(stale, `${process.pid}\n`);
    const database = await startBundledPostgres({ dataDir });
    expect(statSync(stale, { throwIfNoEntry: false })).toBeUndefined();
    await database.stop();
  });

  test('a pid file whose number now belongs to another program of the same user is seen through', async () => {
    const dataDir = await makeDataDir();
    const first = await startBundledPostgres({ dataDir });
    const pidFile = join(dataDir, 'postgres/postmaster.pid');
    const lines = readFileSync(pidFile, 'utf8').split('\n');
    await first.stop();

    const { uid, gid } = statSync(join(dataDir, 'postgres'));
    const stranger = spawn('sleep', ['60'], isRoot ? { uid, gid } : {});
    own(stranger);
    await once(stranger, 'spawn');
    writeFileSync(pidFile, [stranger.pid, ...lines.slice(1)].join('\n'));

    const second = await startBundledPostgres({ dataDir });
    expect(second.reused).toBe(false);
    expect(isRunning(stranger.pid!)).toBe(true);
    await second.stop();
    stranger.kill('SIGKILL');
  });

  test('an empty pid file is seen through', async () => {
    const dataDir = await makeDataDir();
    await (await startBundledPostgres({ dataDir })).stop();
    writeFileSync(join(dataDir, 'postgres/postmaster.pid'), '');
    await (await startBundledPostgres({ dataDir })).stop();
  });
});

describe('an operator command', () => {
  test('attaches to the database of the running server, and leaves it running', async () => {
    const dataDir = await makeDataDir();
    const owner = await startOwner(dataDir);
    const command = await attachBundledPostgres({ dataDir });
    expect(command).toMatchObject({ reused: true, connection: owner.connection });
    await command.stop();
    expect(await query(owner.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await owner.end('SIGTERM');
  });

  test('starts the database when none runs, and stops it at the end', async () => {
    const dataDir = await makeDataDir();
    const command = await attachBundledPostgres({ dataDir });
    const pid = postmasterPid(dataDir);
    expect(await query(command.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await command.stop();
    await expectGone(pid);
  });

  test('keeps the database while a server stops, and stops it itself at the end', async () => {
    const dataDir = await makeDataDir();
    const owner = await startOwner(dataDir);
    const command = await attachBundledPostgres({ dataDir });
    const pid = postmasterPid(dataDir);
    await owner.end('SIGTERM');
    expect(await query(command.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await command.stop();
    await expectGone(pid);
  });
});

test('missing library links are made, as when install scripts are off', async () => {
  const folder = join(makeFolder(), 'package');
  copyPackageWithoutLinks(folder);
  const { initdb } = prepareBinaries(folder, undefined, []);
  expect(await version(initdb, undefined)).toContain('initdb (PostgreSQL) 18');
});

test.runIf(isRoot)('binaries below a closed folder are staged where the dropped user runs them', async () => {
  const parent = makeFolder();
  const closed = join(parent, 'closed');
  const folder = join(closed, 'package');
  chmodSync(parent, 0o755);
  mkdirSync(closed, { mode: 0o700 });
  copyPackageWithoutLinks(folder);
  const user = chooseServerUser(join(parent, 'none'));
  await expect(version(join(folder, 'native/bin/initdb'), user)).rejects.toThrow('does not run here');
  const { initdb } = prepareBinaries(folder, user, [join(closed, 'cache'), join(parent, 'cache')]);
  expect(initdb).toContain(join(parent, 'cache'));
  expect(await version(initdb, user)).toContain('initdb (PostgreSQL) 18');
});

test.runIf(isRoot)('a data folder below a closed folder is one sentence, and the default moves', async () => {
  const closed = makeFolder();
  chmodSync(closed, 0o700);
  const dataDir = join(closed, 'data');
  await expect(startBundledPostgres({ dataDir })).rejects.toThrow(`${closed} is closed to that user`);
  expect(() => resolveDataDir(dataDir, { explicit: true })).toThrow('set DATA_DIR to a folder outside of it');
  expect(resolveDataDir(dataDir, { explicit: false })).toBe('/var/lib/linktill');
});

test('a database folder that holds no database is left alone', async () => {
  const dataDir = makeFolder();
  mkdirSync(join(dataDir, 'postgres'));
  await expect(startBundledPostgres({ dataDir })).rejects.toThrow('exists, but holds no database');
});

test('settings that PostgreSQL refuses are told with the end of its log', async () => {
  const settings = { shared_buffers: 'many' };
  const start = startBundledPostgres({ dataDir: await makeDataDir(), settings });
  await expect(start).rejects.toThrow(/did not start\. The end of .*postgres\.log:[\s\S]*shared_buffers/);
});

async function version(tool: string, user: ReturnType<typeof chooseServerUser>): Promise<string> {
  const { output } = await runTool({ path: tool, arguments: ['--version'], databaseFolder: '/', user });
  return output;
}
