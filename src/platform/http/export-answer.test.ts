import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Database } from '#platform/db/database.ts';
import { csvAnswer } from './export-answer.ts';
import { exportsAtOnce } from './request-limits.ts';

async function* rows(): AsyncGenerator<string> {
  yield 'a\r\n';
  yield 'b\r\n';
}

async function* brokenAfter(...pieces: string[]): AsyncGenerator<string> {
  yield* pieces;
  throw new Error('The database went away.');
}

/** Counts for each database apart, of which nothing else is asked. */
function exporter() {
  const database = {} as Database;
  const failures: unknown[] = [];
  const start = async (pieces = rows(), organizationId = 'one') => {
    const onError = (error: unknown) => void failures.push(error);
    const answer = await csvAnswer({ database }, { fileName: 'rows.csv', pieces, organizationId, onError });
    return answer.raw as Readable;
  };
  return { start, failures };
}

describe('exports of one organization', () => {
  it('are so many at once, and one more when one of them is read', async () => {
    const { start } = exporter();
    const started = await Promise.all(Array.from({ length: exportsAtOnce }, () => start()));
    await expect(start()).rejects.toMatchObject({
      status: 429,
      code: 'rate_limited',
      headers: { 'retry-after': '10' },
    });
    await start(rows(), 'another');
    const text: string[] = [];
    for await (const piece of started[0] ?? []) text.push(String(piece));
    expect(text.join('')).toBe('a\r\nb\r\n');
    await start();
    await expect(start()).rejects.toMatchObject({ status: 429 });
  });

  it.each([
    ['nobody reads', (answer: Readable) => answer.destroy()],
    ['breaks', (answer: Readable) => answer.on('error', () => undefined).resume()],
  ])('take no place any more when one %s', async (_, end) => {
    const { start } = exporter();
    for (let count = 0; count < 2 * exportsAtOnce; count++) {
      const answer = await start(brokenAfter('a\r\n'));
      const closed = once(answer, 'close').catch(() => undefined);
      end(answer);
      await closed;
    }
  });

  it('take none when they fail before there is anything to send', async () => {
    const { start } = exporter();
    for (let count = 0; count < 2 * exportsAtOnce; count++)
      await expect(start(brokenAfter())).rejects.toThrow('went away');
    await start();
  });
});
