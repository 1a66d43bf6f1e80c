import { decode } from '../encoding/decode.ts';
import type { Encoding } from '../encoding/encodings.ts';
import type { StatementDocument } from '../statement-file.ts';
import { UnreadableStatement } from '../unreadable.ts';
import { createFacts } from './column-facts.ts';
import { type FoundTable, findTable, type Looked } from './find-table.ts';
import { recordsOf } from './records.ts';
import { type SuggestedMapping, suggestMapping } from './suggest-mapping.ts';

/** What a merchant is shown of a table whose columns nobody named yet. */
export type Table = FoundTable & {
  /** The first rows below the names. */
  readonly rows: readonly (readonly string[])[];
  readonly suggestion: SuggestedMapping;
};

const shownRows = 20;

/**
 * What a table looks like, and what its columns seem to be by their names and by all of its rows.
 *
 * @throws UnreadableStatement `header_missing`, or what reading its text throws
 */
export async function describeTable(
  document: StatementDocument,
  encoding: Encoding | undefined,
  looked?: Looked,
): Promise<Table> {
  const table = await findTable(document, encoding, looked);
  const facts = createFacts();
  const rows: (readonly string[])[] = [];
  try {
    for await (const { line, cells } of recordsOf(decode(document.open(), encoding), table.separator)) {
      if (line < table.line || (line === table.line && table.hasNames)) continue;
      facts.learn(cells);
      if (rows.length < shownRows) rows.push(cells);
    }
  } catch (error) {
    // What is wrong further down is told once its columns are known.
    if (!(error instanceof UnreadableStatement) || error.code.startsWith('encoding')) throw error;
  }
  return { ...table, rows, suggestion: suggestMapping(table.names, facts) };
}
