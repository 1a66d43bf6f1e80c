import { startChild } from '../children/child.ts';
import type { LoadRequests } from '../children/load-requests.ts';
import type { RouteOrder, RouteReady } from '../children/route-without-database.ts';
import type { House } from '../house.ts';
import { bestSql, runAgain, sqlLimit } from '../limits/best-sql.ts';
import { startSpread } from '../limits/sql-scripts.ts';
import { bestOf, inTurn, type Measured, measure, warmUp } from '../measure.ts';
import { atLeast, type Line, type RowResult } from '../report/result.ts';
import type { Shop } from '../shop.ts';

export function startRequests({ linkIds }: Shop): LoadRequests {
  return { kind: 'start', linkIds };
}

/** Starts on 1,000 links that have no limit. */
export async function startRow(house: House): Promise<RowResult> {
  const { options, server, shop } = house;
  const requests = startRequests(shop);
  const child = startChild<RouteOrder, RouteReady>('child:route-without-database');
  try {
    const { url } = await child.ask({ connection: house.connection, buildFolder: house.buildFolder });
    const without = { url, pid: child.pid };
    for (const target of [server, without]) await warmUp(house, target, requests);
    const sql = await bestSql(house, startSpread, [8, 32, 64]);
    const lines: Line[] = [];
    for (const connections of options.connections) {
      const rounds = await inTurn<'ours' | 'limit' | 'sql', { perSecond: number }>(options.rounds, {
        ours: () => measure(house, server, requests, connections, 201),
        limit: () => measure(house, without, requests, connections, 201),
        sql: () => runAgain(house, sql),
      });
      const { perSecond } = rounds.middleOf('limit');
      lines.push({
        ...(rounds.middleOf('ours') as Measured),
        limits: [
          { name: 'without database', perSecond, ratio: rounds.ratio('ours', 'limit') },
          { ...sqlLimit(sql, rounds.middleOf('sql').perSecond), ratio: rounds.ratio('ours', 'sql') },
        ],
      });
    }
    const [withoutDatabase, besideSql] = bestOf(lines).limits;
    return {
      title: 'Start, 1,000 links',
      lines,
      aims: [
        atLeast('Start, 1,000 links: pgbench, at its best', besideSql?.ratio ?? 0, 1),
        atLeast('Start, 1,000 links: without database, at its best', withoutDatabase?.ratio ?? 0, 0.5),
      ],
    };
  } finally {
    await child.stop();
  }
}
