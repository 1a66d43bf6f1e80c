import { problem } from '#platform/contract/errors.ts';

const mostWaiting = 40;
let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/**
 * Makes one PDF after the other, so that many at once take no more of the server than one. Who would wait too long is
 * told to come back.
 *
 * @throws 503 `unavailable`
 */
export async function oneAtATime<Made>(make: () => Promise<Made>): Promise<Made> {
  if (waiting >= mostWaiting) {
    throw problem('unavailable', {
      detail: 'Many receipts are being made right now; try again in a few seconds.',
      headers: { 'retry-after': '5' },
    });
  }
  waiting += 1;
  const mine = last.then(make).finally(() => {
    waiting -= 1;
  });
  last = mine.catch(() => undefined);
  return mine;
}
