import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '#test/support/client.ts';
import { makeLink, must } from '#test/support/scenario.ts';
import { createSite, type Instances, type Site, startInstances } from './rush/instances.ts';
import { makeFolder, removeFolders } from './support/folders.ts';
import { endRunning, ensureBuild } from './support/run.ts';
import { runCommand, type ServerProcess } from './support/server-process.ts';
import { openShop, payCheckout, startCheckout } from './support/shop.ts';
import { soon } from './support/soon.ts';

let site: Site;
let instances: Instances;
beforeAll(async () => {
  await ensureBuild();
  site = await createSite();
  instances = await startInstances(site, 3);
});
afterAll(async () => {
  await instances.stop();
  await endRunning();
  await site.database.drop();
  removeFolders();
});

const paidPerRound = 60;
const kills = 3;

test('receipts of two sellers are numbered from 1 without a gap or repeat, while jobs and buyers of three servers issue them at once and servers are killed', async () => {
  const shops = await Promise.all(
    [1, 2].map(async () => {
      const merchant = await openShop(instances.running[0] as ServerProcess);
      return { merchant, link: await makeLink(merchant) };
    }),
  );
  const numbers = new Map<string, Set<string>>();
  let paid = 0;
  let isOver = false;
  /** Whoever asks a server that dies just now has no answer, and goes on with another one. */
  const ask = async (work: (server: ServerProcess) => Promise<void>) => {
    const server = instances.running[Math.floor(Math.random() * instances.running.length)];
    if (server) await work(server).catch(() => undefined);
  };
  const read = (token: string) =>
    ask(async (server) => {
      const reply = await server.client().get(`/api/checkout/${token}/receipt/`);
      if (reply.status !== 200) return;
      const told = numbers.get(token) ?? new Set();
      numbers.set(token, told.add(`${reply.body.organization.name} ${reply.body.number}`));
    });
  const buyer = async (index: number) => {
    const { link } = shops[index % shops.length] as { link: Json };
    while (!isOver) {
      await ask(async (server) => {
        const started = must(201, await startCheckout(server.client(), link.id));
        must(200, await payCheckout(server.client(), started.token));
        paid += 1;
        await Promise.all([read(started.token), read(started.token), read(started.token)]);
      });
    }
  };
  const buyers = Promise.all(Array.from({ length: 12 }, (_, index) => buyer(index)));
  for (let kill = 1; kill <= kills; kill++) {
    await soon(
      () => paid,
      (count) => count >= kill * paidPerRound,
    );
    await instances.replace(instances.running[0] as ServerProcess);
  }
  isOver = true;
  await buyers;

  // What nobody was told of, because its server died, is issued by a job of those that live.
  const missing = () =>
    instances.query(
      `select c.id from checkouts c left join receipts r on r.organization_id = c.organization_id and r.checkout_id = c.id
        where c.status = 'paid' and r.sequence is null`,
    );
  await soon(missing, (rows) => rows.length === 0);
  for (const told of numbers.values()) expect(told.size).toBe(1);
  const series = await instances.query<{ sequences: number[]; paid: string }>(
    `select array_agg(r.sequence order by r.sequence) as sequences, count(distinct c.id) as paid
      from checkouts c join receipts r on r.organization_id = c.organization_id and r.checkout_id = c.id
      where c.status = 'paid' group by r.organization_id, r.mode, r.year`,
  );
  expect(series).toHaveLength(2);
  for (const each of series)
    expect(each.sequences).toEqual(Array.from({ length: Number(each.paid) }, (_, index) => index + 1));
  const verified = await runCommand(['verify'], { dataDir: makeFolder(), environment: site.environment });
  expect(verified, verified.stdout + verified.stderr).toMatchObject({ code: 0 });
}, 240_000);
