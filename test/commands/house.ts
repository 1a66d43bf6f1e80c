import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { CommandError, type House } from '#commands/command-line/command.ts';
import { findCommand, parseLine } from '#commands/command-line/parse-line.ts';
import { commands } from '#commands/commands.ts';
import { loadConfig } from '#platform/config/config.ts';
import type { BundledConnection } from '#platform/db/bundled/connection.ts';
import { connectionUrl } from '#platform/db/bundled/connection.ts';
import { CopyError } from '#platform/db/copy/copy-error.ts';
import { applicationNames, openDatabase } from '#platform/db/database.ts';
import { systemClock } from '#platform/kit/clock.ts';
import { createOutbound } from '#platform/net/outbound.ts';

/** What a command answered; `failure` is the sentence that it would end with. */
export type Outcome = { readonly said: string; readonly progress: string; readonly failure?: string };

export const testKeys = {
  ENCRYPTION_KEY: `home:${randomBytes(32).toString('base64')}`,
  SIGNING_KEY: `sign:${randomBytes(32).toString('base64')}`,
};

export type HouseOptions = {
  readonly environment?: Record<string, string>;
  /** As if the database were the bundled one of this folder. */
  readonly dataDir?: string;
};

/** Runs an operator's command in this process on a database of the tests. */
export async function runCommandOn(
  connection: BundledConnection,
  words: string[],
  { environment = testKeys, dataDir }: HouseOptions = {},
): Promise<Outcome> {
  const found = findCommand(commands, words);
  if (!found) throw new Error(`There is no command ${words.join(' ')}.`);
  const url = dataDir === undefined ? { DATABASE_URL: connectionUrl(connection) } : {};
  const config = loadConfig({ ...url, ...environment });
  const database = openDatabase({
    connection,
    poolSize: 2,
    prepared: true,
    applicationName: applicationNames.command,
  });
  const outbound = createOutbound({ allowPrivate: false });
  const log = pino({ level: 'silent' });
  const nothing = () => undefined;
  const seen = { takeFromLimit: nothing, wakeJobs: nothing, countUp: nothing };
  const context = { config, database, clock: systemClock, log, outbound, ...seen };
  const house: House = { context, pool: database.pool, connection, dataDir };
  const [said, progress]: [string[], string[]] = [[], []];
  const outcome = () => ({ said: said.join('\n'), progress: progress.join('\n') });
  try {
    await found.command.run(house, {
      ...parseLine(found.command, found.rest),
      readLine: async () => '',
      say: (text) => void said.push(text),
      tellProgress: (text) => void progress.push(text),
    });
    return outcome();
  } catch (error) {
    if (!(error instanceof CommandError || error instanceof CopyError)) throw error;
    return { ...outcome(), failure: error.message };
  } finally {
    await database.close();
    if (!database.pool.ended) await database.pool.end();
  }
}

export async function withClient<T>(
  connection: BundledConnection,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const folders: string[] = [];

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'linktill-copy-'));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
