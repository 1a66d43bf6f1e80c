import { ask, isUnknown, pause } from './asking.ts';
import type { Shop } from './shop.ts';

/** Somebody who pulls a shop's events and remembers only the last position, as a merchant's server would. */
export type FeedReader = {
  readonly name: string;
  readonly shop: Shop;
  /** Positions and event ids in the order in which they came. */
  readonly read: readonly { readonly position: number; readonly eventId: string }[];
  /** Reads on until told to stop. */
  work(isOver: () => boolean): Promise<void>;
  /** Reads what is left. */
  finish(): Promise<void>;
};

export function createFeedReader(shop: Shop, name: string): FeedReader {
  const reader = { ...shop.machine, name, random: shop.machine.random.fork(name) };
  const read: { position: number; eventId: string }[] = [];
  let after: number | undefined;

  /** Gives how many came; undefined when nobody answered. */
  const readPage = async (limit: number): Promise<number | undefined> => {
    const place = after === undefined ? '' : `after=${after}&`;
    const answer = await ask(reader, { method: 'GET', path: `/api/events/?${place}limit=${limit}` });
    if (isUnknown(answer)) return undefined;
    const { results, next_after: next } = answer.body;
    for (const { position, event_id: eventId } of results) read.push({ position, eventId });
    after = next;
    return results.length;
  };

  return {
    name,
    shop,
    read,
    work: async (isOver) => {
      while (!isOver()) {
        await readPage(reader.random.between(1, 100));
        await pause(reader, 50, 800);
      }
    },
    finish: async () => {
      while ((await readPage(100)) !== 0) await pause(reader, 1, 20);
    },
  };
}
