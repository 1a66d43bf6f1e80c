import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import {
  type BackupEnd,
  type BackupHeader,
  damaged,
  notABackup,
  readHeader,
  readLine,
  type TableEnd,
  type TableStart,
} from './backup-file.ts';
import { BackupText } from './backup-text.ts';
import type { CopiedTable, CopySource } from './copy-source.ts';

export type Backup = Omit<CopySource, 'header'> & { readonly header: BackupHeader; close(): Promise<void> };

/**
 * Opens a backup. Its tables are streamed, and behind the last one counts and checksum are compared.
 *
 * @throws CopyError, here or while the tables are read, when the file is none, damaged or not complete; what was read
 *   of it before must then not be kept
 */
export async function openBackup(file: string): Promise<Backup> {
  const hash = createHash('sha256');
  const text = new BackupText(unpack(file), (bytes) => hash.update(bytes));
  const take = async () => {
    const line = await text.line();
    if (!line) throw damaged();
    return line;
  };
  const first = await take();
  const header = readHeader(first.text);
  hash.update(first.bytes);

  async function* tables(): AsyncGenerator<CopiedTable> {
    const seen = { tables: 0, rows: 0 };
    for (;;) {
      const line = await take();
      if (line.text.includes('"sha256":')) {
        const { tables, rows, sha256 } = readLine<BackupEnd>(line.text, ['tables', 'rows', 'sha256']);
        if (sha256 !== hash.digest('hex') || tables !== seen.tables || rows !== seen.rows) throw damaged();
        if (await text.line()) throw damaged();
        return;
      }
      hash.update(line.bytes);
      const { table: name, columns } = readLine<TableStart>(line.text, ['table', 'columns']);
      let end: TableEnd | undefined;
      async function* rows() {
        yield* text.rows();
        const last = await take();
        hash.update(last.bytes);
        end = readLine<TableEnd>(last.text, ['rows']);
      }
      yield { name, columns, rows: rows(), rowCount: () => end?.rows ?? Number.NaN };
      if (!end) throw new Error(`The rows of ${name} were not read to their end.`);
      seen.tables += 1;
      seen.rows += end.rows;
    }
  }
  return { header, tables: tables(), close: () => text.close() };
}

/**
 * Reads a whole backup and keeps nothing of it.
 *
 * @returns its header
 * @throws CopyError when it cannot be restored
 */
export async function checkBackup(file: string): Promise<BackupHeader> {
  const backup = await openBackup(file);
  for await (const table of backup.tables) for await (const _ of table.rows);
  return backup.header;
}

async function* unpack(file: string): AsyncGenerator<Buffer> {
  const input = createReadStream(file, { highWaterMark: 256 * 1024 });
  const output = createGunzip({ chunkSize: 256 * 1024 });
  // The failure of either comes out of the loop below.
  pipeline(input, output, () => undefined);
  try {
    for await (const chunk of output) yield chunk as Buffer;
  } catch (error) {
    throw explain(error);
  } finally {
    input.destroy();
  }
}

function explain(error: unknown): unknown {
  const { code, message } = error as { code?: string; message: string };
  if (code === 'Z_DATA_ERROR' && message.includes('header check')) return notABackup(error);
  return code?.startsWith('Z_') ? damaged(error) : error;
}
