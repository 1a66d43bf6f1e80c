import { createHash } from 'node:crypto';
import { checkDocument } from '#paying/statements/check-document.ts';
import { describeTable, type Table } from '#paying/statements/csv/describe-table.ts';
import type { CsvMapping } from '#paying/statements/csv/mapping.ts';
import { type Encoding, singleByteEncodings } from '#paying/statements/encoding/encodings.ts';
import { openDocuments } from '#paying/statements/open-documents.ts';
import { formatOf, type ReadOptions } from '#paying/statements/read-statements.ts';
import type { Statement } from '#paying/statements/statement.ts';
import type { StatementDocument, StatementFile } from '#paying/statements/statement-file.ts';
import {
  describeProblem,
  type StatementProblem,
  UnreadableStatement,
} from '#paying/statements/unreadable.ts';
import { problem } from '#platform/contract/errors.ts';
import type { Problem } from '#platform/kit/problem.ts';
import { type StoredMapping, showTable } from './csv-mapping.ts';
import type { RememberedMapping } from './statement-store.ts';

/** What was said about a file beside its bytes. */
export type Said = { readonly encoding?: Encoding | undefined; readonly mapping?: StoredMapping | undefined };

/** A document that was read to its end once, and adds up. */
export type SoundDocument = {
  readonly document: StatementDocument;
  readonly options: ReadOptions;
  readonly statements: readonly Statement[];
  readonly entries: number;
  /** Of a table, by which its mapping is remembered. */
  readonly headerHash: Buffer | null;
};

/** Looks up what was said before of tables with the same line of names. */
export type Remember = (headerHash: Buffer) => Promise<RememberedMapping | undefined>;

/** So that a file is imported while somebody waits for it. */
const mostEntries = 100_000;

/**
 * Opens what was handed in and reads all of it: nothing may be kept of a file of which one document cannot be read or does not
 * add up.
 *
 * @throws 422 `statement_unreadable` with every problem, `mapping_needed` with the table, `encoding_needed` with the choice
 */
export async function openStatement(
  file: StatementFile,
  said: Said,
  remember: Remember,
): Promise<SoundDocument[]> {
  const documents = await orRefused(file.name, () => openDocuments(file));
  const sound: SoundDocument[] = [];
  const problems: StatementProblem[] = [];
  let entries = 0;
  for (const document of documents) {
    const { options, headerHash } = await orRefused(document.name, () => optionsOf(document, said, remember));
    const checked = await checkDocument(document, options);
    problems.push(...checked.problems);
    const statements = checked.statements.map(({ statement }) => statement);
    const own = checked.statements.reduce((sum, each) => sum + each.entries, 0);
    entries += own;
    if (entries > mostEntries)
      throw refusal([{ ...tooMany(file.name), line: null, statement: null, entry: null, file: file.name }]);
    sound.push({ document, options, headerHash, statements, entries: own });
  }
  if (problems.length > 0) throw refusal(problems);
  return sound;
}

function tooMany(name: string) {
  return {
    code: 'too_large',
    message: `${name}: It holds more than ${mostEntries} entries. Hand in fewer days at once.`,
  };
}

async function orRefused<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UnreadableStatement)) throw error;
    if (error.code === 'encoding_needed') throw encodingNeeded(name, error);
    throw refusal([describeProblem(name, error)]);
  }
}

const mostTold = 20;

function refusal(problems: readonly StatementProblem[]): Problem {
  const told = problems.slice(0, mostTold).map(showProblem);
  const encodings = problems.find(({ code }) => code === 'encoding_needed');
  if (encodings) return encodingNeeded(encodings.file, undefined);
  return problem('statement_unreadable', {
    detail: told[0]?.detail ?? 'The statement cannot be read.',
    extra: { problems: told },
  });
}

export function showProblem({ code, message, file, line }: StatementProblem) {
  return { code, detail: message, file, line };
}

function encodingNeeded(name: string, error: UnreadableStatement | undefined): Problem {
  const encodings = error && error.encodings.length > 0 ? error.encodings : singleByteEncodings;
  return problem('encoding_needed', {
    detail: `Nothing in ${name} proves how its letters are encoded. Hand it in again with one of ${encodings.join(', ')} as encoding; look whether names are right then.`,
    field: 'encoding',
    extra: { encodings },
  });
}

type Opened = { readonly options: ReadOptions; readonly headerHash: Buffer | null };

async function optionsOf(document: StatementDocument, said: Said, remember: Remember): Promise<Opened> {
  if ((await formatOf(document)) !== 'text')
    return { options: { encoding: said.encoding }, headerHash: null };
  const { table, encoding, remembered } = await tableOf(document, said, remember);
  const mapping = said.mapping ?? remembered?.mapping;
  if (!mapping) throw mappingNeeded(document.name, table);
  const whole: CsvMapping = { ...mapping, header: table.header };
  return { options: { encoding, mapping: whole }, headerHash: hashOf(table.header) };
}

/** The line of names of a table; where its bytes prove no encoding, in one that was said for such a line before. */
async function tableOf(document: StatementDocument, { encoding }: Said, remember: Remember) {
  try {
    const table = await describeTable(document, encoding);
    return { table, encoding, remembered: await remember(hashOf(table.header)) };
  } catch (error) {
    if (!(error instanceof UnreadableStatement) || error.code !== 'encoding_needed') throw error;
    for (const each of singleByteEncodings) {
      const table = await describeTable(document, each);
      const remembered = await remember(hashOf(table.header));
      if (remembered?.encoding === each) return { table, encoding: each, remembered };
    }
    throw error;
  }
}

function hashOf(header: string): Buffer {
  return createHash('sha256').update(header).digest();
}

function mappingNeeded(name: string, table: Table): Problem {
  return problem('mapping_needed', {
    detail: `${name} is a table. Say what each column is, as mapping; it is remembered for the next file with the same line of names.`,
    field: 'mapping',
    extra: { table: showTable(table) },
  });
}
