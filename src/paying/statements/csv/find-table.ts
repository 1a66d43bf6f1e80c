import { decode } from '../encoding/decode.ts';
import type { Encoding } from '../encoding/encodings.ts';
import { limits } from '../limits.ts';
import type { StatementDocument } from '../statement-file.ts';
import { UnreadableStatement } from '../unreadable.ts';
import { isAmount, isDay } from './column-facts.ts';
import { headerKey, namelessKey, type Separator, separators } from './mapping.ts';
import { type CsvRecord, recordsOf } from './records.ts';
import { kindsOf } from './suggest-mapping.ts';

/** Where a table begins in a text, and what its columns are called. */
export type FoundTable = {
  readonly separator: Separator;
  /** Where the line of names stands, or the first row of a table that has none. */
  readonly line: number;
  readonly hasNames: boolean;
  /** As many as there are columns; empty where a table has none. */
  readonly names: readonly string[];
  /** What a mapping of it is remembered by. */
  readonly header: string;
};

/** What a mapping says of where its table is. */
export type Looked = { readonly separator: Separator; readonly hasNames?: boolean | undefined };

/** Rows that tell what a table looks like. */
const lookedAtRows = 20;

/**
 * Finds the table in a text: below the first line that names a day and an amount, with the separator that gives it most columns;
 * where no such names are known, the widest rows that have a day and an amount are the table, and the line before them names its
 * columns if it is as wide and has no day itself.
 *
 * @throws UnreadableStatement `header_missing`, or what reading its text throws
 */
export async function findTable(
  document: StatementDocument,
  encoding: Encoding | undefined,
  looked?: Looked,
): Promise<FoundTable> {
  const starts: { separator: Separator; records: readonly CsvRecord[] }[] = [];
  for (const separator of looked ? [looked.separator] : separators)
    starts.push({ separator, records: await startOf(document, encoding, separator) });
  for (const find of [looked?.hasNames === false ? () => undefined : named, plain]) {
    const tables = starts.flatMap(
      ({ separator, records }) => find(records, separator, looked?.hasNames) ?? [],
    );
    const [best] = tables.sort((one, other) => other.names.length - one.names.length);
    if (best) return best;
  }
  throw new UnreadableStatement(
    'header_missing',
    'No row has a day and an amount in columns of their own. Export the file as CSV with all columns, or as camt.053 or MT940.',
  );
}

async function startOf(
  document: StatementDocument,
  encoding: Encoding | undefined,
  separator: Separator,
): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  try {
    for await (const record of recordsOf(decode(document.open(), encoding), separator)) {
      records.push(record);
      if (records.length >= limits.preambleLines + lookedAtRows) break;
    }
  } catch (error) {
    // With another separator than its own a text may seem to have quotes that nobody closes.
    if (!(error instanceof UnreadableStatement) || error.code.startsWith('encoding')) throw error;
  }
  return records;
}

function named(records: readonly CsvRecord[], separator: Separator): FoundTable | undefined {
  const at = records.findIndex(({ cells }, index) => index <= limits.preambleLines && isHeader(cells));
  const header = records[at];
  return header && tableFrom(header, widthOf(records.slice(at)), separator);
}

/** Some rows have more cells than the line of names, whose last column has none. */
function widthOf(records: readonly CsvRecord[]): number {
  return Math.max(...records.slice(0, lookedAtRows).map(({ cells }) => filledOf(cells)), 0);
}

function tableFrom({ cells, line }: CsvRecord, width: number, separator: Separator): FoundTable {
  const columns = Math.max(cells.length, width);
  const names = Array.from({ length: columns }, (_, at) => cells[at] ?? '');
  return { separator, line, hasNames: true, names, header: headerKey(cells) };
}

function isHeader(cells: readonly string[]): boolean {
  const kinds = kindsOf(cells);
  return (
    kinds.includes('day') && (['amount', 'credit', 'debit'] as const).some((kind) => kinds.includes(kind))
  );
}

function plain(
  records: readonly CsvRecord[],
  separator: Separator,
  hasNames: boolean | undefined,
): FoundTable | undefined {
  const rows = records.filter(({ cells }) => isRow(cells));
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  const first = rows.find(({ cells }) => cells.length === width);
  if (!first) return undefined;
  const before = records.slice(0, records.indexOf(first)).findLast(({ cells }) => filledOf(cells) > 0);
  const isNamed =
    before !== undefined && !isRow(before.cells) && filledOf(before.cells) >= Math.min(width - 1, 3);
  if (hasNames ?? isNamed) return tableFrom(isNamed ? before : first, width, separator);
  const names = Array.from({ length: width }, () => '');
  const days = first.cells.flatMap((cell, at) => (isDay(cell.trim()) ? [at] : []));
  return { separator, line: first.line, hasNames: false, names, header: namelessKey(width, days) };
}

function isRow(cells: readonly string[]): boolean {
  const trimmed = cells.map((cell) => cell.trim());
  return trimmed.some(isDay) && trimmed.some(isAmount);
}

export function filledOf(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}
