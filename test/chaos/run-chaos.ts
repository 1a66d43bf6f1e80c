import { audit } from './checks/auditor.ts';
import { checkHouse } from './checks/check-house.ts';
import { type Crowd, createCrowd } from './crowd.ts';
import { letMonkeysLoose } from './faults/monkeys.ts';
import { type House, openHouse } from './house.ts';
import { TooLate } from './people/asking.ts';
import { createBookkeeper } from './people/bookkeeper.ts';
import { createFeedReader, type FeedReader } from './people/feed-reader.ts';
import { createMerchant } from './people/merchant.ts';
import { createRandom, type Random } from './random.ts';
import { type Report, reportOf } from './report.ts';
import { calmDown, openQuery, settle } from './settling.ts';

export type ChaosOptions = {
  readonly seed: string;
  /** How long buyers come and faults happen; settling and checking come after that. */
  readonly loadMs: number;
  /** Where the build to be tried lies: `server/main.js` and `server/cli.js`. */
  readonly buildFolder: string;
  readonly buyersAtOnce?: number;
  /** What buyers pay with beside test cards. */
  readonly provider?: 'bank' | undefined;
  readonly say?: (text: string) => void;
};

const settleWithinMs = 45_000;
/** Longer than any checkout lives, so that every place that is held by nobody has come back. */
const finishWithinMs = 60_000;

/** One run from an empty database to the verdict. The seed decides what everybody wants, not how it interleaves. */
export async function runChaos(options: ChaosOptions): Promise<Report> {
  const say = options.say ?? (() => undefined);
  const random = createRandom(options.seed);
  const startedMs = performance.now();
  const patience = createPatience();
  say('Starting a server on an empty database …');
  const house = await openHouse({
    buildFolder: options.buildFolder,
    random,
    isLate: patience.isOver,
    provider: options.provider,
  });
  try {
    const readers = house.shops.flatMap((shop) =>
      [1, 2].map((count) => createFeedReader(shop, `reader ${shop.number}.${count}`)),
    );
    const crowd = createCrowd(house, random.fork('crowd'), options.buyersAtOnce ?? 24);
    say(`Buyers come, and everything breaks, for ${Math.round(options.loadMs / 1000)} s …`);
    await liveThroughChaos(house, { readers, crowd, random, patience, loadMs: options.loadMs });
    say('Calm; whatever is left to do is done, and every place that is left is sold …');
    const client = await openQuery(house);
    try {
      await whileBooksAreKept(house, () => settle(house, client, settleWithinMs));
      patience.renew(finishWithinMs);
      await sellTheRest(house, crowd);
      await whileBooksAreKept(house, () => settle(house, client, settleWithinMs));
      patience.renew(finishWithinMs);
      await Promise.all(readers.map((reader) => inTime(house, reader.finish())));
      say('Checking …');
      await checkHouse(house, client, readers);
      await stopServers(house);
      return await reportOf(house, client, { ...options, tookMs: performance.now() - startedMs });
    } finally {
      await client.end();
    }
  } finally {
    await house.close();
  }
}

type Patience = { isOver(): boolean; renew(durationMs: number): void };

/** How long people wait at most, so that a run ends even when the house never recovers. */
function createPatience(): Patience {
  let endMs = performance.now() + finishWithinMs;
  return {
    isOver: () => performance.now() > endMs,
    renew: (durationMs) => {
      endMs = performance.now() + durationMs;
    },
  };
}

/** Everybody at once, until the time is over; then calm, in which those who came in time get what they wanted. */
async function liveThroughChaos(
  house: House,
  run: { readers: FeedReader[]; crowd: Crowd; random: Random; patience: Patience; loadMs: number },
): Promise<void> {
  const endMs = performance.now() + run.loadMs;
  const isOver = () => performance.now() > endMs;
  run.patience.renew(run.loadMs + 2 * finishWithinMs);
  const calm = letMonkeysLoose(house, run.random.fork('chaos'), isOver)
    .then(() => calmDown(house))
    .then(() => run.patience.renew(finishWithinMs));
  const working = [
    calm,
    audit(house, isOver),
    ...house.shops.map((shop) => createMerchant(shop).work(isOver)),
    whileBooksAreKept(house, () => run.crowd.work(isOver)),
    ...run.readers.map((reader) => reader.work(isOver)),
  ];
  await Promise.all(working.map((work) => inTime(house, work)));
}

/** Who sent money waits for statements, and who gets some back for a transfer: both until `work` is done. */
async function whileBooksAreKept(house: House, work: () => Promise<void>): Promise<void> {
  let isDone = false;
  const keepers = house.shops.flatMap((shop) =>
    shop.account ? [createBookkeeper(shop, shop.account).work(() => isDone)] : [],
  );
  const working = work().finally(() => {
    isDone = true;
  });
  await Promise.all([working, ...keepers.map((keeping) => inTime(house, keeping))]);
}

async function inTime({ memory }: House, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof TooLate)) throw error;
    memory.violate('Everybody gets an answer once the faults are over', error.message);
  }
}

/** Every place that is left can be bought by somebody, and only then the link is used up. */
async function sellTheRest(house: House, { send }: Crowd): Promise<void> {
  const guarantee = 'Every place that is left can be bought, and not one more';
  for (const link of house.shops.flatMap(({ links }) => links)) {
    const outcomes: string[] = [];
    while (outcomes.at(-1) !== 'used_up' && outcomes.length < 60) {
      outcomes.push(await send(link));
      if (link.limit === undefined || outcomes.at(-1) === 'late') break;
    }
    const wanted = link.limit === undefined ? 'paid' : 'used_up';
    if (outcomes.at(-1) !== wanted)
      house.memory.violate(
        guarantee,
        `${link.id}: ${outcomes.length} buyers, the last one ${outcomes.at(-1)}`,
      );
  }
}

async function stopServers({ servers, memory }: House): Promise<void> {
  for (const server of servers) {
    if (!server.isOpen) continue;
    const code = await server.end('SIGTERM');
    if (code !== 0) memory.violate('A server that is asked to stop ends with 0', `${server.name}: ${code}`);
  }
}
