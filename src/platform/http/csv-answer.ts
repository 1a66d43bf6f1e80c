import { Readable } from 'node:stream';
import type { Answer } from './route.ts';

/** Whether a client would rather have CSV than JSON; where it likes both alike, JSON is given. */
export function prefersCsv(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const ranges = accept.split(',').map(readRange);
  return qualityOf(ranges, 'text/csv') > qualityOf(ranges, 'application/json');
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

/**
 * An answer that sends CSV while it is made, so that a long table takes no more memory than one of its pieces. The
 * first piece is awaited: what fails by then is told as a problem. A later failure is handed to `onError` and cuts
 * the transfer off, so that half a table is never taken for a whole one.
 */
export async function csvAnswer(
  fileName: string,
  pieces: AsyncGenerator<string>,
  onError: (error: unknown) => void,
): Promise<Answer> {
  const first = await pieces.next();
  const all = async function* () {
    try {
      if (!first.done) yield first.value;
      yield* pieces;
    } catch (error) {
      onError(error);
      throw error;
    }
  };
  return {
    status: 200,
    raw: Readable.from(all()),
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${fileName}"`,
    },
  };
}
