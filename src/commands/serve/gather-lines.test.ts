import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gatherLines } from './gather-lines.ts';

const options = { maximumCharacters: 12, intervalMs: 50 };

function collect() {
  const pieces: string[] = [];
  let flushes = 0;
  const output = gatherLines(
    { write: (piece) => pieces.push(piece), flushSync: () => void flushes++ },
    options,
  );
  return { pieces, output, flushes: () => flushes };
}

describe('gathering lines of a log', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('hands on what came together within the interval, once and in order', () => {
    const { pieces, output } = collect();
    output.write('one\n');
    output.write('two\n');
    expect(pieces).toEqual([]);
    vi.advanceTimersByTime(options.intervalMs);
    expect(pieces).toEqual(['one\ntwo\n']);
    vi.advanceTimersByTime(10 * options.intervalMs);
    expect(pieces).toHaveLength(1);
  });

  it('lets the first line wait no longer because others follow', () => {
    const { pieces, output } = collect();
    output.write('one\n');
    vi.advanceTimersByTime(options.intervalMs - 1);
    output.write('two\n');
    vi.advanceTimersByTime(1);
    expect(pieces).toEqual(['one\ntwo\n']);
  });

  it('does not wait when enough has come together', () => {
    const { pieces, output } = collect();
    for (const line of ['first\n', 'second\n', 'third\n']) output.write(line);
    expect(pieces).toEqual(['first\nsecond\n']);
    vi.advanceTimersByTime(options.intervalMs);
    expect(pieces.join('')).toBe('first\nsecond\nthird\n');
  });

  it('loses nothing when it ends', () => {
    const { pieces, output, flushes } = collect();
    output.write('last\n');
    output.flushSync();
    expect(pieces).toEqual(['last\n']);
    expect(flushes()).toBe(1);
  });
});
