import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verify } from '#reporting/verify/verify.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { seldomStories, stories } from './commands.ts';
import { openShop, type Shop } from './shop.ts';
import { Story } from './story.ts';

/**
 * `MODEL_SEED=7 MODEL_RUNS=500 npx vitest run test/model` tells other and more stories. A story that fails is made as
 * short as it can be, which takes minutes; `MODEL_SHRINK=off` leaves it as it is.
 */
const seed = Number(process.env.MODEL_SEED ?? 1);
const numRuns = Number(process.env.MODEL_RUNS ?? 20);
const millisecondsPerRun = 15_000;

/** A run in which these did not happen would prove little. */
const mustBeHeard = [
  'start 201',
  'start 409 link_fully_held',
  'start 410 link_inactive',
  'repeat start 201',
  'pay 200',
  'pay 202',
  'pay 402 card_declined',
  'pay 409 checkout_already_paid',
  'pay 409 link_fully_held',
  'pay 409 payment_in_progress',
  'pay 410 checkout_canceled',
  'pay 410 checkout_expired',
  'pay 410 checkout_failed',
  'pay 410 link_used_up',
  'cancel 200',
  'renew 200',
  'renew 409 checkout_not_open',
  'limit 400 max_uses_below_uses',
  'refund 201',
  'refund 409 refund_exceeds_payment',
  'checkout failed, transaction refunded',
  'checkout paid, transaction partially_refunded',
  'link used_up',
  'link expired',
  'link deleted',
];

let app: TestApp;
let shop: Shop;
beforeAll(async () => {
  // Due work is run by the story, when it moves the clock.
  app = await startApp({ env: { JOBS: 'off' } });
  shop = await openShop(app);
});
afterAll(() => app.stop());

it(
  'whatever merchant, buyers, bank and clock do, the API answers as the simple model says',
  async () => {
    const opening = { do: 'create', quantities: [2, 3], isTaxIncluded: true, currency: 'USD' } as const;
    const heard = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(null, 1, 2, 3), stories, async (maxUses, commands) => {
        const story = new Story(shop, heard);
        await story.take({ ...opening, maxUses });
        for (const command of commands) await story.take(command);
        await story.end();
      }),
      {
        seed,
        numRuns: seldomStories.length + numRuns,
        examples: seldomStories,
        endOnFailure: process.env.MODEL_SHRINK === 'off',
      },
    );
    expect(mustBeHeard.filter((each) => !heard.has(each))).toEqual([]);
    expect((await verify(app.context)).findings).toEqual([]);
  },
  60_000 + numRuns * millisecondsPerRun,
);
