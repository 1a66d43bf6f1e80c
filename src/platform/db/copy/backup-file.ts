import { CopyError } from './copy-error.ts';
import type { CopyHeader, Table } from './copy-source.ts';

/*
 * A backup is a gzip file of lines of text in UTF-8, so that `gunzip -c` shows it to people, too:
 *
 *   {"format":"payment-links backup","version":1, …}            what is copied, see `BackupHeader`
 *   {"table":"users","columns":["id","email", …]}               for each table, those it refers to first
 *   …                                                           its rows as PostgreSQL's COPY writes them as text
 *   \.
 *   {"rows":2}
 *   {"tables":40,"rows":1234,"sha256":"…"}                      last: SHA-256 in hex of all bytes above this line
 *
 * COPY writes a row's line breaks and backslashes as \n and \\, so that a row is one line, and none is `\.`.
 */

export const formatName = 'payment-links backup';
export const formatVersion = 1;
export const endOfRows = '\\.\n';

/** The keys of the instance, as ENCRYPTION_KEY and SIGNING_KEY write them. */
export type BackupKeys = { readonly ENCRYPTION_KEY: string; readonly SIGNING_KEY: string };
/** The ids of the keys that made what is stored: public, current one first. */
export type KeyIds = { readonly encryption: readonly string[]; readonly signing: readonly string[] };

export type BackupHeader = CopyHeader & {
  readonly keyIds: KeyIds;
  /** Only when the operator wanted them in the file. */
  readonly keys?: BackupKeys;
};

export type TableStart = { readonly table: string; readonly columns: readonly string[] };
export type TableEnd = { readonly rows: number };
export type BackupEnd = { readonly tables: number; readonly rows: number; readonly sha256: string };

export function writeLine(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}

export function writeHeader(header: BackupHeader): Buffer {
  return writeLine({ format: formatName, version: formatVersion, ...header });
}

export function writeTableStart({ name, columns }: Table): Buffer {
  return writeLine({ table: name, columns } satisfies TableStart);
}

/**
 * Reads the first line.
 *
 * @throws CopyError when it is none of ours, or of a version that this build does not know
 */
export function readHeader(line: string): BackupHeader {
  const value = tryParse(line);
  if (value?.format !== formatName) throw notABackup();
  if (value.version !== formatVersion) {
    throw new CopyError(
      `The file is a backup of format ${value.version}, and this build reads format ${formatVersion}: install the newer build.`,
    );
  }
  const { migrations, sequences, keyIds } = value;
  if (![migrations, sequences].every(Array.isArray) || typeof keyIds !== 'object') throw damaged();
  return { ...value, createdAt: new Date(String(value.createdAt)) } as BackupHeader;
}

/** Reads another line. */
export function readLine<Value>(line: string, names: readonly (keyof Value & string)[]): Value {
  const value = tryParse(line);
  if (!value || names.some((name) => !(name in value))) throw damaged();
  return value as Value;
}

export function damaged(cause?: unknown): CopyError {
  return new CopyError('The file is damaged or not complete: take another copy of it.', { cause });
}

export function notABackup(cause?: unknown): CopyError {
  return new CopyError('The file is no backup of this program.', { cause });
}

function tryParse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
