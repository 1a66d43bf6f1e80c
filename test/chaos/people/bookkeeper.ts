import type { BankAccount, File } from '../machine/bank-account.ts';
import { ask, insist, isUnknown, pause, unexpected } from './asking.ts';
import type { Shop } from './shop.ts';

export type Bookkeeper = {
  /** Hands statements in and sends refunds until told to stop; what happened last is handed in at the end. */
  work(isOver: () => boolean): Promise<void>;
};

/** Somebody who hands in what the bank gives them, twice and in pieces, and sends the refunds that are asked for. */
export function createBookkeeper(shop: Shop, account: BankAccount): Bookkeeper {
  const { person } = shop;
  const { random, memory } = person;

  const handIn = async (file: File) => {
    memory.count('statements');
    const asked = {
      method: 'POST',
      path: `/api/organization/bank-statements/?mode=sandbox&file_name=${file.name}`,
      file: { type: 'application/xml', text: file.body },
    } as const;
    const answer = await insist(person, asked);
    if (answer.status !== 201) unexpected(person, asked, answer);
  };

  const sendRefunds = async () => {
    // A file whose answer was lost is asked for again, so that what it held is not forgotten.
    const asked = {
      method: 'GET',
      path: '/api/organization/bank-refunds.xml?mode=sandbox&again=true',
    } as const;
    const answer = await ask(person, asked);
    if (isUnknown(answer)) return;
    // 204: nothing is to be sent.
    if (answer.status !== 200) {
      if (answer.status !== 204) unexpected(person, asked, answer);
      return;
    }
    for (const [, endToEndId = '', amount = ''] of answer.text.matchAll(
      /<EndToEndId>([^<]+)<\/EndToEndId>.*?<InstdAmt Ccy="EUR">([^<]+)<\/InstdAmt>/gs,
    ))
      account.refund(endToEndId, BigInt(amount.replace('.', '')));
  };

  const day = async () => {
    // What is announced is seen as such about half of the time.
    if (random.chance(0.5)) account.book();
    const file = account.file(random);
    // Two people, or one who clicks twice.
    await Promise.all(random.chance(0.3) ? [handIn(file), handIn(account.file(random))] : [handIn(file)]);
    if (random.chance(0.2)) await handIn(file);
    if (random.chance(0.3)) await sendRefunds();
  };

  return {
    work: async (isOver) => {
      while (!isOver()) {
        await pause(person, 200, 1_200);
        await day();
      }
      account.book();
      await handIn(account.wholeFile());
      await sendRefunds();
      account.book();
      await handIn(account.wholeFile());
    },
  };
}
