import { randomBytes } from 'node:crypto';
import { createOneTimeSignIn } from '#merchants/accounts/create-one-time-sign-in.ts';
import { createOwner } from '#merchants/accounts/create-owner.ts';
import { findUserByEmail } from '#merchants/accounts/find-user.ts';
import { updateOrganization } from '#merchants/organizations/update-organization.ts';
import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { createPaymentLink } from '#selling/payment-links/create-payment-link.ts';
import type { PaymentLink } from '#selling/payment-links/stored-link.ts';
import { createProduct } from '#selling/products/create-product.ts';
import { demoAgeDays, demoLinks, demoOwner, demoProducts, demoSettings } from './demo.ts';
import { writeSamplePayments } from './sample-payments.ts';
import { hasOrganization } from './store.ts';

export type Demo = {
  /** Signs the owner in, once and soon. */
  readonly signInToken: string;
  /** The link to show first. */
  readonly paymentLinkId: string;
};

type ShopCaller = { readonly organizationId: string; readonly userId: string };

const dayMs = 86_400_000;

/**
 * Makes a shop to look at in an empty database, through the use-cases of any merchant, with a week of sample
 * payments: all of it or, when anything fails, nothing, so that the next start tries again.
 *
 * @returns undefined when anybody has opened an organization before
 */
export async function makeDemo(context: Context): Promise<Demo | undefined> {
  if (await hasOrganization(context.database.handle)) return undefined;
  // Nobody knows the password: the owner comes in by one-time sign-ins, and may be given one by the operator.
  const owner = { ...demoOwner, password: randomBytes(24).toString('base64url') };
  const opening = daysAgo(context, demoAgeDays);
  const made = await createOwner(opening, owner, async (tx, account) => {
    const caller = { organizationId: account.organization.id, userId: account.user.id };
    const organization = await updateOrganization(
      within(opening, tx),
      { ...caller, role: 'owner', isProven: true },
      demoSettings,
    );
    const links = await fillShop(within(opening, tx), caller, context.clock.now());
    await writeSamplePayments(tx, within(context, tx), organization, links);
    return { caller, paymentLinkId: (links[0] as PaymentLink).id };
  });
  const { token } = await createOneTimeSignIn(context, made.caller);
  return { signInToken: token, paymentLinkId: made.paymentLinkId };
}

/** The address of the demo's owner, where the demo is still there. */
export async function findDemoEmail(handle: Handle): Promise<string | undefined> {
  return (await findUserByEmail(handle, demoOwner.email))?.email;
}

async function fillShop(context: Context, caller: ShopCaller, now: Date): Promise<PaymentLink[]> {
  const productIds: Record<string, string> = {};
  for (const [key, product] of Object.entries(demoProducts)) {
    productIds[key] = formatId('prod', (await createProduct(context, caller, product)).id);
  }
  const links: PaymentLink[] = [];
  for (const { expiresInDays, products, ...link } of demoLinks) {
    links.push(
      await createPaymentLink(context, caller, {
        ...link,
        products: products.map(({ key, quantity }) => ({ product_id: productIds[key] as string, quantity })),
        ...(expiresInDays === undefined ? {} : { expires_at: daysFrom(now, expiresInDays) }),
      }),
    );
  }
  return links;
}

/** The same context for use-cases that are to be part of a transaction that is already open. */
function within(context: Context, tx: Handle): Context {
  return { ...context, database: { ...context.database, transaction: (work) => work(tx) } };
}

/** The same context as it would have been some days ago. */
function daysAgo(context: Context, days: number): Context {
  const { clock } = context;
  return {
    ...context,
    clock: {
      now: () => new Date(clock.now().getTime() - days * dayMs),
      offsetMs: clock.offsetMs - days * dayMs,
    },
  };
}

function daysFrom(now: Date, days: number): string {
  return formatInstant(new Date(now.getTime() + days * dayMs));
}
