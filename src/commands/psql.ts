import { spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { type Command, CommandError } from '#commands/command-line/command.ts';
import { readEnvironment } from '#platform/config/environment.ts';
import type { Connection } from '#platform/db/database.ts';

export const psql: Command = {
  name: 'psql',
  about: 'Opens the database in PostgreSQL’s own terminal, psql, which has to be installed.',
  options: { command: { placeholder: 'SQL', about: 'runs these statements and ends' } },
  worksUnmigrated: true,
  run: async ({ connection }, { options }) => {
    const words = options.command === undefined ? [] : ['--command', options.command];
    // Ctrl+C is for the statement that runs in there, and not for this process.
    process.removeAllListeners('SIGINT').on('SIGINT', () => undefined);
    const child = spawn('psql', words, {
      stdio: 'inherit',
      env: { ...readEnvironment(), ...environmentFor(connection) },
    });
    const [code] = await once(child, 'exit').catch((error) => {
      throw explain(error);
    });
    if (code !== 0) throw new CommandError(`psql ended with ${code ?? 'a signal'}.`);
  },
};

/** Where it connects; in its environment, because everybody on the machine may read a line of arguments. */
function environmentFor(connection: Connection): Record<string, string> {
  const { host, port, user, password, database } = new pg.Client(connection);
  const mode =
    'connectionString' in connection && new URL(connection.connectionString).searchParams.get('sslmode');
  return {
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user ?? '',
    PGDATABASE: database ?? '',
    ...(password ? { PGPASSWORD: password } : {}),
    ...(mode ? { PGSSLMODE: mode } : {}),
  };
}

function explain(error: NodeJS.ErrnoException): Error {
  if (error.code !== 'ENOENT') return error;
  return new CommandError(
    'psql is not installed: it comes with the client package of PostgreSQL, such as postgresql-client or libpq.',
  );
}
