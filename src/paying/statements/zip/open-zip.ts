import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { limits } from '../limits.ts';
import type { StatementDocument, StatementFile } from '../statement-file.ts';
import { UnreadableStatement } from '../unreadable.ts';

/** Lets the archive be read from wherever the file lies. */
class FileReader extends RandomAccessReader {
  readonly file: StatementFile;

  constructor(file: StatementFile) {
    super();
    this.file = file;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.file.read(start, end), { objectMode: false });
  }
}

/**
 * Documents of a ZIP, in its order. Everything that its directory says is held against the limits before a byte is
 * unpacked; what is unpacked then is held against what the directory said.
 *
 * @throws UnreadableStatement `archive_damaged`, `archive_too_large`, `archive_encrypted`, `archive_of_workbook`
 */
export async function openZip(file: StatementFile): Promise<StatementDocument[]> {
  const zip = await orDamaged(openArchive(file));
  const entries = await orDamaged(entriesOf(zip));
  if (entries.some(({ fileName }) => fileName === '[Content_Types].xml')) {
    throw new UnreadableStatement(
      'archive_of_workbook',
      'It is a workbook of a spreadsheet. Save it as CSV, or ask the bank for camt.053 or MT940.',
    );
  }
  const documents = entries.filter(({ fileName }) => !isBesides(fileName));
  requireBounds(documents);
  return documents.map((entry) => ({
    name: `${file.name}/${entry.fileName}`,
    open: () => unpack(zip, entry),
  }));
}

function openArchive(file: StatementFile): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true };
  return fromRandomAccessReaderPromise(new FileReader(file), file.bytes, options);
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    entries.push(entry);
    if (entries.length > limits.documents * 2) throw tooLarge(`more than ${limits.documents} files`);
  }
  return entries;
}

/** Folders, and what a Mac adds for itself. */
function isBesides(name: string): boolean {
  return name.endsWith('/') || name.startsWith('__MACOSX/') || /(?:^|\/)\.DS_Store$/.test(name);
}

/** Small files may be as repetitive as they like. */
const ratioFromBytes = 1_000_000;

function requireBounds(entries: readonly Entry[]): void {
  if (entries.length === 0)
    throw new UnreadableStatement(
      'archive_empty',
      'The archive holds no file. Fetch it from the bank once more.',
    );
  if (entries.length > limits.documents) throw tooLarge(`more than ${limits.documents} files`);
  let total = 0;
  for (const entry of entries) {
    const { fileName, compressedSize, uncompressedSize } = entry;
    if (entry.isEncrypted()) {
      throw new UnreadableStatement(
        'archive_encrypted',
        `${fileName} is encrypted. Unpack the archive with its password, and hand in what is inside.`,
      );
    }
    if (!entry.canDecodeFileData())
      throw new UnreadableStatement(
        'archive_unknown',
        `${fileName} is packed in a way that is not read here. Unpack it first.`,
      );
    if (uncompressedSize > limits.documentBytes) throw tooLarge(`${fileName}, which is too large`);
    if (uncompressedSize > ratioFromBytes && uncompressedSize > compressedSize * limits.ratio)
      throw tooLarge(`${fileName}, which unpacks to more than a statement does`);
    total += uncompressedSize;
    if (total > limits.unpackedBytes) throw tooLarge('more than a gigabyte unpacked');
  }
}

function tooLarge(what: string): UnreadableStatement {
  return new UnreadableStatement(
    'archive_too_large',
    `The archive holds ${what}. Hand in fewer statements at once.`,
  );
}

/** Sizes are checked by yauzl, content is not: a flipped bit in an amount would count as money. */
async function* unpack(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  let sum = 0;
  const stream = await orDamaged(zip.openReadStreamPromise(entry));
  try {
    for await (const chunk of stream) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch (error) {
    throw damaged(error);
  }
  if (sum !== entry.crc32) throw damaged(undefined);
}

async function orDamaged<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    throw damaged(error);
  }
}

function damaged(error: unknown): UnreadableStatement {
  if (error instanceof UnreadableStatement) return error;
  const told = new UnreadableStatement(
    'archive_damaged',
    'The archive is damaged. Fetch it from the bank once more.',
  );
  told.cause = error;
  return told;
}
