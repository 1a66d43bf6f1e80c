import type { GetRequests } from '../children/load-requests.ts';
import type { House } from '../house.ts';
import { inTurn, type Measured, measure, warmUp } from '../measure.ts';
import type { Line, RowResult } from '../report/result.ts';
import type { Shop } from '../shop.ts';
import { linesBesideBareServer, pageRequests, previewRequests } from './preview.ts';

const places = 1_000_000;
const connections = 32;

/**
 * What most people see of a flash sale: a link of which another place goes with every look, and one that can no longer be paid.
 * Beside the first two stands the same link while nobody buys, so a ratio of 1 says that sales slow no one who looks.
 */
export async function rushRow(house: House): Promise<RowResult> {
  const { shop } = house;
  const withdrawn = pageRequests({ linkIds: [await shop.makeWithdrawnLink()] });
  const gone = await linesBesideBareServer(house, [connections], withdrawn, 410);
  const lines = [
    await whilePlacesGo(house, 'Preview, JSON', await lookRequests(shop, 'json')),
    await whilePlacesGo(house, 'Link page', await lookRequests(shop, 'html')),
    ...gone.map((line) => ({ ...line, work: 'Page of a withdrawn link' })),
  ];
  return { title: 'In a rush', lines, aims: [] };
}

/** A limited link, and what people send who look at it. */
export type Look = { readonly linkId: string; readonly requests: GetRequests };

export async function lookRequests(shop: Shop, kind: 'json' | 'html'): Promise<Look> {
  const linkId = await shop.makeLimitedLink(places);
  const seen = { linkIds: [linkId] };
  return { linkId, requests: kind === 'json' ? previewRequests(seen) : pageRequests(seen) };
}

async function whilePlacesGo(house: House, work: string, { linkId, requests }: Look): Promise<Line> {
  const { options, server } = house;
  await warmUp(house, server, requests);
  const rounds = await inTurn(options.rounds, {
    going: () => withBuyer(server.url, linkId, () => measure(house, server, requests, connections, 200)),
    still: () => measure(house, server, requests, connections, 200),
  });
  const { perSecond } = rounds.middleOf('still');
  return {
    ...rounds.middleOf('going'),
    work: `${work} while places go`,
    limits: [{ name: 'while none go', perSecond, ratio: rounds.ratio('going', 'still') }],
  };
}

/** One buyer after the other takes a place for as long as something is measured. */
export async function withBuyer(
  url: string,
  linkId: string,
  work: () => Promise<Measured>,
): Promise<Measured> {
  let isOver = false;
  const buying = (async () => {
    while (!isOver) await startOne(url, linkId);
  })();
  try {
    return await work();
  } finally {
    isOver = true;
    await buying;
  }
}

async function startOne(url: string, linkId: string): Promise<void> {
  const response = await fetch(`${url}/api/payment-links/public/${linkId}/start/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      billing_country: 'DE',
      billing_first_name: 'Maja',
      billing_last_name: 'Lindqvist',
      billing_email: 'maja@example.com',
    }),
  });
  if (response.status !== 201)
    throw new Error(`A start answered ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
}
