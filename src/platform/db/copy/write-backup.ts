import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import {
  type BackupEnd,
  type BackupHeader,
  endOfRows,
  type TableEnd,
  writeHeader,
  writeLine,
  writeTableStart,
} from './backup-file.ts';
import type { CopySource } from './copy-source.ts';

export type Written = {
  readonly tables: number;
  readonly rows: number;
  /** Before compression. */
  readonly textBytes: number;
};

// Rows are repetitive: a higher level takes twice the time for a tenth of the size.
const compression = { level: 3, chunkSize: 256 * 1024 };

/**
 * Writes a whole source into a stream, which it ends. A few chunks are in memory at a time.
 *
 * @param onTable told each table that is written
 */
export async function writeBackup(
  source: CopySource,
  about: Pick<BackupHeader, 'keyIds' | 'keys'>,
  output: NodeJS.WritableStream,
  onTable: (name: string, rows: number) => void = () => undefined,
): Promise<Written> {
  const hash = createHash('sha256');
  const written = { tables: 0, rows: 0, textBytes: 0 };
  const keep = (chunk: Buffer) => {
    hash.update(chunk);
    written.textBytes += chunk.length;
    return chunk;
  };
  async function* lines() {
    yield keep(writeHeader({ ...source.header, ...about }));
    for await (const table of source.tables) {
      yield keep(writeTableStart(table));
      for await (const chunk of table.rows) yield keep(chunk);
      const rows = table.rowCount();
      yield keep(Buffer.from(endOfRows));
      yield keep(writeLine({ rows } satisfies TableEnd));
      written.tables += 1;
      written.rows += rows;
      onTable(table.name, rows);
    }
    const { tables, rows } = written;
    yield writeLine({ tables, rows, sha256: hash.digest('hex') } satisfies BackupEnd);
  }
  await pipeline(lines, createGzip(compression), output);
  return written;
}
