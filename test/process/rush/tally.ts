import type { Rush } from './rush.ts';

/** Adds rushes up, and says what they came to when somebody asked for many. */
export function createTally(name: string): { add(rush: Rush): void; say(): void } {
  const sum = { rounds: 0, buyers: 0, starts: 0, ms: 0 };
  return {
    add: ({ outcomes, starts, tookMs }) => {
      sum.rounds += 1;
      sum.buyers += outcomes.size;
      sum.starts += starts;
      sum.ms += tookMs;
    },
    say: () => {
      const perSecond = Math.round((sum.starts / sum.ms) * 1000);
      process.stderr.write(
        `${name}: ${sum.rounds} rounds, ${sum.buyers} buyers, ${sum.starts} starts, ${perSecond} starts/s, no violation\n`,
      );
    },
  };
}
