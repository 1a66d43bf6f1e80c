import {
  closeSync,
  fchownSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { databaseName } from './connection.ts';
import { type DataFolder, giveTo } from './data-folder.ts';
import { BundledPostgresError } from './error.ts';
import { awaitPostmaster, discreditPidFile, type Postmaster } from './postmaster.ts';
import { runTool } from './run-tool.ts';
import { makeSocketFolder, removeSocketFolder, socketPort } from './socket-folder.ts';

/** One database server: its data, its programs and how it is set up. */
export interface ServerSetup {
  data: DataFolder;
  binaries: Binaries;
  /** PostgreSQL settings for this start, by name. */
  settings: Record<string, string>;
  /** Where the socket has to be; a new folder when undefined. */
  socketFolder?: string;
}

/** Written into postgresql.conf when the database is made; whoever runs the server may change them there. */
const initialSettings: Record<string, string> = {
  max_connections: '200',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Failing statements may hold personal data, and the application reports them itself.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  jit: 'off',
  random_page_cost: '1.1',
  // Plans follow a shop that fills up within minutes.
  autovacuum_naptime: '15s',
};

const restartBytes = 5_000_000;

/** Makes the database in `data.database` unless there is one. An interrupted attempt leaves none. */
export async function initialise(data: DataFolder, binaries: Binaries): Promise<void> {
  for (const entry of readdirSync(data.root)) {
    if (entry.startsWith('postgres.new-')) rmSync(join(data.root, entry), { recursive: true, force: true });
  }
  if (statSync(data.database, { throwIfNoEntry: false })) {
    checkVersion(data, binaries);
    return;
  }
  const unfinished = mkdtempSync(join(data.root, 'postgres.new-'));
  giveTo(data.user, unfinished);
  const result = await runTool({
    path: binaries.initdb,
    arguments: [
      `--username=${databaseName}`,
      '--auth-local=trust',
      '--auth-host=reject',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...Object.entries(initialSettings).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
    ],
    databaseFolder: unfinished,
    user: data.user,
  });
  if (result.code !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new BundledPostgresError(
      `The database could not be made in ${data.database}. The end of what initdb said:\n${tail(result.output)}`,
    );
  }
  renameSync(unfinished, data.database);
  syncFolder(data.root);
}

/** Starts the database server and waits until it accepts connections. */
export async function startPostmaster(setup: ServerSetup): Promise<Postmaster> {
  const { data, binaries, settings } = setup;
  giveTo(data.user, data.database);
  discreditPidFile(data.database);
  const socketFolder = makeSocketFolder(data, setup.socketFolder);
  const options = Object.entries({
    ...settings,
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    port: String(socketPort),
  }).map(([name, value]) => `-c ${name}=${quoteForShell(value)}`);
  const log = openLog(data);
  const startArguments = ['start', '--wait', '--timeout=300', '--options', options.join(' ')];
  try {
    const { code } = await runTool({
      path: binaries.pgCtl,
      arguments: startArguments,
      databaseFolder: data.database,
      user: data.user,
      logFile: log.descriptor,
    });
    const postmaster = code === 0 ? await awaitPostmaster(data.database) : undefined;
    if (postmaster) return postmaster;
    removeSocketFolder(data);
    const said = readFileSync(data.log).subarray(log.startByte).toString();
    throw new BundledPostgresError(
      `The bundled PostgreSQL did not start. The end of ${data.log}:\n${tail(said)}`,
    );
  } finally {
    closeSync(log.descriptor);
  }
}

/** Stops the database server: open transactions are rolled back, connections closed. */
export async function stopPostmaster({ data, binaries }: ServerSetup): Promise<void> {
  let said = '';
  for (const mode of ['fast', 'immediate']) {
    const result = await runTool({
      path: binaries.pgCtl,
      arguments: ['stop', '--wait', `--mode=${mode}`, '--timeout=30'],
      databaseFolder: data.database,
      user: data.user,
    });
    if (result.code === 0) {
      removeSocketFolder(data);
      return;
    }
    said += result.output;
  }
  throw new BundledPostgresError(
    `The bundled PostgreSQL did not stop. The end of what pg_ctl said:\n${tail(said)}`,
  );
}

function checkVersion(data: DataFolder, binaries: Binaries): void {
  let version: string;
  try {
    version = readFileSync(join(data.database, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    throw new BundledPostgresError(
      `${data.database} exists, but holds no database: move it away, or set DATA_DIR to another folder.`,
      { cause: error },
    );
  }
  if (version === binaries.majorVersion) return;
  throw new BundledPostgresError(
    `${data.database} was made by PostgreSQL ${version}, and this release brings PostgreSQL ${binaries.majorVersion}: make a backup with the release that brought ${version}, and restore it with this one into a new DATA_DIR.`,
  );
}

function openLog(data: DataFolder): { descriptor: number; startByte: number } {
  const sizeBytes = statSync(data.log, { throwIfNoEntry: false })?.size ?? 0;
  if (sizeBytes > restartBytes) renameSync(data.log, `${data.log}.1`);
  const descriptor = openSync(data.log, 'a', 0o600);
  if (data.user) fchownSync(descriptor, data.user.uid, data.user.gid);
  return { descriptor, startByte: sizeBytes > restartBytes ? 0 : sizeBytes };
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** pg_ctl hands its options to a shell. */
function quoteForShell(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

function tail(text: string): string {
  return text.trimEnd().split('\n').slice(-12).join('\n');
}
