import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMovableClock, monotonicMs, systemClock } from './clock.ts';

const start = new Date('2026-01-31T12:00:00.000Z');

describe('clocks', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: start });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells real time by default', () => {
    expect(systemClock.now()).toEqual(start);
    expect(systemClock.offsetMs).toBe(0);
  });

  it('moves by its offset and runs on with real time', () => {
    const clock = createMovableClock();
    clock.advance(60_000);
    clock.advance(-1000);
    expect(clock.offsetMs).toBe(59_000);
    vi.advanceTimersByTime(500);
    expect(clock.now()).toEqual(new Date('2026-01-31T12:00:59.500Z'));
  });

  it('goes where it is put, and back to real time', () => {
    const clock = createMovableClock();
    clock.set(-1000);
    expect(clock.now()).toEqual(new Date('2026-01-31T11:59:59.000Z'));
    clock.set(0);
    expect(clock.now()).toEqual(start);
  });

  it('measures durations on a counter that moving clocks do not touch', () => {
    const before = monotonicMs();
    createMovableClock().advance(1_000_000);
    vi.advanceTimersByTime(250);
    expect(monotonicMs() - before).toBe(250);
  });
});
