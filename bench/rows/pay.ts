import type { House } from '../house.ts';
import { besideSql, bestSql } from '../limits/best-sql.ts';
import { pay } from '../limits/sql-scripts.ts';
import { bestOf, type Measured, measure } from '../measure.ts';
import { atLeast, type Line, type RowResult } from '../report/result.ts';

/** Payments at the sandbox: begin, the bank's own book, settle. */
export async function payRow(house: House): Promise<RowResult> {
  const { options } = house;
  const payments = await openPayments(house);
  const sql = await bestSql(house, pay, [8, 32, 64]);
  const lines: Line[] = [];
  for (const connections of options.connections) {
    lines.push(await besideSql(house, sql, () => payments(connections)));
  }
  return {
    title: 'Pay (sandbox), 1,000 links',
    lines,
    aims: [atLeast('Pay, 1,000 links: pgbench, at its best', bestOf(lines).limits[0]?.ratio ?? 0, 0.5)],
  };
}

/** Pays over so many connections, on a warm server. Each payment needs a checkout that was started before. */
export async function openPayments(house: House): Promise<(connections: number) => Promise<Measured>> {
  const { options, server } = house;
  let expectedPerSecond = 500;
  const payments = async (connections: number) => {
    const amount = Math.ceil(Math.max(connections * 2, expectedPerSecond * options.seconds));
    const tokens = await startCheckouts(house, amount);
    const measured = await measure(house, server, { kind: 'pay', tokens }, connections, 200);
    expectedPerSecond = measured.perSecond;
    return measured;
  };
  await payments(32);
  await payments(32);
  return payments;
}

async function startCheckouts({ load, server, shop }: House, amount: number): Promise<readonly string[]> {
  const { tokens } = await load.ask({
    url: server.url,
    connections: Math.min(amount, 64),
    requests: { kind: 'start', linkIds: shop.linkIds, amount },
    keepsTokens: true,
  });
  return tokens;
}
