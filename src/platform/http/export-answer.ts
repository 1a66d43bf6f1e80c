import { Readable } from 'node:stream';
import { problem } from '#platform/contract/errors.ts';
import { csvType, type ExportQuery, xlsxType } from '#platform/contract/exports.ts';
import type { Database } from '#platform/db/database.ts';
import { onePer } from '#platform/kit/bounded-cache.ts';
import type { CsvFormat } from '#platform/kit/csv.ts';
import { exportsAtOnce } from './request-limits.ts';
import type { Answer } from './route.ts';
import { type Workbook, writeWorkbook } from './xlsx/write-workbook.ts';

/** Whether a client would rather have CSV than JSON; where it likes both alike, JSON is given. */
export function prefersCsv(accept: string | undefined): boolean {
  return preferredType(accept, [csvType]) !== undefined;
}

/** Which of these types a client would rather have than JSON: the first that it likes best. */
export function preferredType<const T extends string>(
  accept: string | undefined,
  types: readonly T[],
): T | undefined {
  if (accept === undefined) return undefined;
  const ranges = accept.split(',').map(readRange);
  let best: T | undefined;
  let quality = qualityOf(ranges, 'application/json');
  for (const type of types) {
    const own = qualityOf(ranges, type);
    if (own > quality) [best, quality] = [type, own];
  }
  return best;
}

type Range = { readonly type: string; readonly quality: number };

function readRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { type, quality: quality === undefined ? 1 : Number(quality) || 0 };
}

/** The most specific range that covers a type decides (RFC 9110). */
function qualityOf(ranges: readonly Range[], type: string): number {
  const covering = [type, `${type.split('/')[0]}/*`, '*/*'];
  const range = covering.map((wanted) => ranges.find((candidate) => candidate.type === wanted)).find(Boolean);
  return range?.quality ?? 0;
}

/** How CSV is written for a request. */
export function readCsvFormat({ separator, decimal }: ExportQuery): CsvFormat {
  return {
    separator: separator === 'semicolon' ? ';' : ',',
    decimalSign: decimal === 'comma' ? ',' : '.',
  };
}

type Export = {
  readonly fileName: string;
  /** Whose rows they are. */
  readonly organizationId: string;
  onError(error: unknown): void;
};

/** Exports on their way, by organization. */
const running = onePer((_database: Database) => new Map<string, number>());

type Exporter = { readonly database: Database };

const byteOrderMark = '\u{feff}';

/**
 * An answer that sends CSV while it is made, so that a long table takes no more memory than one of its pieces. The
 * first piece is awaited: what fails by then is told as a problem. A later failure is handed to `onError` and cuts
 * the transfer off, so that half a table is never taken for a whole one. Throws 429 `rate_limited` where the
 * organization is being sent as many as it may be at once.
 */
export async function csvAnswer(
  exporter: Exporter,
  { pieces, query = {}, ...about }: Export & { pieces: AsyncGenerator<string>; query?: ExportQuery },
): Promise<Answer> {
  return answerWith(exporter, about, `${csvType}; charset=utf-8; header=present`, pieces, (all) =>
    Readable.from(query.bom === '1' ? marked(all) : all),
  );
}

async function* marked(pieces: AsyncGenerator<string>): AsyncGenerator<string> {
  yield byteOrderMark;
  yield* pieces;
}

/** The same as a workbook (XLSX), of which one window of rows is in memory. */
export async function xlsxAnswer<Row>(
  exporter: Exporter,
  { book, ...about }: Export & { book: Workbook<Row> },
): Promise<Answer> {
  return answerWith(exporter, about, xlsxType, book.windows, (windows) =>
    writeWorkbook({ ...book, windows }),
  );
}

async function answerWith<Part>(
  { database }: Exporter,
  { fileName, organizationId, onError }: Export,
  type: string,
  parts: AsyncGenerator<Part>,
  write: (parts: AsyncGenerator<Part>) => Readable,
): Promise<Answer> {
  const release = takePlace(running(database), organizationId);
  const first = await parts.next().catch((error: unknown) => {
    release();
    throw error;
  });
  const all = async function* () {
    try {
      if (!first.done) yield first.value;
      yield* parts;
    } catch (error) {
      onError(error);
      throw error;
    }
  };
  return {
    status: 200,
    // However it ends: sent, broken, or with nobody left to read it.
    raw: write(all()).once('close', release),
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${fileName}"` },
  };
}

function takePlace(places: Map<string, number>, organizationId: string): () => void {
  const taken = places.get(organizationId) ?? 0;
  if (taken >= exportsAtOnce)
    throw problem('rate_limited', {
      detail: `Your organization is being sent ${exportsAtOnce} exports already; try again when one of them is done.`,
      headers: { 'retry-after': '10' },
    });
  places.set(organizationId, taken + 1);
  return () => {
    const left = (places.get(organizationId) ?? 1) - 1;
    if (left > 0) places.set(organizationId, left);
    else places.delete(organizationId);
  };
}
