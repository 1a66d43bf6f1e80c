import type { House } from '../house.ts';
import { type Measured, measure } from '../measure.ts';
import { type Aim, below, type Line, type RowResult } from '../report/result.ts';
import { measureExport } from '../seeded/measure-export.ts';
import { questionsOf } from '../seeded/questions.ts';
import {
  databaseMegabytes,
  largeSize,
  openSeededServer,
  type SeededServer,
  type Size,
  smallSize,
} from '../seeded/seeded-server.ts';

const connections = [1, 8] as const;
const mostP99Ms = 50;
/** How much longer the same question may take of a shop that is a hundred times as large. */
const mostGrowth = 2;

/** The lists, figures and exports of a dashboard, asked of a small shop and of one a hundred times as large. */
export async function listsRow(house: House): Promise<RowResult> {
  const sizes = house.options.lists === 'large' ? [smallSize, largeSize] : [smallSize];
  const answers: Answers[] = [];
  const aims: Aim[] = [];
  for (const size of sizes) {
    house.say(`  ${nameOf(size)} …`);
    const shop = await openSeededServer(house.buildFolder, size, house.options.seededFolder);
    try {
      aims.push(...(await aimsOf(shop)));
      answers.push(await askAll(house, shop));
      aims.push(...(await exportAims(shop)));
    } finally {
      await shop.stop();
    }
  }
  return { title: 'Lists', lines: besideSmall(answers, sizes), aims: [...aims, ...listAims(answers, sizes)] };
}

/** What was measured of each question, in the order of `connections`. */
type Answers = ReadonlyMap<string, readonly Measured[]>;

async function askAll(house: House, shop: SeededServer): Promise<Answers> {
  const answers = new Map<string, readonly Measured[]>();
  const { server, databasePid, authorization } = shop;
  for (const { title, path } of await questionsOf(shop)) {
    const requests = { kind: 'get', path, headers: { authorization } } as const;
    const target = { ...house, databasePid };
    // The first answers find nothing in any cache.
    await house.load.ask({ url: server.url, connections: 8, requests: { ...requests, amount: 40 } });
    const lines: Measured[] = [];
    for (const count of connections) lines.push(await measure(target, server, requests, count, 200));
    answers.set(title, lines);
  }
  return answers;
}

/** The lines of the largest shop, each beside the same question asked of the smallest. */
function besideSmall(answers: readonly Answers[], sizes: readonly Size[]): Line[] {
  const name = nameOf(sizes[0] as Size);
  return pairs(answers).map(({ title, large, small }) => ({
    ...large,
    work: title,
    limits:
      large === small ? [] : [{ name, perSecond: small.perSecond, ratio: large.perSecond / small.perSecond }],
  }));
}

type Pair = { readonly title: string; readonly large: Measured; readonly small: Measured };

function pairs(answers: readonly Answers[]): Pair[] {
  const [small, large] = [answers[0] as Answers, answers.at(-1) as Answers];
  return [...large].flatMap(([title, lines]) =>
    lines.map((line, index) => ({ title, large: line, small: small.get(title)?.[index] ?? line })),
  );
}

function listAims(answers: readonly Answers[], sizes: readonly Size[]): Aim[] {
  const all = pairs(answers);
  const slowest = connections.map((count) => {
    const { title, large } = largest(
      all.filter((pair) => pair.large.connections === count),
      (pair) => pair.large.p99Ms,
    );
    return below(`Slowest list at ${count} connections (${title}), p99`, large.p99Ms, mostP99Ms, ' ms');
  });
  if (answers.length === 1) return slowest;
  const growth = ({ large, small }: Pair) => large.p50Ms / small.p50Ms;
  const most = largest(
    all.filter((pair) => pair.large.connections === 1),
    growth,
  );
  const what = `List that grows most (${most.title}), p50, ${nameOf(sizes.at(-1) as Size)} : ${nameOf(sizes[0] as Size)}`;
  return [...slowest, below(what, growth(most), mostGrowth, '×')];
}

function largest(list: readonly Pair[], value: (pair: Pair) => number): Pair {
  return list.reduce((most, pair) => (value(pair) > value(most) ? pair : most));
}

async function aimsOf(shop: SeededServer): Promise<Aim[]> {
  const { size, seedMs, readyMs, query } = shop;
  const megabytes = await databaseMegabytes(query);
  const seeded = seedMs === undefined ? 'seeded before' : `seeded in ${(seedMs / 1000).toFixed(0)} s`;
  return [below(`Start with ${nameOf(size)} (${seeded}, ${megabytes} MB)`, readyMs, 1_500, ' ms')];
}

const mostExportMegabytes = 100;

async function exportAims(shop: SeededServer): Promise<Aim[]> {
  const exported = await measureExport(shop);
  const { rows, rowsPerSecond, megabytesPerSecond, firstByteMs, peakMegabytes, idleMegabytes } = exported;
  const told = `${Math.round(rowsPerSecond).toLocaleString('en')} rows/s, ${megabytesPerSecond.toFixed(1)} MB/s`;
  return [
    below(
      `CSV of ${rows.toLocaleString('en')} transactions (${told}), first byte`,
      firstByteMs,
      1_000,
      ' ms',
    ),
    ...(peakMegabytes === undefined || idleMegabytes === undefined
      ? []
      : [below('Memory that it takes meanwhile', peakMegabytes - idleMegabytes, mostExportMegabytes, ' MB')]),
  ];
}

function nameOf({ links, payments }: Size): string {
  return `${links.toLocaleString('en')} links, ${payments.toLocaleString('en')} payments`;
}
