import { describe, expect, it } from 'vitest';
import { judgeStatus, maximumAttempts, pauseAfter } from './delivery.ts';

const seconds = (ms: number | undefined) => ms && ms / 1000;

describe('pauseAfter', () => {
  it('grows from five seconds to ten hours and ends after three days', () => {
    const pauses = Array.from({ length: maximumAttempts }, (_, index) => pauseAfter(index + 1, 0.5));
    expect(pauses.slice(0, 7).map(seconds)).toEqual([5, 30, 120, 600, 1_800, 7_200, 18_000]);
    expect(new Set(pauses.slice(7, -1))).toEqual(new Set([36_000_000]));
    expect(pauses.at(-1)).toBeUndefined();
    const hours = pauses.reduce<number>((sum, pause) => sum + (pause ?? 0), 0) / 3_600_000;
    expect(hours).toBeGreaterThan(60);
    expect(hours).toBeLessThan(72);
  });

  it('is jittered by a fifth either way', () => {
    expect([pauseAfter(1, 0), pauseAfter(1, 1)]).toEqual([4_000, 6_000]);
  });
});

describe('judgeStatus', () => {
  it.each([200, 201, 202, 204, 299])('%i is success', (status) => {
    expect(judgeStatus(status)).toEqual({ kind: 'delivered' });
  });

  it.each([199, 300, 301, 304, 308, 400, 401, 404, 409, 429, 500, 503])('%i is tried again', (status) => {
    expect(judgeStatus(status)).toMatchObject({
      kind: 'retry',
      error: expect.stringContaining(String(status)),
    });
  });

  it('410 ends it', () => {
    expect(judgeStatus(410).kind).toBe('gone');
  });
});
