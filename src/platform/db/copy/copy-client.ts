import pg from 'pg';
import { applicationNames, type Connection } from '../database.ts';
import { isUnavailable } from '../failures.ts';
import { liftTimeLimitText } from '../time-limits.ts';
import { CopyError } from './copy-error.ts';

/**
 * Opens a connection of its own for work that takes longer than the pools allow, and closes it in any case: what was
 * begun and not committed is rolled back by that, also in the middle of a COPY.
 */
export async function withCopyClient<T>(
  connection: Connection,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    ...connection,
    application_name: applicationNames.command,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // A broken connection is reported by the statement that was running.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw explain(error);
  } finally {
    await client.end();
  }
}

/** The same text for the same value on any server, whatever its own settings are, and all the time that is needed. */
const settings = `
  ${liftTimeLimitText};
  set local idle_in_transaction_session_timeout = 0;
  set local timezone = 'UTC';
  set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'iso_8601';
  set local extra_float_digits = 1;
  set local bytea_output = 'hex'`;

/** Those who read wait until a migration is done; those who write find somebody at work who should not be. */
const kinds = {
  reading: `begin isolation level repeatable read, read only; set local lock_timeout = '5min'`,
  writing: `begin isolation level read committed, read write; set local lock_timeout = '4s'`,
};

export async function begin(client: pg.Client, kind: keyof typeof kinds): Promise<void> {
  await client.query(`${kinds[kind]}; ${settings}`);
}

export async function commit(client: pg.Client): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new Error(`The transaction ended with ${command}.`);
}

export function quoted(names: readonly string[]): string {
  return names.map((name) => pg.escapeIdentifier(name)).join(', ');
}

function explain(error: unknown): unknown {
  const { code, message } = error as { code?: string; message: string };
  const isAway =
    code === undefined ? isUnavailable(error) || message === 'timeout expired' : code === '57P01';
  const sentence = isAway ? away : sentences[code ?? ''];
  return sentence ? new CopyError(`${sentence} (${message}).`, { cause: error }) : error;
}

const away =
  'The database did not answer, or broke the connection; nothing was changed in it: look at the server, and try again';

const sentences: Readonly<Record<string, string>> = {
  '55P03': 'Somebody else uses the tables of the database: stop what does, and try again',
  '2BP01':
    'Something of your own depends on the tables of the database: drop it first, and make it anew afterwards',
};
