import { createHash } from 'node:crypto';
import { checkDocument } from '#paying/statements/check-document.ts';
import { describeTable } from '#paying/statements/csv/describe-table.ts';
import { findTable } from '#paying/statements/csv/find-table.ts';
import type { CsvMapping } from '#paying/statements/csv/mapping.ts';
import { type Encoding, singleByteEncodings } from '#paying/statements/encoding/encodings.ts';
import {
  encodingNeeded as encodingUnknown,
  provenEncoding,
} from '#paying/statements/encoding/proven-encoding.ts';
import { accountOfMt940 } from '#paying/statements/mt940/mt940-account.ts';
import { openDocuments } from '#paying/statements/open-documents.ts';
import { formatOf, type ReadOptions } from '#paying/statements/read-statements.ts';
import type { Statement } from '#paying/statements/statement.ts';
import type { StatementDocument, StatementFile } from '#paying/statements/statement-file.ts';
import {
  describeProblem,
  type StatementProblem,
  UnreadableStatement,
} from '#paying/statements/unreadable.ts';
import type { MappingReason } from '#platform/contract/bank-entries.ts';
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
  /** By which what was said of it is remembered: of a table its line of names, of MT940 its account. */
  readonly headerHash: Buffer | null;
  /** What that is called: the names of the columns, or the account alone. */
  readonly names: readonly string[];
};

/** Looks up what was said before. */
export type Known = {
  /** Of tables with the same line of names, or of an account. */
  readonly mapping: (headerHash: Buffer) => Promise<RememberedMapping | undefined>;
  /** The only one that is connected, if there is one only. */
  readonly ownAccount: () => Promise<string | null>;
};

/** So that a file is imported while somebody waits for it. */
const mostEntries = 100_000;

/**
 * Opens what was handed in and reads all of it: nothing may be kept of a file of which one document cannot be read or does not
 * add up.
 *
 * @throws 422 `statement_unreadable` with every problem, `mapping_needed` with the table, `encoding_needed` with the choice
 */
export async function openStatement(file: StatementFile, said: Said, known: Known): Promise<SoundDocument[]> {
  const documents = await orRefused(file.name, () => openDocuments(file));
  const sound: SoundDocument[] = [];
  const problems: StatementProblem[] = [];
  let entries = 0;
  for (const document of documents) {
    const { options, headerHash, names } = await orRefused(document.name, () =>
      optionsOf(document, said, known),
    );
    const checked = await checkDocument(document, options);
    const asked = questionOf(checked.problems, said);
    if (asked)
      throw await orRefused(document.name, () => mappingNeeded(document, options.encoding, known, asked));
    problems.push(...checked.problems);
    const statements = checked.statements.map(({ statement }) => statement);
    const own = checked.statements.reduce((sum, each) => sum + each.entries, 0);
    entries += own;
    if (entries > mostEntries)
      throw refusal([{ ...tooMany(file.name), line: null, statement: null, entry: null, file: file.name }]);
    sound.push({ document, options, headerHash, names, statements, entries: own });
  }
  if (problems.length > 0) throw refusal(problems);
  return sound;
}

type MappingQuestion = { readonly reason: MappingReason; readonly detail: string };

/** What a mapping gets wrong, so that another is the way out. */
const faultsOfMapping = new Set([
  ...['amount_unreadable', 'day_unreadable', 'day_missing', 'direction_unreadable', 'currency_unreadable'],
]);

/** What has to be asked about the columns again; one that was just said is told what is wrong with it. */
function questionOf(problems: readonly StatementProblem[], said: Said): MappingQuestion | undefined {
  const left = problems.find(({ code }) => code === 'mapping_needed');
  if (left) return { reason: 'status_left_out', detail: left.message };
  const unfit = said.mapping ? undefined : problems.find(({ code }) => faultsOfMapping.has(code));
  return (
    unfit && {
      reason: 'mapping_unfit',
      detail: `${unfit.message} They were named for a file before this one.`,
    }
  );
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

type Opened = Pick<SoundDocument, 'options' | 'headerHash' | 'names'>;

async function optionsOf(document: StatementDocument, said: Said, known: Known): Promise<Opened> {
  const format = await formatOf(document);
  if (format !== 'text' && format !== 'mt940')
    return { options: { encoding: said.encoding }, headerHash: null, names: [] };
  const proven = said.encoding ?? (await provenEncoding(document.open()));
  if (format === 'mt940') {
    const account = await accountOfMt940(document);
    const headerHash = hashOf(`mt940 ${account}`);
    const encoding = proven === null ? (await known.mapping(headerHash))?.encoding : proven;
    if (encoding === null || (proven === null && encoding === undefined)) throw encodingUnknown();
    return { options: { encoding }, headerHash, names: [account] };
  }
  const { table, encoding, remembered } = await tableOf(document, said.mapping, proven, known);
  const mapping = said.mapping ?? remembered?.mapping;
  if (!mapping) throw await mappingNeeded(document, encoding, known);
  const { header, hasNames, names } = table;
  const whole: CsvMapping = { ...mapping, header, hasNames };
  return { options: { encoding, mapping: whole }, headerHash: hashOf(header), names };
}

/** Where a table is; where its bytes prove no encoding, in the one that was said of such a table before. */
async function tableOf(
  document: StatementDocument,
  mapping: StoredMapping | undefined,
  proven: Encoding | null | undefined,
  known: Known,
) {
  if (proven !== null) {
    const table = await findTable(document, proven, mapping);
    return { table, encoding: proven, remembered: await known.mapping(hashOf(table.header)) };
  }
  for (const each of singleByteEncodings) {
    const table = await findTable(document, each, mapping);
    const remembered = await known.mapping(hashOf(table.header));
    if (remembered?.encoding === each) return { table, encoding: each, remembered };
  }
  throw encodingUnknown();
}

function hashOf(header: string): Buffer {
  return createHash('sha256').update(header).digest();
}

async function mappingNeeded(
  document: StatementDocument,
  encoding: Encoding | undefined,
  { ownAccount }: Known,
  { reason, detail }: MappingQuestion = {
    reason: 'new_table',
    detail: `${document.name} is a table. Say what each column is, as mapping; it is remembered for the next file with the same columns.`,
  },
): Promise<Problem> {
  const table = await describeTable(document, encoding);
  return problem('mapping_needed', {
    detail,
    field: 'mapping',
    extra: { table: showTable(table, await ownAccount()), reason },
  });
}
