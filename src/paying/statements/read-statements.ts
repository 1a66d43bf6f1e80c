import { readCamt } from './camt/read-camt.ts';
import type { CsvMapping } from './csv/mapping.ts';
import { readCsv } from './csv/read-csv.ts';
import { detectFormat, type Format, formatBytes } from './detect-format.ts';
import type { Encoding } from './encoding/encodings.ts';
import { peek } from './encoding/peek.ts';
import { readMt940 } from './mt940/read-mt940.ts';
import { inPortions } from './portions.ts';
import type { StatementPart } from './statement.ts';
import type { StatementDocument } from './statement-file.ts';
import { UnreadableStatement } from './unreadable.ts';

export type ReadOptions = {
  /** For MT940 and tables that are no UTF-8; camt says its own. */
  readonly encoding?: Encoding | undefined;
  /** For tables. */
  readonly mapping?: CsvMapping | undefined;
};

const told: Readonly<Partial<Record<Format, string>>> = {
  zip: 'It is an archive within an archive. Unpack it once, and hand in what is inside.',
  gzip: 'It is packed with gzip. Unpack it, and hand in what is inside.',
  pdf: 'A PDF is made for people. Ask the bank for camt.053, MT940 or CSV.',
};

/**
 * Statements, entries and balances of a document in the order in which they stand there, in portions, as waiting for each takes
 * longer than reading it. Read it as often as needed: once to check, then once to keep.
 *
 * @throws UnreadableStatement at what cannot be read; what came before it counts for nothing
 */
export async function* readStatements(
  document: StatementDocument,
  options: ReadOptions,
): AsyncGenerator<readonly StatementPart[]> {
  const { start, chunks, close } = await peek(document.open(), formatBytes);
  const format = detectFormat(start);
  const parts = readAs(format, { name: document.name, open: () => chunks }, options);
  if (parts === undefined) {
    await close();
    throw refusalOf(format);
  }
  yield* parts;
}

function readAs(
  format: Format,
  document: StatementDocument,
  { encoding, mapping }: ReadOptions,
): AsyncGenerator<readonly StatementPart[]> | undefined {
  if (format === 'xml') return readCamt(document);
  if (format === 'mt940') return inPortions(readMt940(document, encoding));
  return format === 'text' && mapping ? inPortions(readCsv(document, mapping, encoding)) : undefined;
}

function refusalOf(format: Format): UnreadableStatement {
  if (format === 'text') {
    return new UnreadableStatement(
      'mapping_needed',
      'It is a table, or some other text. Say what each column is; it is remembered for the next file.',
    );
  }
  return new UnreadableStatement(
    format === 'zip' ? 'archive_nested' : 'format_unknown',
    told[format] ??
      'It is no statement that can be read: camt.052, camt.053, camt.054, MT940, CSV, or a ZIP of these.',
  );
}

export async function formatOf(document: StatementDocument): Promise<Format> {
  const { start, close } = await peek(document.open(), formatBytes);
  await close();
  return detectFormat(start);
}
