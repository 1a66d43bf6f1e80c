import type { PayingContext } from '#paying/context.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import { change } from './changes.ts';
import { type CheckoutState, shownStatus } from './checkout.ts';
import { findKept } from './hot/find-kept.ts';
import { losesRenewal } from './patience.ts';
import { requireClaims } from './require-claims.ts';

type Renewal = {
  readonly state: CheckoutState;
  readonly renewed: boolean;
  /** Only because others come first. */
  readonly isOver: boolean;
};

/** Buyers are told the end to the minute, so less than one more is no more time to them. */
const leastGainMs = 60_000;

/** Whether a checkout may be given more time: only while open, never past twice its life, and a minute more at least. */
export function renewedExpiry(
  state: Pick<CheckoutState, 'status' | 'expiresAt' | 'createdAt'>,
  now: Date,
  timeToLiveSeconds: number,
): Date | undefined {
  if (shownStatus(state, now) !== 'open') return undefined;
  const latest = state.createdAt.getTime() + 2 * timeToLiveSeconds * 1000;
  const wanted = Math.min(now.getTime() + timeToLiveSeconds * 1000, latest);
  return wanted - state.expiresAt.getTime() >= leastGainMs ? new Date(wanted) : undefined;
}

/** From when on a checkout may be given more time, as far as that is known ahead; `undefined` when never. */
export function renewableFrom(
  { status, expiresAt, createdAt }: Pick<CheckoutState, 'status' | 'expiresAt' | 'createdAt'>,
  timeToLiveSeconds: number,
): Date | undefined {
  const lifeMs = timeToLiveSeconds * 1000;
  const mostGainMs = createdAt.getTime() + 2 * lifeMs - expiresAt.getTime();
  if (status !== 'open' || mostGainMs < leastGainMs || lifeMs <= leastGainMs) return undefined;
  return new Date(expiresAt.getTime() + leastGainMs - lifeMs);
}

/** Whether others come first: then the place that it keeps goes to them at its time. */
export async function goesToOthers(
  context: PayingContext,
  checkout: { readonly organizationId: string; readonly id: string },
): Promise<boolean> {
  const { database, clock, config } = context;
  const kept = await findKept(database, checkout, clock.offsetMs, config.checkoutTtlSeconds);
  return kept !== undefined && losesRenewal(kept);
}

/**
 * Gives an open checkout, and the place it keeps, more time.
 *
 * @throws 409 `checkout_not_open` when it cannot have any, `place_kept_for_others` when its address let places lapse
 * before and all are held
 */
export async function renewCheckout(context: PayingContext, token: string): Promise<CheckoutState> {
  const claims = requireClaims(context, token);
  const isOver = await goesToOthers(context, { ...claims, id: claims.checkoutId });
  const renewal = await context.hotPath.change<Renewal>({
    organizationId: claims.organizationId,
    checkoutId: claims.checkoutId,
    decide: ({ state, now }) => {
      const expiresAt = state.linkClosed
        ? undefined
        : renewedExpiry(state, now, context.config.checkoutTtlSeconds);
      if (!expiresAt || isOver)
        return { result: { state, renewed: false, isOver: isOver && expiresAt !== undefined } };
      const renewed = { ...state, expiresAt };
      return { result: { state: renewed, renewed: true, isOver: false }, change: change(renewed) };
    },
  });
  if (!renewal) throw notFound('checkout');
  if (renewal.renewed) return renewal.state;
  if (renewal.isOver)
    throw problem('place_kept_for_others', {
      detail:
        'Places of this link were kept from your connection before and not paid for, and all are held now, so this checkout cannot be given more time. No money moved; you can pay until its time is over.',
    });
  throw problem('checkout_not_open', {
    detail:
      'This checkout cannot be given more time; no money moved. Start again from the link when its time is over.',
  });
}
