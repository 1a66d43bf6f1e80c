import { existsSync } from 'node:fs';
import { formatSeconds } from '#commands/backup/format.ts';
import {
  type Command,
  CommandError,
  type CommandInput,
  type House,
  UsageError,
} from '#commands/command-line/command.ts';
import { explainDatabaseFailure } from '#commands/command-line/database-failure.ts';
import type { SecretKeys } from '#platform/config/keys.ts';
import { databaseUrlRule } from '#platform/config/rules.ts';
import { secretsPath } from '#platform/config/secrets.ts';
import { markMoved } from '#platform/db/bundled/moved.ts';
import { type Loaded, loadInto } from '#platform/db/copy/load.ts';
import { withSnapshot } from '#platform/db/copy/snapshot.ts';
import { applicationNames, type Connection, openDatabase } from '#platform/db/database.ts';
import { readMigrations } from '#platform/db/migrate.ts';
import { monotonicMs } from '#platform/kit/clock.ts';
import { proveBooks } from './verify.ts';

export const moveToPostgres: Command = {
  name: 'move-to-postgres',
  about:
    'Copies the bundled database to the PostgreSQL at an address (-: read it from standard input) and compares both.',
  takes: ['address'],
  options: { replace: { about: 'Erases what is in the database of that server now' } },
  worksUnmigrated: true,
  worksAlone: true,
  run: async (house, input) => {
    const startedMs = monotonicMs();
    const dataDir = requireBundled(house);
    const target = { connectionString: await readAddress(input) };
    const loaded = await copy(house, input, target);
    const { say } = input;
    say(`Moved     ${loaded.rows} rows of ${loaded.tables} tables; counts and checksums agree on both sides`);
    for (const name of loaded.migrated) say(`Migrated  ${name}`);
    for (const name of loaded.leftOut) say(`Left out  ${name}: no migration makes such a table`);
    say(`Took      ${formatSeconds(monotonicMs() - startedMs)}`);
    await proveTarget(house, input, target);
    const mark = markMoved(dataDir, house.context.clock.now());
    for (const line of nextSteps(house, dataDir, mark)) say(line);
  },
};

function requireBundled({ dataDir }: House): string {
  if (dataDir !== undefined) return dataDir;
  throw new CommandError(
    'DATABASE_URL is set, so this instance has no bundled database: unset it for this command, or move between servers with `backup` and `restore`.',
  );
}

/** On the line, or, so that no list of processes shows the password, on standard input. */
async function readAddress({ taken, readLine }: CommandInput): Promise<string> {
  const given = taken.address as string;
  const address = databaseUrlRule.parse((given === '-' ? await readLine() : given).trim());
  if (address !== undefined) return address;
  throw new UsageError(`The address must ${databaseUrlRule.must}, as in ${databaseUrlRule.example}.`);
}

async function copy(
  house: House,
  { switches, tellProgress }: CommandInput,
  target: Connection,
): Promise<Loaded> {
  const migrations = await readMigrations();
  return withSnapshot(house.connection, { isLast: true }, async (snapshot) =>
    loadInto(target, snapshot, {
      migrations,
      mayReplace: switches.has('replace'),
      whose: 'The bundled database',
      onTable: (table, rows) => {
        if (rows > 0) tellProgress(`${rows} rows of ${table}`);
      },
      fingerprintOf: snapshot.fingerprintOf,
    }).catch((error: unknown) => {
      const sentence = explainDatabaseFailure(error, 'The target');
      throw sentence ? new CommandError(sentence, { cause: error }) : error;
    }),
  );
}

async function proveTarget({ context }: House, input: CommandInput, connection: Connection): Promise<void> {
  const database = openDatabase({
    connection,
    poolSize: 2,
    prepared: context.config.databasePrepared,
    applicationName: applicationNames.command,
  });
  try {
    const whenViolated =
      'The copy is exact, so the bundled database has them, too: mend them there, and move again with --replace.';
    await proveBooks({ ...context, database }, input, whenViolated);
  } finally {
    await database.close();
    if (!database.pool.ended) await database.pool.end();
  }
}

function nextSteps({ context: { config } }: House, dataDir: string, mark: string): string[] {
  const wayTo = (given: SecretKeys) => (given.length > 0 ? 'as it is set now' : generated);
  const generated = existsSync(secretsPath(dataDir))
    ? `the value of that name in ${secretsPath(dataDir)}`
    : 'a text of its own of `openssl rand -base64 32`';
  return [
    '',
    'Next, for every instance:',
    '  DATABASE_URL    the address you gave',
    `  ENCRYPTION_KEY  ${wayTo(config.encryptionKeys)}`,
    `  SIGNING_KEY     ${wayTo(config.signingKeys)}`,
    `The data folder keeps what it had. So that no server goes on with it by mistake, none starts there until ${mark} is removed.`,
  ];
}
