/** Where time comes from. Rules take `now` as data; only what starts a use-case asks a clock. */
export type Clock = {
  now(): Date;
  /** How far this clock stands from real time; statements add it to the database's own time. */
  readonly offsetMs: number;
};

/** A clock that tests and the simulator move; it runs on with real time from where it was put. */
export type MovableClock = Clock & {
  /** Moves forward, or back with a negative number. */
  advance(durationMs: number): void;
  /** Puts the clock this far from real time; 0 is real time again. */
  set(offsetMs: number): void;
};

export const systemClock: Clock = Object.freeze({
  now: () => new Date(),
  offsetMs: 0,
});

/** A movable clock that starts at real time. */
export function createMovableClock(): MovableClock {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() + offsetMs),
    get offsetMs() {
      return offsetMs;
    },
    advance(durationMs) {
      offsetMs += durationMs;
    },
    set(newOffsetMs) {
      offsetMs = newOffsetMs;
    },
  };
}

/** Milliseconds of a counter that never jumps: for measuring durations, not for telling the time. */
export function monotonicMs(): number {
  return performance.now();
}
