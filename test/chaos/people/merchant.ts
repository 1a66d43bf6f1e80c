import { randomUUID } from 'node:crypto';
import { insist, pause, unexpected } from './asking.ts';
import { type Link, makeLink, type Shop } from './shop.ts';

export type Merchant = {
  /** Works until told to stop, and leaves every link switched on. */
  work(isOver: () => boolean): Promise<void>;
};

const mostLimited = 5;
const graceOfClosingMs = 10_000;

/** A merchant who gives money back, switches links off and on, raises limits and opens new links. */
export function createMerchant(shop: Shop): Merchant {
  const { random, memory } = shop.person;

  const patch = async (link: Link, body: Record<string, unknown>) => {
    const asked = { method: 'PATCH', path: `/api/payment-links/${link.id}/`, body } as const;
    const answer = await insist(shop.person, asked);
    if (answer.status !== 200) unexpected(shop.person, asked, answer);
  };

  const switchOffAndOn = async () => {
    const link = random.pick(shop.links);
    memory.count('linksSwitched');
    await patch(link, { is_active: false });
    // Undone within the grace nobody is canceled; after it every checkout that is open is.
    if (random.between(1, 4) === 1)
      await pause(shop.person, graceOfClosingMs + 1_000, graceOfClosingMs + 4_000);
    else await pause(shop.person, 200, 1_500);
    await patch(link, { is_active: true });
  };

  const raiseLimit = async () => {
    const limited = shop.links.filter(({ limit }) => limit !== undefined);
    if (limited.length === 0) return;
    const link = random.pick(limited);
    const limit = (link.limit as number) + random.between(1, 4);
    memory.count('limitsRaised');
    await patch(link, { max_uses: limit });
    link.limit = limit;
  };

  const openLink = async () => {
    const isUsedUp = ({ id, limit }: Link) =>
      memory.usedUp.some((told) => told.linkId === id && told.limit === limit);
    const selling = shop.links.filter((link) => link.limit !== undefined && !isUsedUp(link));
    if (selling.length < mostLimited) await makeLink(shop, random.between(2, 15));
  };

  const refund = async () => {
    const paid = [...memory.payments.values()].filter(
      ({ shopNumber, transactionId }) => shopNumber === shop.number && transactionId !== '',
    );
    if (paid.length === 0) return;
    const { transactionId } = random.pick(paid.slice(-200));
    const amounts = random.pick([
      [undefined],
      ['4.50'],
      ['10.00'],
      [undefined, undefined],
      ['20.00', '20.00'],
    ]);
    await Promise.all(amounts.map((amount) => refundOnce(shop, transactionId, amount)));
  };

  return {
    work: async (isOver) => {
      while (!isOver()) {
        await pause(shop.person, 100, 700);
        const mood = random.next();
        if (mood < 0.6) await refund();
        else if (mood < 0.7) await switchOffAndOn();
        else if (mood < 0.8) await raiseLimit();
        else await openLink();
      }
    },
  };
}

async function refundOnce(shop: Shop, transactionId: string, amount: string | undefined): Promise<void> {
  const { memory } = shop.machine;
  const asked = {
    method: 'POST',
    path: `/api/transactions/${transactionId}/refund/`,
    body: { reason: 'returned', ...(amount === undefined ? {} : { amount }) },
    key: randomUUID(),
  } as const;
  memory.count('refundsAsked');
  const answer = await insist(shop.machine, asked);
  if (answer.status === 201) memory.refunds.set(answer.body.id, transactionId);
  else if (answer.code !== 'refund_exceeds_payment') unexpected(shop.machine, asked, answer);
}
