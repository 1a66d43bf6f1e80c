import { randomBytes } from 'node:crypto';
import { createOneTimeSignIn } from '#merchants/accounts/create-one-time-sign-in.ts';
import { createOwner } from '#merchants/accounts/create-owner.ts';
import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { createPaymentLink } from '#selling/payment-links/create-payment-link.ts';
import { createProduct } from '#selling/products/create-product.ts';
import { demoLinks, demoOwner, demoProducts } from './demo.ts';
import { hasOrganization } from './store.ts';

export type Demo = {
  /** Signs the owner in, once and soon. */
  readonly signInToken: string;
  /** The link to show first. */
  readonly paymentLinkId: string;
};

/**
 * Makes a shop to look at in an empty database, through the use-cases of any merchant: all of it or, when anything
 * fails, nothing, so that the next start tries again.
 *
 * @returns undefined when anybody has opened an organization before
 */
export async function makeDemo(context: Context): Promise<Demo | undefined> {
  if (await hasOrganization(context.database.handle)) return undefined;
  // Nobody knows the password: the owner comes in by one-time sign-ins, and may be given one by the operator.
  const owner = { ...demoOwner, password: randomBytes(24).toString('base64url') };
  const made = await createOwner(context, owner, async (tx, account) => {
    const caller = { organizationId: account.organization.id, userId: account.user.id };
    const links = await fillShop(within(context, tx), caller);
    return { caller, paymentLinkId: links[0] as string };
  });
  const { token } = await createOneTimeSignIn(context, made.caller);
  return { signInToken: token, paymentLinkId: made.paymentLinkId };
}

async function fillShop(
  context: Context,
  caller: { organizationId: string; userId: string },
): Promise<string[]> {
  const productIds: Record<string, string> = {};
  for (const [key, product] of Object.entries(demoProducts)) {
    productIds[key] = formatId('prod', (await createProduct(context, caller, product)).id);
  }
  const ids: string[] = [];
  for (const { expiresInDays, products, ...link } of demoLinks) {
    const made = await createPaymentLink(context, caller, {
      ...link,
      products: products.map(({ key, quantity }) => ({ product_id: productIds[key] as string, quantity })),
      ...(expiresInDays === undefined ? {} : { expires_at: daysFrom(context.clock.now(), expiresInDays) }),
    });
    ids.push(made.id);
  }
  return ids;
}

/** The same context for use-cases that are to be part of a transaction that is already open. */
function within(context: Context, tx: Handle): Context {
  return { ...context, database: { ...context.database, transaction: (work) => work(tx) } };
}

function daysFrom(now: Date, days: number): string {
  return formatInstant(new Date(now.getTime() + days * 86_400_000));
}
