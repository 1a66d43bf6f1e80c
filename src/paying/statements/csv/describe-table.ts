import { decode } from '../encoding/decode.ts';
import type { Encoding } from '../encoding/encodings.ts';
import { limits } from '../limits.ts';
import type { StatementDocument } from '../statement-file.ts';
import { UnreadableStatement } from '../unreadable.ts';
import { type CsvMapping, headerKey, type Separator, separators } from './mapping.ts';
import { type CsvRecord, recordsOf } from './records.ts';
import { kindsOf, type SuggestedMapping, suggestMapping } from './suggest-mapping.ts';

/** What a merchant is shown of a table whose columns nobody named yet. */
export type Table = {
  readonly separator: Separator;
  /** Where the line of names stands. */
  readonly line: number;
  readonly names: readonly string[];
  /** What a mapping of it is remembered by. */
  readonly header: CsvMapping['header'];
  /** The first rows below it. */
  readonly rows: readonly (readonly string[])[];
  readonly suggestion: SuggestedMapping;
};

const shownRows = 20;

/**
 * Finds the line of names: the first that names a day and an amount, with the separator that gives it most columns.
 *
 * @throws UnreadableStatement `header_missing`, or what reading its text throws
 */
export async function describeTable(
  document: StatementDocument,
  encoding: Encoding | undefined,
): Promise<Table> {
  let best: Table | undefined;
  for (const separator of separators) {
    const table = await describeWith(document, encoding, separator);
    if (table && table.names.length > (best?.names.length ?? 0)) best = table;
  }
  if (best) return best;
  throw new UnreadableStatement(
    'header_missing',
    'No line names the columns of a day and an amount. Export the file with the names of its columns, or as camt.053 or MT940.',
  );
}

async function describeWith(
  document: StatementDocument,
  encoding: Encoding | undefined,
  separator: Separator,
): Promise<Table | undefined> {
  let header: CsvRecord | undefined;
  let before = 0;
  const rows: (readonly string[])[] = [];
  try {
    for await (const record of recordsOf(decode(document.open(), encoding), separator)) {
      if (header) rows.push(record.cells);
      else if (isHeader(record.cells)) header = record;
      else if (++before > limits.preambleLines) break;
      if (rows.length >= shownRows) break;
    }
  } catch (error) {
    // With another separator than its own a text may seem to have quotes that nobody closes.
    if (!(error instanceof UnreadableStatement) || error.code.startsWith('encoding')) throw error;
    if (!header) return undefined;
  }
  if (!header) return undefined;
  const { cells, line } = header;
  return {
    separator,
    line,
    names: cells,
    header: headerKey(cells),
    rows,
    suggestion: suggestMapping(cells, rows),
  };
}

function isHeader(cells: readonly string[]): boolean {
  const kinds = kindsOf(cells);
  return (
    kinds.includes('day') && (['amount', 'credit', 'debit'] as const).some((kind) => kinds.includes(kind))
  );
}
