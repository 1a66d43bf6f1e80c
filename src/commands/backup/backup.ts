import { resolve } from 'node:path';
import type { Command, CommandInput, House } from '#commands/command-line/command.ts';
import { secretsPath } from '#platform/config/secrets.ts';
import { withSnapshot } from '#platform/db/copy/snapshot.ts';
import { type Written, writeBackup } from '#platform/db/copy/write-backup.ts';
import { monotonicMs } from '#platform/kit/clock.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { formatBytes, formatSeconds } from './format.ts';
import { keyIdsOf, readInstanceKeys, writeKeys } from './instance-keys.ts';
import { explainFileFailure, writeWholeFile } from './output-file.ts';

export const backup: Command = {
  name: 'backup',
  about:
    'Writes the whole database, as it is at this moment, into one file (-: standard output). The server goes on.',
  takes: ['file'],
  options: {
    force: { about: 'Replaces the file if it is there already' },
    'with-keys': {
      about: 'Puts the keys into the file, too. Whoever has it can then read and sign everything',
    },
  },
  worksUnmigrated: true,
  run: async (house, input) => {
    const startedMs = monotonicMs();
    const withKeys = input.switches.has('with-keys');
    const file = input.taken.file as string;
    const isStream = file === '-';
    // What is said must not get into the backup.
    const say = isStream ? input.tellProgress : input.say;
    const place = isStream ? undefined : resolve(file);
    const write = (output: NodeJS.WritableStream) => writeSnapshot(house, input, { withKeys, output });
    const made = place ? await toFile(place, input, write) : await toStandardOutput(write);
    if (place) say(`File   ${place}, ${formatBytes(made.bytes)}`);
    say(`Holds  ${made.rows} rows of ${made.tables} tables, as of ${formatInstant(made.createdAt)}`);
    say(`Took   ${formatSeconds(monotonicMs() - startedMs)} for ${formatBytes(made.textBytes)} of text`);
    for (const line of aboutKeys(house, withKeys)) say(`Keys   ${line}`);
  },
};

type Made = Written & { readonly createdAt: Date };

async function writeSnapshot(
  house: House,
  { tellProgress }: CommandInput,
  { withKeys, output }: { withKeys: boolean; output: NodeJS.WritableStream },
): Promise<Made> {
  const keys = readInstanceKeys(house);
  const about = { keyIds: keyIdsOf(keys), ...(withKeys ? { keys: writeKeys(keys) } : {}) };
  return withSnapshot(house.connection, { isLast: false }, async (snapshot) => {
    const written = await writeBackup(snapshot, about, output, (table, rows) => {
      if (rows > 0) tellProgress(`${rows} rows of ${table}`);
    });
    return { ...written, createdAt: snapshot.header.createdAt };
  });
}

async function toFile(
  place: string,
  { switches }: CommandInput,
  write: (output: NodeJS.WritableStream) => Promise<Made>,
): Promise<Made & { bytes: number }> {
  let made: Made | undefined;
  const bytes = await writeWholeFile(place, { mayReplace: switches.has('force') }, async (output) => {
    made = await write(output);
  });
  return { ...(made as Made), bytes };
}

async function toStandardOutput(
  write: (output: NodeJS.WritableStream) => Promise<Made>,
): Promise<Made & { bytes: number }> {
  try {
    return { ...(await write(process.stdout)), bytes: 0 };
  } catch (error) {
    throw explainFileFailure(error, 'Standard output') ?? error;
  }
}

function aboutKeys(house: House, withKeys: boolean): string[] {
  const { encryption, signing } = keyIdsOf(readInstanceKeys(house));
  // No server has run yet, so nothing is encrypted or signed.
  if (encryption.length + signing.length === 0) return [];
  if (withKeys) return ['are in the file: keep it as you would keep a password.'];
  const { dataDir } = house;
  const place = dataDir === undefined ? 'ENCRYPTION_KEY and SIGNING_KEY' : secretsPath(dataDir);
  return [
    `are not in the file. Keep a copy of ${place} in another place: without them, stored credentials cannot be read.`,
  ];
}
