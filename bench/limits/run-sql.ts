import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BundledConnection } from '#platform/db/bundled/connection.ts';
import { startChild } from '../children/child.ts';
import type { SqlOrder, SqlRun } from '../children/sql-client.ts';
import { pgbenchFile, type SqlScript } from './sql-scripts.ts';

export type SqlRunner = {
  /** Who runs the statements: `pgbench`, or the driver where that is not installed. */
  readonly name: string;
  /** Transactions a second. */
  run(script: SqlScript, clients: number, seconds: number): Promise<number>;
  stop(): Promise<void>;
};

/** What the database itself reaches with the same writes, without a server between. */
export function createSqlRunner(connection: BundledConnection): SqlRunner {
  const { error } = spawnSync('pgbench', ['--version']);
  return error ? driverRunner(connection) : pgbenchRunner(connection);
}

function pgbenchRunner(connection: BundledConnection): SqlRunner {
  return {
    name: 'pgbench',
    run: async (script, clients, seconds) => {
      const folder = mkdtempSync(join(tmpdir(), 'linktill-bench-'));
      try {
        const file = join(folder, `${script.name}.sql`);
        writeFileSync(file, pgbenchFile(script));
        const said = await runPgbench(connection, file, clients, seconds);
        const rate = /^tps = ([\d.]+)/m.exec(said)?.[1];
        if (rate === undefined) throw new Error(`pgbench told no rate:\n${said}`);
        return Number(rate);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    stop: async () => undefined,
  };
}

function runPgbench(
  { host, port, user, database }: BundledConnection,
  file: string,
  clients: number,
  seconds: number,
): Promise<string> {
  const place = ['-h', host, '-p', String(port), '-U', user];
  const threads = String(Math.min(2, clients));
  // It counts in whole seconds.
  const amount = ['-c', String(clients), '-j', threads, '-T', String(Math.ceil(seconds))];
  const child = spawn('pgbench', [...place, '-n', '-M', 'prepared', ...amount, '-f', file, database], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(said) : reject(new Error(`pgbench failed:\n${said}`))));
  });
}

function driverRunner(connection: BundledConnection): SqlRunner {
  const child = startChild<SqlOrder, SqlRun>('child:sql-client');
  return {
    name: 'pg (pgbench is not installed)',
    run: async (script, clients, seconds) =>
      (await child.ask({ connection, script, clients, seconds })).perSecond,
    stop: () => child.stop(),
  };
}
