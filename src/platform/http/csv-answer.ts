import { Readable } from 'node:stream';
import { problem } from '#platform/contract/errors.ts';
import type { Database } from '#platform/db/database.ts';
import { onePer } from '#platform/kit/bounded-cache.ts';
import { exportsAtOnce } from './request-limits.ts';
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

type Export = {
  readonly fileName: string;
  readonly pieces: AsyncGenerator<string>;
  /** Whose rows they are. */
  readonly organizationId: string;
  onError(error: unknown): void;
};

/** Exports on their way, by organization. */
const running = onePer((_database: Database) => new Map<string, number>());

/**
 * An answer that sends CSV while it is made, so that a long table takes no more memory than one of its pieces. The
 * first piece is awaited: what fails by then is told as a problem. A later failure is handed to `onError` and cuts
 * the transfer off, so that half a table is never taken for a whole one. Throws 429 `rate_limited` where the
 * organization is being sent as many as it may be at once.
 */
export async function csvAnswer(
  { database }: { readonly database: Database },
  { fileName, pieces, organizationId, onError }: Export,
): Promise<Answer> {
  const release = takePlace(running(database), organizationId);
  const first = await pieces.next().catch((error: unknown) => {
    release();
    throw error;
  });
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
    // However it ends: sent, broken, or with nobody left to read it.
    raw: Readable.from(all()).once('close', release),
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${fileName}"`,
    },
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
