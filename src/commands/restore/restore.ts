import { resolve } from 'node:path';
import { formatSeconds } from '#commands/backup/format.ts';
import { readInstanceKeys } from '#commands/backup/instance-keys.ts';
import { explainFileFailure } from '#commands/backup/output-file.ts';
import { type Command, CommandError, type CommandInput, type House } from '#commands/command-line/command.ts';
import { proveBooks } from '#commands/verify.ts';
import { replaceSecrets, secretsPath } from '#platform/config/secrets.ts';
import { type Loaded, loadInto } from '#platform/db/copy/load.ts';
import { checkBackup, openBackup } from '#platform/db/copy/read-backup.ts';
import { readMigrations } from '#platform/db/migrate.ts';
import { forgetLostKey } from '#platform/fixed-key/load-fixed-key.ts';
import { monotonicMs } from '#platform/kit/clock.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { decideKeys, type KeyDecision } from './decide-keys.ts';
import { forgetRestored, readForgotten } from './forget-restored.ts';

export const restore: Command = {
  name: 'restore',
  about: 'Fills an empty database with a backup and proves the books. Stop every server first.',
  takes: ['file'],
  options: {
    replace: { about: 'Erases what is in the database now' },
    'without-keys': { about: 'Goes on without the keys that the backup was made with' },
  },
  worksUnmigrated: true,
  worksAlone: true,
  run: async (house, input) => {
    const startedMs = monotonicMs();
    const file = resolve(input.taken.file as string);
    const forgotten = await readForgotten(house);
    const { header, loaded, keys } = await restoreFile(house, input, file);
    const { say } = input;
    await forgetUnreadableKey(house, keys);
    say(`Restored  ${loaded.rows} rows of ${loaded.tables} tables, as of ${formatInstant(header.createdAt)}`);
    for (const name of loaded.migrated) say(`Migrated  ${name}`);
    for (const name of loaded.leftOut) say(`Left out  ${name}: no migration makes such a table`);
    for (const line of takeKeys(house, keys)) say(`Keys      ${line}`);
    await forgetRestored(house, forgotten, input);
    say(`Took      ${formatSeconds(monotonicMs() - startedMs)}`);
    const whenViolated = 'The backup is restored all the same: the data were like that when it was made.';
    await proveBooks(house.context, input, whenViolated);
  },
};

async function restoreFile(house: House, { switches, tellProgress }: CommandInput, file: string) {
  tellProgress('Reading the file …');
  const header = await checkBackup(file).catch((error: unknown) => {
    throw explainFileFailure(error, file) ?? error;
  });
  const keys = decideKeys(header, readInstanceKeys(house), mayStoreKeys(house));
  if (keys.kind === 'lacks' && !switches.has('without-keys')) throw lacksKeys(house, keys, file);
  const source = await openBackup(file);
  try {
    const loaded: Loaded = await loadInto(house.connection, source, {
      migrations: await readMigrations(),
      mayReplace: switches.has('replace'),
      whose: 'The backup',
      onTable: (table, rows) => {
        if (rows > 0) tellProgress(`${rows} rows of ${table}`);
      },
    });
    return { header, loaded, keys };
  } finally {
    await source.close();
  }
}

/** Keys of the environment go before those of the data folder. */
function mayStoreKeys({ dataDir, context: { config } }: House): boolean {
  return dataDir !== undefined && config.encryptionKeys.length === 0 && config.signingKeys.length === 0;
}

function takeKeys({ dataDir }: House, keys: KeyDecision): string[] {
  if (keys.kind === 'has-all') return [];
  if (keys.kind === 'lacks') {
    return [`${namesOf(keys)} are missing: set what they encrypted anew, such as webhook secrets.`];
  }
  const aside = replaceSecrets(dataDir as string, keys.secrets);
  const put = `are those of the backup now, in ${secretsPath(dataDir as string)}.`;
  return aside ? [put, `The former ones are kept in ${aside}.`] : [put];
}

/** A key that never rotates cannot be read without the encryption keys it was stored under: the next start makes another. */
async function forgetUnreadableKey(house: House, keys: KeyDecision): Promise<void> {
  if (keys.kind !== 'lacks') return;
  await forgetLostKey(house.context.database, readInstanceKeys(house).encryptionKeys);
}

type Lacking = Extract<KeyDecision, { kind: 'lacks' }>;

function namesOf({ ids }: Lacking): string {
  const named = (what: string, list: readonly string[]) => list.map((id) => `${what} key "${id}"`);
  return [...named('encryption', ids.encryption), ...named('signing', ids.signing)].join(', ');
}

function lacksKeys({ dataDir }: House, keys: Lacking, file: string): CommandError {
  const fromFile = `they are in the file: \`gunzip -c ${file} | head -n 1\` shows them under "keys". Set ENCRYPTION_KEY and SIGNING_KEY to them`;
  const fromFolder = `copy secrets.json of the old data folder to ${dataDir && secretsPath(dataDir)}`;
  const fromElsewhere = 'set ENCRYPTION_KEY and SIGNING_KEY to the values that the old instance had';
  const way = keys.areInFile ? fromFile : dataDir === undefined ? fromElsewhere : fromFolder;
  return new CommandError(
    `The backup was made with keys that this instance lacks (${namesOf(keys)}), and what they encrypted and signed is of no use without them: ${way}, and run this command again. If they are lost, give --without-keys.`,
  );
}
