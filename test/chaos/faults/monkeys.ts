import { setTimeout as delay } from 'node:timers/promises';
import type { House } from '../house.ts';
import type { Random } from '../random.ts';
import { type FaultName, runFault } from './faults.ts';

/** One who does one bad thing after the other. Each bag is emptied in random order, then filled again. */
type Monkey = {
  readonly name: string;
  readonly first: readonly FaultName[];
  readonly bag: readonly FaultName[];
  /** How long it leaves everything alone between two faults. */
  readonly pauseMs: readonly [least: number, most: number];
};

// They work side by side, so that a process is killed while the database restarts, and so on.
const monkeys: readonly Monkey[] = [
  {
    name: 'processes',
    first: ['kill', 'stop', 'kill'],
    bag: ['kill', 'kill', 'kill', 'stop', 'stop', 'terminate'],
    pauseMs: [500, 4_000],
  },
  {
    name: 'lines',
    first: ['loseAnswers', 'restartImmediate', 'simulator', 'cut'],
    bag: [
      'cut',
      'cut',
      'loseAnswers',
      'loseAnswers',
      'loseAnswers',
      'loseAnswers',
      'delayAnswers',
      'delayAnswers',
      'simulator',
      'restartFast',
      'restartImmediate',
      'killDatabase',
      'freezeDatabase',
      'swallow',
      'loseStandby',
      'fillDisk',
    ],
    pauseMs: [300, 2_500],
  },
  { name: 'company', first: [], bag: ['secondServer'], pauseMs: [300, 2_000] },
];

/** Lets all of them loose until told to stop; each lets go of what it holds before it ends. */
export async function letMonkeysLoose(house: House, random: Random, isOver: () => boolean): Promise<void> {
  await Promise.all(
    monkeys.map(async (monkey) => {
      const own = random.fork(monkey.name);
      // However short the run: these come always, and soon.
      for (const name of monkey.first) {
        await delay(own.between(200, 800));
        await runFault(name, house, own);
      }
      let waiting: FaultName[] = [];
      while (!isOver()) {
        await delay(own.between(...monkey.pauseMs));
        if (waiting.length === 0) waiting = own.shuffled(monkey.bag);
        const next = waiting.shift();
        if (next && !isOver()) await runFault(next, house, own);
      }
    }),
  );
}
