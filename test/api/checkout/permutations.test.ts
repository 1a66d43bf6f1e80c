import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expireCheckoutsJob, resolveAttemptsJob } from '#paying/checkouts/jobs.ts';
import { sendRefundsJob } from '#paying/refunds/jobs.ts';
import { createSandboxProvider } from '#paying/sandbox/sandbox-provider.ts';
import { parseId } from '#platform/kit/ids.ts';
import { verify } from '#reporting/verify/verify.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { placesOf } from '#test/support/paying.ts';
import { type Merchant, makeLink, signUp } from '#test/support/scenario.ts';
import { createDyingProvider } from './support/dying-provider.ts';
import { expectedState, readFinalStates } from './support/final-state.ts';
import {
  allVariations,
  everyOrder,
  type Happening,
  nameOf,
  ordersOf,
  requests,
  type Variation,
} from './support/orders.ts';
import {
  buyInstead,
  type Prepared,
  playOrder,
  prepare,
  putUnderWay,
  type Stage,
  type UnderWay,
} from './support/play-order.ts';

const variations = allVariations();
const wholeRunMs = 240_000;

let app: TestApp;
let stageOf: (merchant: Merchant) => Stage;
beforeAll(async () => {
  const dying = createDyingProvider();
  app = await startApp({ providers: [dying.provider], env: { JOBS: 'off' } });
  const bank = createSandboxProvider({
    database: app.context.database,
    clock: app.clock,
    publicUrl: app.url,
    encryptionKeys: app.context.config.encryptionKeys,
  });
  dying.attach(bank);
  stageOf = ({ organization }) => ({
    app,
    bank,
    dying,
    organizationId: parseId('org', organization.id) as string,
  });
});
afterAll(() => app.stop());

type Played = {
  readonly stage: Stage;
  readonly order: readonly Happening[];
  readonly prepared: Prepared;
};

/** Starts one checkout an order, on a link of a fresh organization. */
async function prepareAll(variation: Variation): Promise<Played[]> {
  const merchant = await signUp(app);
  const stage = stageOf(merchant);
  const orders = ordersOf(variation);
  const link = await makeLink(merchant, variation.places === 'unlimited' ? {} : { max_uses: orders.length });
  return inParallel(orders, async (order) => ({
    stage,
    order,
    prepared: await prepare(stage, variation, link.id),
  }));
}

/** Every order of one variation at once, on the checkouts that were started for them. */
async function playAll(variation: Variation, played: readonly Played[]): Promise<void> {
  const underWay = await inParallel(played, ({ stage, prepared }) => putUnderWay(stage, variation, prepared));
  if (variation.places === 'taken')
    await inParallel(played, ({ stage, prepared }) => buyInstead(stage, prepared));
  const scenes = played.map(({ stage, order }, index) => ({
    stage,
    order,
    checkout: underWay[index] as UnderWay,
  }));
  await inParallel(scenes, ({ stage, order, checkout }) => playOrder(stage, variation, checkout, order));
}

const atOnce = 360;

/** So many at once that they share transactions, and so few that none waits too long for a connection. */
async function inParallel<T, R>(list: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < list.length; index = next++)
      results[index] = await work(list[index] as T);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

/** Runs what is due until nothing is, at several later moments. */
async function settleEverything(): Promise<void> {
  for (const job of [resolveAttemptsJob, expireCheckoutsJob, sendRefundsJob]) {
    app.clock.advance(60_000);
    while ((await job.runDue(app.context)) > 0);
  }
}

describe('every order of return, success, duplicate, late failure, second success and crash', () => {
  let count = 0;

  it.each(requests)(
    'ends alike, with one charge that is kept or none, whenever the process dies that serves: %s',
    async (request) => {
      for (const variation of variations.filter((each) => each.request === request)) {
        const played = await prepareAll(variation);
        // Their half hour is over, and the bank takes the money all the same.
        if (request === 'expiry') app.clock.advance(1_900_000);
        await playAll(variation, played);
        await settleEverything();
        await requireAlike(variation, played);
        count += played.length;
      }
    },
    wholeRunMs,
  );

  async function requireAlike(variation: Variation, played: readonly Played[]): Promise<void> {
    const states = await readFinalStates(app, (played[0] as Played).stage.organizationId);
    const wrong = played.flatMap(({ order, prepared }) => {
      const [state, expected] = [states.get(prepared.checkoutId), expectedState(variation, order)];
      return isDeepStrictEqual(state, expected) ? [] : [{ order: order.join(', '), state, expected }];
    });
    expect(wrong.slice(0, 3), `${wrong.length} of ${played.length} orders: ${nameOf(variation)}`).toEqual([]);
    if (variation.places === 'unlimited') return;
    const [{ prepared }] = played as [Played];
    const uses = played.length;
    expect(await placesOf(app, { id: prepared.paymentLinkId })).toEqual({
      max_uses: uses,
      used: uses,
      held: 0,
    });
  }

  it('and none of them was left out', () => {
    console.log(
      `${count} permutations of 6 happenings, around ${variations.length} ways in which a process can die.`,
    );
    expect([variations.length, count]).toEqual([20, everyOrder ? 7_200 : 3_000]);
  });

  it('the books are right afterwards', async () => {
    const { findings } = await verify(app.context);
    expect(findings).toEqual([]);
  });
});
