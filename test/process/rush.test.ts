import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '#test/support/client.ts';
import { makeProduct, must } from '#test/support/scenario.ts';
import { checkRush } from './rush/check-rush.ts';
import { createSite, type Instances, type Site, startInstances } from './rush/instances.ts';
import { createKiller } from './rush/killer.ts';
import { makeLimitedLink, rush, type Seller } from './rush/rush.ts';
import { createTally } from './rush/tally.ts';
import { makeFolder, removeFolders } from './support/folders.ts';
import { endRunning, ensureBuild } from './support/run.ts';
import { runCommand, type ServerProcess } from './support/server-process.ts';
import { openShop, payCheckout, startCheckout } from './support/shop.ts';

/** RUSH_ROUNDS=50 repeats each rush so often, and prints what it came to. */
const wantedRounds = Number(process.env.RUSH_ROUNDS);

let site: Site;
let instances: Instances;
let seller: Seller;

beforeAll(async () => {
  await ensureBuild();
  site = await createSite();
});
afterAll(async () => {
  await endRunning();
  await site.database.drop();
  removeFolders();
});

async function moveIn(count: number, environment: Record<string, string> = {}): Promise<void> {
  instances = await startInstances(site, count, environment);
  const merchant = await openShop(instances.running[0] as ServerProcess);
  seller = { merchant, product: await makeProduct(merchant) };
}

function testRushes(
  title: string,
  { usualRounds, makeKiller }: { usualRounds: number; makeKiller?: typeof createKiller },
): void {
  const rounds = wantedRounds || usualRounds;
  const run = async () => {
    const tally = createTally(title);
    for (let round = 0; round < rounds; round++) {
      const killer = makeKiller?.(instances);
      const result = await rush(instances, seller, killer?.onAsked);
      await killer?.done();
      await checkRush(instances, seller, result, killer?.moment);
      tally.add(result);
    }
    if (wantedRounds) tally.say();
  };
  test(title, run, 60_000 + rounds * 20_000);
}

describe('four servers on one database', () => {
  beforeAll(() => moveIn(4));
  afterAll(() => instances.stop());

  testRushes(
    'sell seven places to 500 buyers exactly seven times: none too often, and none is lost by a cancellation or decline',
    { usualRounds: 2 },
  );

  testRushes(
    'sell them exactly seven times also when one of them is killed in the middle, and charge nobody twice',
    { usualRounds: 1, makeKiller: createKiller },
  );

  test('each shows at once what another one changed: places that are taken, given back and sold', async () => {
    const { id } = await makeLimitedLink(instances, seller, 3);
    const path = `/api/payment-links/public/${id}/`;
    const [first, second, third, fourth] = instances.running.map((server) => server.client());
    const clients = [first, second, third, fourth] as Client[];
    let tag = '';
    /** What every server says, to somebody who knows what was shown before. */
    const everywhere = async () => {
      const replies = await Promise.all(clients.map((client) => client.get(path, { 'if-none-match': tag })));
      tag = replies[0]?.headers.get('etag') ?? '';
      return new Set(replies.map(({ status, body }) => (status === 200 ? body.remaining_uses : status)));
    };
    expect(await everywhere()).toEqual(new Set([3]));
    expect(await everywhere()).toEqual(new Set([304]));
    const given = must(201, await startCheckout(first as Client, id));
    expect(await everywhere()).toEqual(new Set([2]));
    const kept = must(201, await startCheckout(second as Client, id));
    expect(await everywhere()).toEqual(new Set([1]));
    must(200, await (third as Client).post(`/api/checkout/${given.token}/cancel/`));
    expect(await everywhere()).toEqual(new Set([2]));
    must(200, await payCheckout(fourth as Client, kept.token));
    // A place that was held is sold: as many are left.
    expect(await everywhere()).toEqual(new Set([304]));
    const last = [first, second].map((client) => startCheckout(client as Client, id));
    await Promise.all(
      (await Promise.all(last)).map((reply) => payCheckout(third as Client, must(201, reply).token)),
    );
    expect(await everywhere()).toEqual(new Set([410]));
  });
});

describe('one server with four workers', () => {
  beforeAll(() => moveIn(1, { WORKERS: '4', RATE_LIMIT: 'on' }));
  afterAll(() => instances.stop());

  testRushes('sells seven places exactly seven times, with limits for addresses switched on', {
    usualRounds: 1,
  });
});

test('what all of them left behind holds together', async () => {
  const verified = await runCommand(['verify'], { dataDir: makeFolder(), environment: site.environment });
  expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining('no violation') });
});
