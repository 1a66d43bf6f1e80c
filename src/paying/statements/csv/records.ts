import { limits } from '../limits.ts';
import { UnreadableStatement } from '../unreadable.ts';

/** A row of a table; `line` is where it begins. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[] };

/**
 * Rows of a table that comes in pieces (RFC 4180, with any separator and any end of lines). A quote counts where a cell
 * begins with it; a cell in quotes may hold ends of lines.
 *
 * @throws UnreadableStatement `text_too_long`, `quote_open`, `too_many_columns`
 */
export async function* recordsOf(texts: AsyncIterable<string>, separator: string): AsyncGenerator<CsvRecord> {
  let [line, begun] = [1, 1];
  let cells: string[] = [];
  let cell = '';
  /** `open`: within quotes; `closing`: behind a quote that ends them, or is the first of two. */
  let state: 'start' | 'plain' | 'open' | 'closing' = 'start';
  let afterReturn = false;
  const endCell = () => {
    cells.push(cell);
    [cell, state] = ['', 'start'];
    if (cells.length > limits.columns)
      throw new UnreadableStatement('too_many_columns', 'The row has more columns than a bank writes.', {
        line,
      });
  };
  const add = (character: string) => {
    if (cell.length >= limits.textLength)
      throw new UnreadableStatement('text_too_long', 'A cell is longer than a bank writes.', { line: begun });
    cell += character;
  };
  const endRecord = (): CsvRecord => {
    endCell();
    const record = { line: begun, cells };
    [cells, begun] = [[], line];
    return record;
  };
  for await (const text of texts) {
    for (const character of text) {
      const isSecond = afterReturn && character === '\n';
      afterReturn = character === '\r';
      if (isSecond) continue;
      const isEnd = character === '\r' || character === '\n';
      if (isEnd) line += 1;
      if (state === 'open') {
        if (character === '"') state = 'closing';
        else add(isEnd ? '\n' : character);
      } else if (isEnd) yield endRecord();
      else if (character === separator) endCell();
      else if (character === '"' && state === 'start') state = 'open';
      else if (character === '"' && state === 'closing') {
        add(character);
        state = 'open';
      } else {
        add(character);
        state = 'plain';
      }
    }
  }
  if (state === 'open')
    throw new UnreadableStatement(
      'quote_open',
      'A quote is opened and never closed: the file may have been cut.',
      {
        line: begun,
      },
    );
  if (cell !== '' || cells.length > 0 || state === 'closing') yield endRecord();
}
