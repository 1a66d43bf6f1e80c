import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { importStatement } from '#paying/bank-entries/import-statement.ts';
import { encodings } from '#paying/statements/encoding/encodings.ts';
import type { StatementFile } from '#paying/statements/statement-file.ts';
import { Problem } from '#platform/kit/problem.ts';
import { type Command, CommandError, UsageError } from './command-line/command.ts';
import { getOrganization } from './command-line/get-organization.ts';

export const importStatements: Command = {
  name: 'statement import',
  about:
    'Takes statements of a bank in: camt, MT940, CSV with a mapping that is known, or a ZIP. Nothing counts twice.',
  takes: ['file'],
  repeatsLast: true,
  options: {
    organization: { placeholder: 'organization', about: 'Whose account it is', isRequired: true },
    mode: { placeholder: 'mode', about: 'live or sandbox; default: live once a live provider is connected' },
    encoding: { placeholder: 'encoding', about: `Where a file does not prove it: ${encodings.join(', ')}` },
  },
  run: async ({ context }, { repeated, options, say }) => {
    const organization = await getOrganization(context.database.handle, options.organization as string);
    const mode = readWord('mode', options.mode ?? (organization.liveProviders > 0 ? 'live' : 'sandbox'), [
      'live',
      'sandbox',
    ] as const);
    const encoding = options.encoding && readWord('encoding', options.encoding, encodings);
    const by = { organizationId: organization.id };
    const failed: string[] = [];
    for (const path of repeated) {
      try {
        const file = await openFile(path);
        const input = { mode, file, ...(encoding ? { encoding } : {}) };
        const { statement: made } = await importStatement(context, by, input);
        say(
          `${path}  ${made.entries} entries: ${made.matched} matched, ${made.unmatched} unmatched, ${made.duplicates} counted before, ${made.ignored} ignored, ${made.onItsWay} on their way`,
        );
        for (const { detail } of made.problems) say(`  ${detail}`);
      } catch (error) {
        if (!(error instanceof Problem) && !(error instanceof CommandError)) throw error;
        const told = error instanceof Problem ? refusalOf(path, error) : error.message;
        failed.push(told);
        // The last word of the command tells of one file alone.
        if (repeated.length > 1) say(`${path}  not counted: ${told}`);
      }
    }
    if (failed.length > 0) throw new CommandError(summaryOf(failed, repeated.length));
  },
};

function summaryOf(failed: readonly string[], files: number): string {
  if (files === 1) return failed[0] ?? '';
  const counted = files - failed.length;
  return `${failed.length} of ${files} files were not counted, as told above; ${counted === 0 ? 'none was' : `the other ${counted} ${counted === 1 ? 'was' : 'were'}`}. Handing all of them in again counts nothing twice.`;
}

function refusalOf(path: string, { code, detail }: Problem): string {
  const nothing = 'Nothing of this file was counted.';
  if (code === 'mapping_needed')
    return `${detail} Hand ${path} in once in the dashboard and say what its columns are; then this command knows. ${nothing}`;
  return `${detail} ${nothing}`;
}

function readWord<const Word extends string>(name: string, text: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === text);
  if (found) return found;
  throw new UsageError(`--${name} is "${text}" but must be one of ${words.join(', ')}.`);
}

async function openFile(path: string): Promise<StatementFile> {
  try {
    const { size } = await stat(path);
    return {
      name: basename(path),
      bytes: size,
      read: (start, end) => createReadStream(path, { start, end: Math.max(start, end - 1) }),
    };
  } catch (error) {
    throw new CommandError(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code}.`, {
      cause: error,
    });
  }
}
