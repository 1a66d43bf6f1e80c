import type { LoadRequests } from '../children/load-requests.ts';
import type { House } from '../house.ts';
import { besideSql, bestSql } from '../limits/best-sql.ts';
import { startOneRow } from '../limits/sql-scripts.ts';
import { bestOf, measure, warmUp } from '../measure.ts';
import { type Aim, atLeast, below, type Line, type RowResult } from '../report/result.ts';
import type { Shop } from '../shop.ts';

const places = 1_000_000;
const fewPlaces = 2_000;

/** A flash sale: every buyer wants a place of the same limited link. */
export async function hotRow(house: House): Promise<RowResult> {
  const { options, server, shop } = house;
  const requests = await hotRequests(shop);
  await warmUp(house, server, requests);
  const sql = await bestSql(house, startOneRow, [1, 2, 4, 8]);
  const lines: Line[] = [];
  for (const connections of options.connections) {
    lines.push(await besideSql(house, sql, () => measure(house, server, requests, connections, 201)));
  }
  const widest = lines.at(-1) as Line;
  return {
    title: 'Start, one limited link',
    lines,
    aims: [
      atLeast(
        'Start, one limited link: pgbench on one row, at its best',
        bestOf(lines).limits[0]?.ratio ?? 0,
        6,
      ),
      below(`Start, one limited link: p99 at ${widest.connections} connections`, widest.p99Ms, 70, ' ms'),
      await isExact(house),
    ],
  };
}

/** Starts on a link whose places last longer than the benchmark. */
export async function hotRequests(shop: Shop): Promise<LoadRequests> {
  return { kind: 'start', linkIds: [await shop.makeLimitedLink(places)] };
}

/** Three times as many buyers as places: each place is taken once, and the counter says so. */
async function isExact({ load, query, server, shop }: House): Promise<Aim> {
  const linkId = await shop.makeLimitedLink(fewPlaces);
  const requests: LoadRequests = { kind: 'start', linkIds: [linkId], amount: 3 * fewPlaces };
  const { answersByStatus } = await load.ask({ url: server.url, connections: 256, requests });
  const [counted] = await query<{ held: number; checkouts: number }>(
    `select held, (select count(*)::integer from checkouts where payment_link_id = $1 and has_place) as checkouts
    from payment_link_places where payment_link_id = $1`,
    [linkId],
  );
  const counts = [answersByStatus[201], counted?.held, counted?.checkouts, (answersByStatus[409] ?? 0) / 2];
  return {
    what: `Start, one limited link: ${fewPlaces} places, ${3 * fewPlaces} buyers; started`,
    actual: answersByStatus[201] ?? 0,
    aim: fewPlaces,
    unit: '',
    isMet: counts.every((count) => count === fewPlaces),
  };
}
