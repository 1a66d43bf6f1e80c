import { describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { openDocuments } from '../open-documents.ts';
import { readStatements } from '../read-statements.ts';
import { fileOf } from '../statement-file.ts';
import { camtOf } from '../testing/camt.ts';
import { collect, eachOf, entriesOf, refusalOf } from '../testing/read-all.ts';
import { payment, statement } from '../testing/shapes.ts';
import { UnreadableStatement } from '../unreadable.ts';

type Content = Readonly<Record<string, string | Buffer>>;

async function zipOf(content: Content, compress = true): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, text] of Object.entries(content))
    zip.addBuffer(Buffer.from(text as string), name, { compress });
  zip.end();
  return Buffer.concat(await collect(zip.outputStream as AsyncIterable<Buffer>));
}

const open = (bytes: Buffer) => openDocuments(fileOf('days.zip', bytes));

async function refusalOfZip(bytes: Buffer): Promise<UnreadableStatement> {
  try {
    await open(bytes);
  } catch (error) {
    if (error instanceof UnreadableStatement) return error;
    throw error;
  }
  throw new Error('The archive was opened.');
}

const day = (text: string) => camtOf([statement([payment({ text })])], { kind: 'camt.053', version: '08' });

describe('a ZIP', () => {
  it('holds several days, each read as a file of its own and as often as needed', async () => {
    const documents = await open(
      await zipOf({ '1.xml': day('a'), 'sub/2.xml': day('b'), '__MACOSX/2.xml': 'x' }),
    );
    expect(documents.map(({ name }) => name)).toEqual(['days.zip/1.xml', 'days.zip/sub/2.xml']);
    for (const _ of [1, 2]) {
      const texts = await Promise.all(
        documents.map(async (document) => (await entriesOf(eachOf(readStatements(document, {}))))[0]?.text),
      );
      expect(texts).toEqual(['a', 'b']);
    }
  });

  it('holds no archive, and its documents are told by what is in them', async () => {
    const documents = await open(
      await zipOf({ 'a.xml': await zipOf({ 'b.xml': day('a') }), 'b.txt': day('b'), 'c.xml': '%PDF-1.7' }),
    );
    const [nested, plain, pdf] = documents.map((document) => eachOf(readStatements(document, {})));
    expect(await refusalOf(nested as AsyncIterable<unknown>)).toMatchObject({ code: 'archive_nested' });
    expect((await collect(plain as AsyncIterable<unknown>)).length).toBe(3);
    expect(await refusalOf(pdf as AsyncIterable<unknown>)).toMatchObject({ code: 'format_unknown' });
  });

  it('asks for no more than a statement does', async () => {
    const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`${at}.xml`, 'x']));
    expect(await refusalOfZip(await zipOf(many))).toMatchObject({ code: 'archive_too_large' });
    const bomb = await zipOf({ 'a.xml': Buffer.alloc(20_000_000) });
    expect(await refusalOfZip(bomb)).toMatchObject({ code: 'archive_too_large' });
  });

  it('does not unpack to more than its directory says', async () => {
    const bytes = await zipOf({ 'a.xml': day('a') });
    const directory = bytes.indexOf('PK\u0001\u0002', 0, 'latin1');
    bytes.writeUInt32LE(100, directory + 24);
    const [document] = await open(bytes);
    expect(await refusalOf(readStatements(document!, {}))).toMatchObject({ code: 'archive_damaged' });
  });

  it('counts no amount of which a bit was flipped on the way', async () => {
    const bytes = await zipOf({ 'a.xml': day('a') }, false);
    const at = bytes.indexOf('>12.50<') + 1;
    bytes[at] = '9'.charCodeAt(0);
    const [document] = await open(bytes);
    expect(await refusalOf(readStatements(document!, {}))).toMatchObject({ code: 'archive_damaged' });
  });

  it('says that it is encrypted, empty, a workbook, or cut', async () => {
    const encrypted = await zipOf({ 'a.xml': day('a') });
    const directory = encrypted.indexOf('PK\u0001\u0002', 0, 'latin1');
    encrypted.writeUInt16LE(encrypted.readUInt16LE(directory + 8) | 1, directory + 8);
    expect(await refusalOfZip(encrypted)).toMatchObject({ code: 'archive_encrypted' });
    expect(await refusalOfZip(await zipOf({}))).toMatchObject({ code: 'archive_empty' });
    expect(await refusalOfZip(await zipOf({ '[Content_Types].xml': '<a/>' }))).toMatchObject({
      code: 'archive_of_workbook',
    });
    const whole = await zipOf({ 'a.xml': day('a') });
    expect(await refusalOfZip(whole.subarray(0, -20))).toMatchObject({ code: 'archive_damaged' });
  });
});
