import { setTimeout as delay } from 'node:timers/promises';
import type { House } from './house.ts';
import { TooLate } from './people/asking.ts';
import { type Buyer, buy, intentions, isWilling } from './people/buyer.ts';
import { transferIntentions } from './people/transferring.ts';
import type { Random } from './random.ts';

const weightsOf = (list: readonly (readonly [Buyer['intention'], number])[]) =>
  list.flatMap(([name, weight]) => Array.from({ length: weight }, () => name));
const byCard = weightsOf(intentions);
const byTransfer = weightsOf([...intentions, ...transferIntentions]);

export type Crowd = {
  /** Sends buyers in until told to stop, and waits until each of them got an answer. */
  work(isOver: () => boolean): Promise<void>;
  /** Sends one more in, who wants to pay at this link. */
  send(link: Buyer['link'], intention?: Buyer['intention']): Promise<string>;
};

/** Whether somebody was told so; a merchant who raises the limit later opens it again. */
function isUsedUp({ memory }: House, { id, limit }: Buyer['link']): boolean {
  return memory.usedUp.some((told) => told.linkId === id && told.limit === limit);
}

/** Buyers who come one after the other, a few dozen at once, to whichever link they were sent. */
export function createCrowd(house: House, random: Random, atOnce: number): Crowd {
  let number = 100;

  const send: Crowd['send'] = async (link, intention = 'pays') => {
    number += 1;
    const { memory } = house;
    memory.count('buyers');
    if (isWilling(intention)) memory.count('willing');
    const actor = house.actor(`buyer ${number}`, number);
    memory.note(actor.name, `comes to ${link.id}, ${intention}`);
    try {
      const outcome = await buy({ number, actor, intention, link });
      memory.note(actor.name, `goes: ${outcome}`);
      return outcome;
    } catch (error) {
      if (!(error instanceof TooLate)) throw error;
      memory.violate(
        'Every willing buyer pays, or is told that the link is used up',
        `${error.message} (${intention})`,
      );
      return 'late';
    }
  };

  return {
    send,
    work: async (isOver) => {
      const queue = async (own: Random) => {
        while (!isOver()) {
          const shop = own.pick(house.shops);
          // Most come to what is still for sale; some by an old address.
          const selling = shop.links.filter((link) => !isUsedUp(house, link));
          const links = own.chance(0.9) ? selling : shop.links;
          await send(own.pick(links), own.pick(shop.account ? byTransfer : byCard));
          await delay(own.between(0, 150));
        }
      };
      await Promise.all(Array.from({ length: atOnce }, (_, lane) => queue(random.fork(`lane ${lane}`))));
    },
  };
}
