import { decode } from '../encoding/decode.ts';
import type { Encoding } from '../encoding/encodings.ts';
import { limits } from '../limits.ts';
import type { Statement, StatementPart } from '../statement.ts';
import type { StatementDocument } from '../statement-file.ts';
import { UnreadableStatement } from '../unreadable.ts';
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
  for await (const record of rowsOf(
    recordsOf(decode(document.open(), encoding), mapping.separator),
    mapping,
  )) {
    if (hasNoDay(record, mapping)) {
      closing.push(record);
      if (closing.length > mostClosingLines) throw withoutDay(closing);
      continue;
    }
    if (closing.length > 0) throw withoutDay(closing);
    all += 1;
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
}

/** What stands below the line of names, empty rows left out. */
async function* rowsOf(records: AsyncIterable<CsvRecord>, mapping: CsvMapping): AsyncGenerator<CsvRecord> {
  let columns = 0;
  let before = 0;
  for await (const record of records) {
    const filled = lengthOf(record);
    if (columns === 0) {
      if (headerKey(record.cells) === mapping.header) columns = filled;
      before += 1;
      if (columns === 0 && before > limits.preambleLines) throw otherColumns();
    } else if (filled > columns) {
      throw new UnreadableStatement(
        'row_unreadable',
        `The row has ${filled} cells where the line of names has ${columns}. A text may hold the separator without quotes: export the file once more.`,
        { line: record.line },
      );
    } else if (filled > 0) yield record;
  }
  if (columns === 0) throw otherColumns();
}

function lengthOf({ cells }: CsvRecord): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
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
