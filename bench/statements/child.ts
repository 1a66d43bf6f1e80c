import { createReadStream, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkDocument } from '#paying/statements/check-document.ts';
import { createOccurrences } from '#paying/statements/occurrences.ts';
import { readStatements } from '#paying/statements/read-statements.ts';
import { documentOf, fileOf, type StatementFile } from '#paying/statements/statement-file.ts';
import { forgetMostMemory, residentMegabytes } from '../machine/process-usage.ts';

/** What a reader in a process of its own did. */
export type ReaderResult = {
  readonly entries: number;
  /** Of the processor, so that what else the machine does counts for nothing. */
  readonly seconds: number;
  readonly idleMegabytes: number;
  readonly peakMegabytes: number;
};

/**
 * Reads a file so many times and tells what it took. Words: reader (`ours`, `upload`, `import` or the folder of another), path, times.
 * `upload` and the other reader are handed bytes that lie in memory already. The most memory is what the system counted since it
 * was idle, so that nothing is missed between two looks, and looking takes no time of either.
 */
export async function runReader([reader = '', path = '', times = '1']: readonly string[]): Promise<void> {
  const read = await readerOf(reader, path);
  const idleMegabytes = residentMegabytes(process.pid) ?? 0;
  forgetMostMemory();
  let entries = 0;
  const begun = process.cpuUsage();
  for (let round = 0; round < Number(times); round++) entries += await read();
  const { user, system } = process.cpuUsage(begun);
  const seconds = (user + system) / 1e6;
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(
    JSON.stringify({ entries, seconds, idleMegabytes, peakMegabytes } satisfies ReaderResult),
  );
}

type Read = () => Promise<number>;

async function readerOf(reader: string, path: string): Promise<Read> {
  if (reader === 'ours') return () => readOurs(fileAt(path));
  if (reader === 'import') return () => readAsImport(path);
  const content = await readFile(path);
  if (reader === 'upload') return () => readOurs(fileOf(path, content));
  const module = join(reader, 'node_modules/iso20022.js/dist/index.mjs');
  const { CashManagementEndOfDayReport } = (await import(pathToFileURL(module).href)) as Peer;
  return async () => {
    const { statements } = CashManagementEndOfDayReport.fromXML(content.toString('utf8'));
    return statements.reduce((sum, { entries }) => sum + entries.length, 0);
  };
}

type Peer = {
  readonly CashManagementEndOfDayReport: {
    fromXML(text: string): { readonly statements: readonly { readonly entries: readonly unknown[] }[] };
  };
};

async function readOurs(file: StatementFile): Promise<number> {
  let entries = 0;
  for await (const portion of readStatements(documentOf(file), {})) {
    for (const { part } of portion) if (part === 'entry') entries += 1;
  }
  return entries;
}

/** Twice, as an import does: first the balances, then each entry with what it is counted by. */
async function readAsImport(path: string): Promise<number> {
  const document = documentOf(fileAt(path));
  const { problems } = await checkDocument(document, {});
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  const occurrenceOf = createOccurrences();
  let entries = 0;
  for await (const portion of readStatements(document, {})) {
    for (const part of portion)
      if (part.part === 'entry' && occurrenceOf(part.statement, part.entry) !== undefined) entries += 1;
  }
  return entries;
}

function fileAt(path: string): StatementFile {
  return {
    name: path,
    bytes: statSync(path).size,
    read: (start, end) => createReadStream(path, { start, end: end - 1 }),
  };
}
