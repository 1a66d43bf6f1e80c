import { describe, expect, test } from 'vitest';
import { createMovableClock } from '#platform/kit/clock.ts';
import { createRateLimiter, perHour, perMinute, type SharedCounts } from './rate-limiter.ts';

type Count = Parameters<SharedCounts['add']>[0][number];

/** What the instances share, and what each of their calls said. */
function createShared() {
  const sums = new Map<string, Count>();
  const calls: Count[][] = [];
  let isAway = false;
  const add: SharedCounts['add'] = async (counts) => {
    if (isAway) throw new Error('away');
    calls.push([...counts]);
    return counts.map((count) => {
      const key = `${count.bucket} ${count.subject} ${count.windowStartedAt.getTime()}`;
      const sum = { ...count, count: (sums.get(key)?.count ?? 0) + count.count };
      sums.set(key, sum);
      return sum;
    });
  };
  return {
    add,
    calls,
    setAway: (away: boolean) => {
      isAway = away;
    },
  };
}

const minuteMs = 60_000;

/** A clock at the first moment of a minute. */
function clockAtMinute() {
  const clock = createMovableClock();
  const now = clock.now().getTime();
  clock.set(minuteMs * Math.ceil(now / minuteMs) - now + 5);
  return clock;
}

function takeUntilRefused(take: () => void): number {
  for (let taken = 0; ; taken++) {
    try {
      take();
    } catch {
      return taken;
    }
  }
}

describe('a limit of requests in a minute', () => {
  test('is exact in one instance, and over after a minute without requests', () => {
    const clock = clockAtMinute();
    const limiter = createRateLimiter({ start: perMinute(60) }, clock);
    expect(takeUntilRefused(() => limiter.take('start', '192.0.2.1'))).toBe(60);
    expect(takeUntilRefused(() => limiter.take('start', '192.0.2.2'))).toBe(60);
    clock.advance(2 * minuteMs);
    expect(takeUntilRefused(() => limiter.take('start', '192.0.2.1'))).toBe(60);
  });

  test('slides: what was asked in the minute before counts for the part of it that is less than a minute ago', () => {
    const clock = clockAtMinute();
    const limiter = createRateLimiter({ start: perMinute(60) }, clock);
    expect(takeUntilRefused(() => limiter.take('start', 'a'))).toBe(60);
    clock.advance(minuteMs * 1.5 - 200);
    // The clock runs on meanwhile.
    expect([30, 31]).toContain(takeUntilRefused(() => limiter.take('start', 'a')));
  });

  test('is the limit of all instances together, once they have told each other', async () => {
    const clock = clockAtMinute();
    const shared = createShared();
    const [one, two] = [1, 2].map(() => createRateLimiter({ start: perMinute(60) }, clock)) as [
      ReturnType<typeof createRateLimiter>,
      ReturnType<typeof createRateLimiter>,
    ];
    for (let count = 0; count < 25; count++) for (const limiter of [one, two]) limiter.take('start', 'a');
    // The first to tell learns only the next time what the other said after it.
    for (const limiter of [one, two]) await limiter.exchange(shared);
    one.take('start', 'a');
    await one.exchange(shared);
    expect(takeUntilRefused(() => one.take('start', 'a'))).toBe(9);
    await one.exchange(shared);
    two.take('start', 'a');
    await two.exchange(shared);
    expect(takeUntilRefused(() => two.take('start', 'a'))).toBe(0);
  });

  test('goes on with the minute before, and with no older one', () => {
    const clock = clockAtMinute();
    const limiter = createRateLimiter({ start: perMinute(60) }, clock);
    expect(takeUntilRefused(() => limiter.take('start', 'a'))).toBe(60);
    clock.advance(60_000 + 30_000);
    // The clock runs on meanwhile.
    expect([30, 31]).toContain(takeUntilRefused(() => limiter.take('start', 'a')));
    clock.advance(3 * 60_000);
    expect(takeUntilRefused(() => limiter.take('start', 'a'))).toBe(60);
  });

  test('holds for one of very many addresses, and forgets those that asked first when there are too many', () => {
    const limiter = createRateLimiter({ start: perMinute(1) }, clockAtMinute());
    for (let count = 0; count < 100_000; count++) limiter.take('start', `address ${count}`);
    expect(() => limiter.take('start', 'address 0')).toThrow();
    expect(() => limiter.take('start', 'address 99999')).toThrow();
    limiter.take('start', 'one more');
    expect(() => limiter.take('start', 'one more')).toThrow();
    expect(() => limiter.take('start', 'address 99999')).toThrow();
    limiter.take('start', 'address 0');
  });

  test('is told of from the third request on, with the first two, and only when there is something new', async () => {
    const shared = createShared();
    const limiter = createRateLimiter({ start: perMinute(60) }, clockAtMinute());
    for (let count = 0; count < 2; count++) limiter.take('start', 'twice');
    for (let count = 0; count < 3; count++) limiter.take('start', 'often');
    await limiter.exchange(shared);
    await limiter.exchange(shared);
    expect(shared.calls.map((call) => call.map(({ subject, count }) => [subject, count]))).toEqual([
      [['often', 3]],
    ]);
    limiter.take('start', 'twice');
    limiter.take('start', 'often');
    await limiter.exchange(shared);
    expect(shared.calls.at(-1)?.map(({ subject, count }) => [subject, count])).toEqual([
      ['twice', 3],
      ['often', 1],
    ]);
  });

  test('loses no count while what the instances share is away', async () => {
    const shared = createShared();
    const limiter = createRateLimiter({ start: perMinute(60) }, clockAtMinute());
    for (let count = 0; count < 5; count++) limiter.take('start', 'a');
    shared.setAway(true);
    await expect(limiter.exchange(shared)).rejects.toThrow('away');
    limiter.take('start', 'a');
    shared.setAway(false);
    await limiter.exchange(shared);
    expect(shared.calls.map((call) => call.map(({ count }) => count))).toEqual([[6]]);
  });

  test('tells of many subjects in parts, so that no statement holds anything up', async () => {
    const shared = createShared();
    const limiter = createRateLimiter({ start: perMinute(60) }, clockAtMinute());
    for (let subject = 0; subject < 1_200; subject++)
      for (let count = 0; count < 3; count++) limiter.take('start', String(subject));
    await limiter.exchange(shared);
    expect(shared.calls.map((call) => call.length)).toEqual([500, 500, 200]);
  });

  test('may be one of an hour, which others hear of under the hour that it began in', async () => {
    const clock = createMovableClock();
    const hourMs = 60 * minuteMs;
    clock.set(hourMs - (clock.now().getTime() % hourMs) + 5);
    const shared = createShared();
    const limiter = createRateLimiter({ test: perHour(20), start: perMinute(60) }, clock);
    expect(takeUntilRefused(() => limiter.take('test', 'a'))).toBe(20);
    await limiter.exchange(shared);
    expect(shared.calls.flat().map(({ windowStartedAt }) => windowStartedAt.getTime() % hourMs)).toEqual([0]);
    clock.advance(30 * minuteMs);
    expect(() => limiter.take('test', 'a')).toThrow(/try again in (?:29|30) minutes/);
    clock.advance(2 * hourMs);
    expect(takeUntilRefused(() => limiter.take('test', 'a'))).toBe(20);
  });
});
