import type { Context } from '#platform/context.ts';
import { liftTimeLimit } from '#platform/db/database.ts';
import { hashForgotten } from './address.ts';
import { type ForgetContext, type Forgotten, forgetBuyer } from './forget-buyer.ts';
import { type ForgottenAddress, selectAddresses, selectForgotten, upsertForgotten } from './store.ts';

export type { ForgottenAddress } from './store.ts';

const addressesAtOnce = 5_000;

/**
 * Forgets everybody who was forgotten before and is there again, such as after a backup was restored. Addresses are
 * only known by their hashes, so every address that there is gets compared.
 *
 * @returns what was forgotten of each of them
 */
export async function forgetAgain(context: ForgetContext): Promise<Forgotten[]> {
  const known = await selectForgotten(context.database.handle);
  const done: Forgotten[] = [];
  for (const organizationId of new Set(known.map((forgotten) => forgotten.organizationId))) {
    const own = new Map(
      known
        .filter((forgotten) => forgotten.organizationId === organizationId)
        .map((forgotten) => [forgotten.addressHash.toString('hex'), forgotten]),
    );
    for await (const { email, receipts } of findAddresses(context, organizationId, own))
      done.push(
        await forgetBuyer(context, { email, organizationId, redactsReceipts: receipts === 'redacted' }),
      );
  }
  return done;
}

async function* findAddresses(
  { database, fixedKey }: ForgetContext,
  organizationId: string,
  known: ReadonlyMap<string, ForgottenAddress>,
): AsyncGenerator<{ readonly email: string; readonly receipts: ForgottenAddress['receipts'] }> {
  let after = '';
  for (;;) {
    const page = await database.transaction(async (tx) => {
      await liftTimeLimit(tx);
      return selectAddresses(tx, organizationId, after, addressesAtOnce);
    });
    for (const email of page) {
      const forgotten = known.get(hashForgotten(fixedKey, email).toString('hex'));
      if (forgotten) yield { email, receipts: forgotten.receipts };
    }
    if (page.length < addressesAtOnce) return;
    after = page.at(-1) ?? '';
  }
}

/** Everybody who was forgotten, by hashes. */
export async function findForgotten({ database }: Context): Promise<ForgottenAddress[]> {
  return selectForgotten(database.handle);
}

/** Adds them to those that are known. */
export async function keepForgotten(
  { database, clock }: Context,
  forgotten: readonly ForgottenAddress[],
): Promise<void> {
  await database.transaction(async (tx) => {
    for (const each of forgotten) await upsertForgotten(tx, each, clock.now());
  });
}
