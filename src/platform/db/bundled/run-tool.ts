import { type SpawnOptions, spawn } from 'node:child_process';
import { BundledPostgresError } from './error.ts';
import type { ServerUser } from './server-user.ts';

export interface ToolCall {
  path: string;
  arguments: string[];
  databaseFolder: string;
  user: ServerUser | undefined;
  /** File descriptor that gets the output instead of the result; a server that stays needs a file, not a pipe. */
  logFile?: number;
}

/**
 * Runs one of PostgreSQL's tools to its end, in a bare environment, so that no PG* variable, locale or time zone
 * of the person at the keyboard changes what it does.
 *
 * @throws BundledPostgresError when the tool cannot be run at all; a failing tool is told by its exit code.
 */
export async function runTool(call: ToolCall): Promise<{ code: number; output: string }> {
  const options: SpawnOptions = {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', PGDATA: call.databaseFolder },
    stdio: ['ignore', call.logFile ?? 'pipe', call.logFile ?? 'pipe'],
    ...(call.user && { uid: call.user.uid, gid: call.user.gid }),
  };
  return new Promise((resolve, reject) => {
    const child = spawn(call.path, call.arguments, options);
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error: NodeJS.ErrnoException) => reject(explain(error, call)));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function explain(error: NodeJS.ErrnoException, call: ToolCall): BundledPostgresError {
  const reason =
    error.code === 'EPERM' || error.code === 'EINVAL'
      ? `this process may not become ${call.user?.name ?? 'another user'}; start the server as an ordinary user`
      : `this system cannot run ${call.path} (${error.code ?? error.message}; the bundle needs glibc)`;
  return new BundledPostgresError(
    `The bundled PostgreSQL does not run here: ${reason}, or set DATABASE_URL.`,
    {
      cause: error,
    },
  );
}
