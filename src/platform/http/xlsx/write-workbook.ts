import { finished, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Column } from '#platform/kit/table.ts';
import { rowWriter, sheetEnd, sheetStart } from './sheet-xml.ts';
import { contentTypes, packageParts, stylesheet, workbook, workbookParts } from './workbook-parts.ts';

export type Workbook<Row> = {
  /** Of its sheet; further sheets have a number after it. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  /** IANA zone in whose clocks the times are shown. */
  readonly timeZone: string;
  /** Rows, some at a time, which are asked for as fast as the file is taken. */
  readonly windows: AsyncGenerator<readonly Row[]>;
  /** That one sheet holds, with the names of the columns. */
  readonly mostRows?: number;
};

/** More rows make spreadsheets call the file damaged. */
const mostRowsOfSheet = 1_048_576;
const rowsOfPiece = 200;
// The usual level takes twice the time for a tenth less.
const compressionLevel = 3;

/**
 * A workbook (XLSX) that is sent while it is made, with no more than one window of rows in memory. Rows that one sheet
 * cannot hold go on in the next. When `windows` throws, the stream is destroyed with its error; when the stream is
 * destroyed, `windows` is ended.
 */
export function writeWorkbook<Row>(book: Workbook<Row>): Readable {
  const { windows, columns, mostRows = mostRowsOfSheet } = book;
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name);
  const write = rowWriter(columns, book.timeZone);
  const sheets: Readable[] = [];
  let waiting: readonly Row[] = [];

  const hasMore = async () => {
    while (waiting.length === 0) {
      const next = await windows.next();
      if (next.done) return false;
      waiting = next.value;
    }
    return true;
  };
  async function* sheet() {
    yield sheetStart(columns);
    for (let last = 1; last < mostRows && (await hasMore()); ) {
      const piece = waiting.slice(0, Math.min(mostRows - last, rowsOfPiece));
      waiting = waiting.slice(piece.length);
      const first = last + 1;
      last += piece.length;
      yield piece.map((row, index) => write(row, first + index)).join('');
    }
    yield sheetEnd;
    if (await hasMore()) addSheet();
    else finish();
  }
  const addSheet = () => {
    const added = Readable.from(sheet(), { objectMode: false });
    // The library does not tell of errors of what it reads.
    added.once('error', (error) => output.destroy(error));
    sheets.push(added);
    zip.addReadStream(added, `xl/worksheets/sheet${sheets.length}.xml`, { compressionLevel });
  };
  const finish = () => {
    add(
      'xl/workbook.xml',
      workbook(sheets.map((_, index) => book.name + (index > 0 ? ` ${index + 1}` : ''))),
    );
    add('xl/_rels/workbook.xml.rels', workbookParts(sheets.length));
    zip.end();
  };
  // Nor does it end what it reads when nobody takes the file any more.
  finished(output, () => {
    for (const each of sheets) each.destroy();
    void windows.return(undefined);
  });

  add('[Content_Types].xml', contentTypes);
  add('_rels/.rels', packageParts);
  add('xl/styles.xml', stylesheet);
  addSheet();
  return output;
}
