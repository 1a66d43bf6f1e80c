import type { Copied, CopyOrder } from '../children/bare-server.ts';
import { startChild } from '../children/child.ts';
import type { GetRequests } from '../children/load-requests.ts';
import type { House } from '../house.ts';
import { inTurn, measure, warmUp } from '../measure.ts';
import { atLeast, below, type Line, type RowResult } from '../report/result.ts';
import type { Shop } from '../shop.ts';

/** The public preview, as other programs read it. */
export function previewRow(house: House): Promise<RowResult> {
  return besideBareServer(house, 'Preview, JSON', previewRequests(house.shop));
}

/** The buyer's page of a link. */
export function pageRow(house: House): Promise<RowResult> {
  return besideBareServer(house, 'Link page, HTML', pageRequests(house.shop));
}

type Links = Pick<Shop, 'linkIds'>;

export function previewRequests({ linkIds: [linkId] }: Links): GetRequests {
  return {
    kind: 'get',
    path: `/api/payment-links/public/${linkId}/`,
    headers: { accept: 'application/json' },
  };
}

export function pageRequests({ linkIds: [linkId] }: Links): GetRequests {
  const headers = { accept: 'text/html', 'accept-language': 'en' };
  return { kind: 'get', path: `/pay/${linkId}`, headers };
}

async function besideBareServer(house: House, title: string, requests: GetRequests): Promise<RowResult> {
  const lines = await linesBesideBareServer(house, house.options.connections, requests, 200);
  const judged = lines.find(({ connections }) => connections === 32) as Line;
  return {
    title,
    lines,
    aims: [
      atLeast(`${title}: node:http at 32 connections`, judged.limits[0]?.ratio ?? 0, 0.8),
      below(`${title}: p99 at 32 connections`, judged.p99Ms, 10, ' ms'),
    ],
  };
}

/** An address beside a server that does nothing but answer the same bytes. */
export async function linesBesideBareServer(
  house: House,
  connectionCounts: readonly number[],
  requests: GetRequests,
  doneStatus: number,
): Promise<Line[]> {
  const { options, server } = house;
  const { path, headers } = requests;
  const child = startChild<CopyOrder, Copied>('child:bare-server');
  try {
    const { url } = await child.ask({ url: server.url + path, headers });
    const bare = { url, pid: child.pid };
    for (const target of [server, bare]) await warmUp(house, target, requests);
    const lines: Line[] = [];
    for (const connections of connectionCounts) {
      const rounds = await inTurn(options.rounds, {
        ours: () => measure(house, server, requests, connections, doneStatus),
        limit: () => measure(house, bare, requests, connections, doneStatus),
      });
      const { perSecond } = rounds.middleOf('limit');
      lines.push({
        ...rounds.middleOf('ours'),
        limits: [{ name: 'node:http, same bytes', perSecond, ratio: rounds.ratio('ours', 'limit') }],
      });
    }
    return lines;
  } finally {
    await child.stop();
  }
}
