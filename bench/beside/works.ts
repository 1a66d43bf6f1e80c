import type { LoadRequests } from '../children/load-requests.ts';
import type { House } from '../house.ts';
import { type Measured, measure, warmUp } from '../measure.ts';
import type { RowName } from '../options.ts';
import { hotRequests } from '../rows/hot.ts';
import { openPayments } from '../rows/pay.ts';
import { pageRequests, previewRequests } from '../rows/preview.ts';
import { lookRequests, withBuyer } from '../rows/rush.ts';
import { startRequests } from '../rows/start.ts';

/** One kind of load that can be put on any build. */
export type Work = {
  readonly title: string;
  /**
   * Makes everything ready, warm-up included, and gives what measures it over so many connections.
   *
   * @param atEnd takes what has to be stopped once all is measured
   */
  open(house: House, atEnd: AtEnd): Promise<(connections: number) => Promise<Measured>>;
};

type AtEnd = (stop: () => Promise<void>) => void;

/** The works of a row, where it has any that tell something about a single server. */
export const works: Partial<Record<RowName, readonly Work[]>> = {
  preview: [steady('Preview, JSON', ({ shop }) => previewRequests(shop), 200)],
  page: [steady('Link page, HTML', ({ shop }) => pageRequests(shop), 200)],
  rush: [whilePlacesGo('Preview, JSON', 'json'), whilePlacesGo('Link page', 'html')],
  start: [steady('Start, 1,000 links', ({ shop }) => startRequests(shop), 201)],
  hot: [steady('Start, one limited link', ({ shop }) => hotRequests(shop), 201)],
  limits: [{ title: 'Start, rate limits on', open: openLimited }],
  pay: [{ title: 'Pay (sandbox), 1,000 links', open: openPayments }],
};

function steady(
  title: string,
  requestsOf: (house: House) => LoadRequests | Promise<LoadRequests>,
  doneStatus: number,
): Work {
  return {
    title,
    open: async (house) => {
      const requests = await requestsOf(house);
      await warmUp(house, house.server, requests);
      return (connections) => measure(house, house.server, requests, connections, doneStatus);
    },
  };
}

async function openLimited(house: House, atEnd: AtEnd) {
  const requests = startRequests(house.shop);
  const server = await house.startSecondServer({ TRUST_PROXY: '1', RATE_LIMIT: 'on' });
  atEnd(server.stop);
  await warmUp(house, server, requests);
  return (connections: number) => measure(house, server, requests, connections, 201);
}

function whilePlacesGo(title: string, kind: 'json' | 'html'): Work {
  return {
    title: `${title} while places go`,
    open: async (house) => {
      const { linkId, requests } = await lookRequests(house.shop, kind);
      await warmUp(house, house.server, requests);
      const { url } = house.server;
      return (connections) =>
        withBuyer(url, linkId, () => measure(house, house.server, requests, connections, 200));
    },
  };
}
