import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent } from './child.ts';

export type ReceiverOrder =
  /** Answers at once, or takes the connection and never answers. */
  | { readonly kind: 'open'; readonly answers: boolean }
  /** Waits until so many requests came after the last question. */
  | { readonly kind: 'wait'; readonly count: number };

export type ReceiverReport = {
  readonly url: string;
  /** Between the first and the last of them. */
  readonly tookMs: number;
};

/** A merchant's own server. */
export function receiver(): void {
  let url = '';
  let times: number[] = [];
  let arrived = () => {};
  answerParent<ReceiverOrder, ReceiverReport>(async (order) => {
    if (order.kind === 'open') {
      const server = createServer((request, response) => {
        request.resume();
        request.on('end', () => {
          times.push(performance.now());
          arrived();
          if (order.answers) response.writeHead(204).end();
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
      return { url, tookMs: 0 };
    }
    await new Promise<void>((resolve) => {
      arrived = () => {
        if (times.length >= order.count) resolve();
      };
      arrived();
    });
    const tookMs = (times[order.count - 1] as number) - (times[0] as number);
    times = [];
    return { url, tookMs };
  });
}
