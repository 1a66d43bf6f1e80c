import { decode } from '../encoding/decode.ts';
import type { Encoding } from '../encoding/encodings.ts';
import { limits } from '../limits.ts';
import type { Statement, StatementPart } from '../statement.ts';
import type { StatementDocument } from '../statement-file.ts';
import { UnreadableStatement } from '../unreadable.ts';
import { createFacts, type Facts, isDay, statesOf } from './column-facts.ts';
import { filledOf } from './find-table.ts';
import { type CsvMapping, headerKey } from './mapping.ts';
import { type CsvRecord, recordsOf } from './records.ts';
import { hasNoDay, readRow } from './row.ts';

/** Lines below a table: sums, balances, a word of the bank. */
const mostClosingLines = 5;

/**
 * A table whose columns a merchant named. What stands before the line of names is left out, and so are up to five lines
 * without a day behind the last entry. Each run of rows of one account is a statement without balances.
 *
 * @throws UnreadableStatement at what cannot be read; what came before it counts for nothing
 */
export async function* readCsv(
  document: StatementDocument,
  mapping: CsvMapping,
  encoding: Encoding | undefined,
): AsyncGenerator<StatementPart> {
  let statement: Statement | undefined;
  let [statements, entries, all] = [0, 0, 0];
  let closing: CsvRecord[] = [];
  const end = (of: Statement): StatementPart => ({
    part: 'end',
    end: { statement: of, entries, opening: null, closing: null },
  });
  const facts = createFacts('words');
  const records = recordsOf(decode(document.open(), encoding), mapping.separator);
  for await (const record of rowsOf(records, mapping)) {
    if (hasNoDay(record, mapping)) {
      closing.push(record);
      if (closing.length > mostClosingLines) throw withoutDay(closing);
      continue;
    }
    if (closing.length > 0) throw withoutDay(closing);
    all += 1;
    facts.learn(record.cells);
    if (all > limits.entries)
      throw new UnreadableStatement('too_large', 'There are too many rows. Hand in several files.', {
        line: record.line,
      });
    const { account, entry } = readRow(record, mapping, all);
    if (statement?.account.id !== account.id) {
      if (statement) yield end(statement);
      statements += 1;
      entries = 0;
      statement = { kind: 'csv', number: statements, id: null, page: null, account, currency: null };
      yield { part: 'statement', statement };
    }
    entries += 1;
    yield { part: 'entry', statement, entry: { ...entry, number: entries } };
    closing = [];
  }
  if (statement) yield end(statement);
  refuseUntoldStates(facts, mapping);
}

/**
 * A column that says which rows are not booked has to be named as such: what is left out of a mapping would make money of them.
 *
 * @throws UnreadableStatement `mapping_needed`
 */
function refuseUntoldStates(facts: Facts, { columns }: CsvMapping): void {
  if (columns.status !== undefined) return;
  for (const [at, of] of facts.columns.entries()) {
    const told = statesOf(of);
    const [word] = told?.open ?? [];
    if (!told || word === undefined || at === columns.day) continue;
    // What payers write may sound like it.
    const isText = columns.text.includes(at) || columns.name === at;
    if (isText && (!told.isAlone || (told.booked.length === 0 && of.filled < 2))) continue;
    throw new UnreadableStatement(
      'mapping_needed',
      `Rows of this file say “${word}” in column ${at + 1}, so that they may be no money yet. Say that this column is the status, and which of its words mean that a row is booked.`,
    );
  }
}

/** What stands below the line of names, empty rows left out. */
async function* rowsOf(records: AsyncIterable<CsvRecord>, mapping: CsvMapping): AsyncGenerator<CsvRecord> {
  let columns = mapping.hasNames === false ? widest(mapping) : 0;
  let before = 0;
  let isWithin = false;
  for await (const record of records) {
    const filled = filledOf(record.cells);
    if (!isWithin) {
      const isFirst = mapping.hasNames === false && isRow(record, mapping);
      if (headerKey(record.cells) === mapping.header) {
        // The last columns may have no name.
        [columns, isWithin] = [Math.max(record.cells.length, widest(mapping)), true];
        continue;
      }
      if (!isFirst) {
        before += 1;
        if (before > limits.preambleLines) throw otherColumns();
        continue;
      }
      [columns, isWithin] = [Math.max(record.cells.length, columns), true];
    }
    if (filled > columns) {
      throw new UnreadableStatement(
        'row_unreadable',
        `The row has ${filled} cells where the line of names has ${columns}. A text may hold the separator without quotes: export the file once more.`,
        { line: record.line },
      );
    }
    if (filled > 0) yield record;
  }
  if (!isWithin) throw otherColumns();
}

/** The first row of a table without names: what stands before it has no day where that has to be. */
function isRow(record: CsvRecord, mapping: CsvMapping): boolean {
  return record.cells.length > mapping.columns.day && isDay((record.cells[mapping.columns.day] ?? '').trim());
}

function widest({ columns }: CsvMapping): number {
  return Math.max(...Object.values(columns).flat()) + 1;
}

function otherColumns(): UnreadableStatement {
  return new UnreadableStatement(
    'mapping_needed',
    'The columns are not those of a mapping that was confirmed. Say what each column is; it is remembered for the next file.',
  );
}

function withoutDay([first]: readonly CsvRecord[]): UnreadableStatement {
  return new UnreadableStatement(
    'day_missing',
    'The row has no day and stands between entries, so that it cannot be a line of sums. Check the mapping of the columns.',
    { line: first?.line ?? 1 },
  );
}
