import { randomUUID } from 'node:crypto';
import type { Json } from '#test/support/client.ts';
import { type Merchant, makeLink } from '#test/support/scenario.ts';
import { type Board, createBoard } from './board.ts';
import { buy, type Intention, intentions, type Outcome } from './buyer.ts';
import { type DoorOptions, openDoors } from './doors.ts';
import type { Instances } from './instances.ts';

export type Rush = {
  readonly board: Board;
  /** By the address of the buyer's mail. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly starts: number;
  readonly tookMs: number;
};

/** Who sells what; whichever server is asked knows them. */
export type Seller = { readonly merchant: Merchant; readonly product: Json };

export function makeLimitedLink(instances: Instances, { merchant, product }: Seller, maxUses: number) {
  const client = instances.client().withToken(merchant.token);
  return makeLink({ ...merchant, client }, { max_uses: maxUses }, product);
}

export const places = 7;
export const crowdSize = 500;
const patientOneOf = 4;

/** Hundreds of buyers come at one moment to a fresh link with few places, spread over the servers. */
export async function rush(
  instances: Instances,
  seller: Seller,
  onAsked?: DoorOptions['onAsked'],
): Promise<Rush> {
  const { running } = instances;
  const link = await makeLimitedLink(instances, seller, places);
  const board = createBoard(link.id as string, places);
  const doors = openDoors({ running, ...(onAsked ? { onAsked } : {}) });
  const round = randomUUID().slice(0, 8);
  const outcomes = new Map<string, Outcome>();
  const startedMs = performance.now();
  try {
    const buying = Array.from({ length: crowdSize }, async (_, number) => {
      const email = `buyer-${number}-${round}@example.com`;
      const intention = intentions[number % intentions.length] as Intention;
      const isPatient = Math.floor(number / intentions.length) % patientOneOf === 0;
      const address = `10.${Math.floor(Math.random() * 256)}.${number >> 8}.${number & 255}`;
      outcomes.set(email, await buy({ email, address, intention, isPatient, board, doors }));
    });
    await Promise.all(buying);
  } finally {
    await doors.close();
  }
  const starts = [...board.starts.values()].reduce((sum, count) => sum + count, 0);
  return { board, outcomes, starts, tookMs: performance.now() - startedMs };
}
