import { findCheckoutByToken } from '#paying/checkouts/get-checkout.ts';
import type { BuyersCheckout } from '#paying/checkouts/show-checkout.ts';
import { Problem } from '#platform/kit/problem.ts';
import { statusOf } from './checkout-views.ts';
import type { PagesOptions } from './page-request.ts';

/*
 * Who started a checkout of a link is known again at that link by a cookie that holds the checkout's token: without an
 * account, for as long as the checkout may live, and for no script and no other site.
 */

const name = 'checkout';
const cookie = new RegExp(`(?:^|;\\s*)${name}=([\\w.-]+)`);

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const framed = new Set(['iframe', 'frame', 'embed', 'object']);

/**
 * The token that the browser sends along; nothing is known of it yet. Nobody is known again in a frame, which their
 * checkout may not stand in: the form there leads to the top, and finds what is held.
 */
export function heldToken(headers: Headers): string | undefined {
  const { cookie: sent } = headers;
  if (framed.has(String(headers['sec-fetch-dest']))) return undefined;
  return typeof sent === 'string' ? cookie.exec(sent)?.[1] : undefined;
}

/** A checkout that its buyer may go on with. */
export type Held = { readonly row: BuyersCheckout; readonly token: string };

/** What the holder of a token keeps of a link; undefined when that is over, or was never so. */
export async function findHeld(
  { context }: PagesOptions,
  linkId: string,
  token: string | undefined,
): Promise<Held | undefined> {
  if (token === undefined) return undefined;
  try {
    const row = await findCheckoutByToken(context, token);
    const status = statusOf(row);
    const isAlive = status === 'open' || status === 'processing';
    return isAlive && row.paymentLinkId === linkId.toLowerCase() ? { row, token } : undefined;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  }
}

/** The header by which the holder is known at the link's own address, and nowhere else. */
export function holdCookie({ context }: PagesOptions, linkId: string, token: string): string {
  const { checkoutTtlSeconds, publicUrl } = context.config;
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  // Given more time, a checkout lives twice as long at most.
  return `${name}=${token}; Path=/pay/${linkId}; Max-Age=${2 * checkoutTtlSeconds}; HttpOnly; SameSite=Lax${secure}`;
}
