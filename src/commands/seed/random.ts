/** Random numbers from 0 up to 1, the same ones every time for the same seed (mulberry32): seeded data are repeatable. */
export type Random = () => number;

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from 0 up to, not including, `below`. */
export function wholeBelow(random: Random, below: number): number {
  return Math.floor(random() * below);
}

export function oneOf<T>(random: Random, list: readonly T[]): T {
  return list[wholeBelow(random, list.length)] as T;
}
