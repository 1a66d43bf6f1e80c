import autocannon, { type Client, type Request } from 'autocannon';
import { answerParent } from './child.ts';
import { type LoadRequests, makeRequests } from './load-requests.ts';

export type LoadOrder = {
  /** Scheme, host and port. */
  readonly url: string;
  readonly connections: number;
  /** How long; or, for requests that can be sent only once, as long as there are any. */
  readonly seconds?: number;
  readonly requests: LoadRequests;
  /** Gives the tokens of the checkouts that were started. */
  readonly keepsTokens?: boolean;
};

export type Load = {
  readonly answersByStatus: Readonly<Record<number, number>>;
  /** Answers of every status. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly tokens: readonly string[];
};

/** Sends requests over a number of connections, each waiting for its answer before the next. */
export function loadGenerator(): void {
  answerParent<LoadOrder, Load>(generate);
}

function generate(order: LoadOrder): Promise<Load> {
  const durationsMs: number[] = [];
  const answersByStatus: Record<number, number> = {};
  const tokens: string[] = [];
  const { amount, ofConnection } = makeRequests(order.requests, order.connections);
  const keepToken = (status: number, body: string) => {
    if (status === 201) tokens.push((JSON.parse(body) as { token: string }).token);
  };
  let clients = 0;
  const setupClient = (client: Client) => {
    const requests = ofConnection(clients++);
    client.setRequests(
      order.keepsTokens
        ? requests.map((request): Request => ({ ...request, onResponse: keepToken }))
        : requests,
    );
  };
  // The first answer of a connection waited for all of them to be opened at once, which is no part of the work.
  const opened = new WeakSet<object>();
  return new Promise((resolve, reject) => {
    let [startMs, endMs, answers] = [performance.now(), 0, 0];
    const limit = amount === undefined ? { duration: order.seconds ?? 1 } : { amount };
    const options = { url: order.url, connections: order.connections, sampleInt: 50, setupClient, ...limit };
    const run = autocannon(options, (error, { errors, timeouts }) => {
      if (error || errors > 0 || timeouts > 0)
        return reject(error ?? new Error(`${errors} requests got no answer, ${timeouts} of them in time.`));
      durationsMs.sort((left, right) => left - right);
      const at = (part: number) => durationsMs[Math.floor(part * (durationsMs.length - 1))] ?? 0;
      const perSecond = (answers / (endMs - startMs)) * 1000;
      resolve({ answersByStatus, perSecond, p50Ms: at(0.5), p99Ms: at(0.99), tokens });
    });
    run.on('start', () => {
      startMs = performance.now();
    });
    run.on('response', (client: object, status: number, _bytes: number, durationMs: number) => {
      endMs = performance.now();
      answers += 1;
      answersByStatus[status] = (answersByStatus[status] ?? 0) + 1;
      if (opened.has(client)) durationsMs.push(durationMs);
      else opened.add(client);
    });
  });
}
