import type { LoadRequests } from '../children/load-requests.ts';
import type { House } from '../house.ts';
import { bestOf, inTurn, measure, warmUp } from '../measure.ts';
import { atLeast, type Line, type RowResult } from '../report/result.ts';

/** Starts with rate limits, from many addresses, beside the same without them: two servers on one database. */
export async function limitsRow(house: House): Promise<RowResult> {
  const { options, shop } = house;
  const requests: LoadRequests = { kind: 'start', linkIds: shop.linkIds };
  const environment = { TRUST_PROXY: '1', RATE_LIMIT: 'off' };
  const off = await house.startSecondServer(environment);
  const on = await house.startSecondServer({ ...environment, RATE_LIMIT: 'on' });
  try {
    for (const target of [on, off]) await warmUp(house, target, requests);
    const lines: Line[] = [];
    for (const connections of options.connections.filter((count) => count >= 32)) {
      // Two servers of one kind differ more by chance than a limit costs.
      const rounds = await inTurn(options.rounds * 2, {
        ours: () => measure(house, on, requests, connections, 201),
        limit: () => measure(house, off, requests, connections, 201),
      });
      const { perSecond } = rounds.middleOf('limit');
      const ratio = rounds.ratio('ours', 'limit');
      lines.push({ ...rounds.middleOf('ours'), limits: [{ name: 'limits off', perSecond, ratio }] });
    }
    return {
      title: 'Start, rate limits on',
      lines,
      aims: [
        atLeast('Start, rate limits on: limits off, at its best', bestOf(lines).limits[0]?.ratio ?? 0, 0.9),
      ],
    };
  } finally {
    await Promise.all([on.stop(), off.stop()]);
  }
}
