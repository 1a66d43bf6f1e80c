import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { BackupText } from './backup-text.ts';
import { CopyError } from './copy-error.ts';
import type { CopySource } from './copy-source.ts';
import { checkBackup, openBackup } from './read-backup.ts';
import { writeBackup } from './write-backup.ts';

const folder = mkdtempSync(join(tmpdir(), 'linktill-backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const header = {
  createdAt: new Date('2026-03-01T12:00:00.123Z'),
  postgres: '18.4',
  migrations: [{ name: '0001_first.sql', hash: 'aa' }],
  sequences: [{ name: 'numbers_seq', table: 'numbers', next: '9007199254740993' }],
};
const keyIds = { encryption: ['k1'], signing: ['s1', 's0'] };

const contents: Record<string, string> = {
  empty: '',
  names: 'Łódź\t\\N\n\\\\.\t☕\n',
  numbers: Array.from({ length: 20_000 }, (_, index) => `${index}\t${'x'.repeat(index % 90)}\n`).join(''),
};

function sourceOf(tables: Record<string, string>, chunkSize = 7): CopySource {
  async function* copied() {
    for (const [name, text] of Object.entries(tables)) {
      const bytes = Buffer.from(text);
      async function* rows() {
        for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize);
      }
      yield { name, columns: ['id', 'the name'], rows: rows(), rowCount: () => text.split('\n').length - 1 };
    }
  }
  return { header, tables: copied() };
}

async function write(tables: Record<string, string>, chunkSize?: number): Promise<string> {
  const file = join(folder, randomBytes(6).toString('hex'));
  await writeBackup(sourceOf(tables, chunkSize), { keyIds }, createWriteStream(file));
  return file;
}

async function read(file: string) {
  const backup = await openBackup(file);
  const tables: Record<string, string> = {};
  for await (const { name, rows, rowCount } of backup.tables) {
    const chunks: Buffer[] = [];
    for await (const chunk of rows) chunks.push(chunk);
    tables[name] = Buffer.concat(chunks).toString();
    expect(tables[name].split('\n')).toHaveLength(rowCount() + 1);
  }
  return { header: backup.header, tables };
}

function variant(bytes: Buffer): string {
  const file = join(folder, randomBytes(6).toString('hex'));
  writeFileSync(file, bytes);
  return file;
}

describe('a backup file', () => {
  it.each([1000, 300_000])('gives back what was written in chunks of %i bytes', async (size) => {
    expect(await read(await write(contents, size))).toMatchObject({
      header: { ...header, keyIds },
      tables: contents,
    });
  });

  it('is text that people can read', async () => {
    const lines = gunzipSync(readFileSync(await write({ names: 'a\tb\n' })))
      .toString()
      .split('\n');
    expect(lines[0]).toMatch(/^\{"format":"payment-links backup","version":1,/);
    expect(lines.slice(1, 5)).toEqual([
      '{"table":"names","columns":["id","the name"]}',
      'a\tb',
      '\\.',
      '{"rows":1}',
    ]);
    expect(lines[5]).toMatch(/^\{"tables":1,"rows":1,"sha256":"[0-9a-f]{64}"\}$/);
  });

  it('is refused wherever it is cut off', async () => {
    const text = gunzipSync(readFileSync(await write({ names: contents.names as string, empty: '' })));
    for (let length = 0; length < text.length; length++) {
      await expect(
        checkBackup(variant(gzipSync(text.subarray(0, length)))),
        `${length} bytes`,
      ).rejects.toThrow(CopyError);
    }
    const packed = gzipSync(text);
    for (let length = 0; length < packed.length; length++) {
      await expect(checkBackup(variant(packed.subarray(0, length))), `${length} packed`).rejects.toThrow(
        CopyError,
      );
    }
  });

  it('is refused with any bit of its text changed, or with more behind its end', async () => {
    const text = gunzipSync(readFileSync(await write({ names: contents.names as string })));
    for (let at = 0; at < text.length - 1; at++) {
      const changed = Buffer.from(text);
      changed[at] = (changed[at] as number) ^ 1;
      await expect(checkBackup(variant(gzipSync(changed))), `byte ${at}`).rejects.toThrow(CopyError);
    }
    const more = gzipSync(Buffer.concat([text, Buffer.from('{"table":"x","columns":[]}\n')]));
    await expect(checkBackup(variant(more))).rejects.toThrow('The file is damaged');
  });

  it('is refused with a flipped bit on the disk, or read as it was', async () => {
    const file = await write({ names: contents.names as string });
    const packed = readFileSync(file);
    let refused = 0;
    for (let at = 0; at < packed.length; at++) {
      const changed = Buffer.from(packed);
      changed[at] = (changed[at] as number) ^ 0x10;
      // The time and system in the head of a gzip file say nothing about what is in it.
      const seen = await read(variant(changed)).catch((error: unknown) => {
        expect(error).toBeInstanceOf(CopyError);
        refused += 1;
      });
      if (seen) expect(seen).toEqual(await read(file));
    }
    expect(refused).toBeGreaterThan(packed.length - 10);
  });

  it('is told apart from other files and from later formats', async () => {
    await expect(checkBackup(variant(Buffer.from('PGDMP, say')))).rejects.toThrow(
      'is no backup of this program',
    );
    await expect(checkBackup(variant(gzipSync('{"format":"x"}\n')))).rejects.toThrow(
      'is no backup of this program',
    );
    await expect(checkBackup(variant(gzipSync('hello\n')))).rejects.toThrow('is no backup of this program');
    const later = gzipSync('{"format":"payment-links backup","version":2}\n');
    await expect(checkBackup(variant(later))).rejects.toThrow(
      'backup of format 2, and this build reads format 1: install the newer build',
    );
    await expect(checkBackup(join(folder, 'missing'))).rejects.toThrow('ENOENT');
    await expect(checkBackup(folder)).rejects.toThrow('EISDIR');
  });

  it('refuses a first line without end before it fills the memory', async () => {
    await expect(checkBackup(variant(gzipSync(Buffer.alloc(40_000_000, 'x'))))).rejects.toThrow('damaged');
  });
});

describe('the end of the rows', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 50])('is found across chunks of %i bytes', async (size) => {
    const bytes = Buffer.from('first\n\\.\nsecond\na\n\\\\.\n.\n\\.\nlast\n');
    const heard: Buffer[] = [];
    async function* chunks() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    }
    const text = new BackupText(chunks(), (part) => heard.push(Buffer.from(part)));
    const rows = async () => {
      const parts: Buffer[] = [];
      for await (const part of text.rows()) parts.push(part);
      return Buffer.concat(parts).toString();
    };
    expect((await text.line())?.text).toBe('first');
    expect(await rows()).toBe('');
    expect((await text.line())?.text).toBe('second');
    expect(await rows()).toBe('a\n\\\\.\n.\n');
    expect((await text.line())?.text).toBe('last');
    expect(await text.line()).toBeUndefined();
    expect(Buffer.concat(heard).toString()).toBe('\\.\na\n\\\\.\n.\n\\.\n');
  });
});
