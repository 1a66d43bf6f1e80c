import type { PayingContext } from '#paying/context.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import { change } from './changes.ts';
import { type CheckoutState, shownStatus } from './checkout.ts';
import { requireClaims } from './pay-checkout.ts';

type Renewal = { readonly state: CheckoutState; readonly renewed: boolean };

/** Whether a checkout may be given more time: only while open, and never past twice its life. */
export function renewedExpiry(
  state: Pick<CheckoutState, 'status' | 'expiresAt' | 'createdAt'>,
  now: Date,
  timeToLiveSeconds: number,
): Date | undefined {
  if (shownStatus(state, now) !== 'open') return undefined;
  const latest = state.createdAt.getTime() + 2 * timeToLiveSeconds * 1000;
  const wanted = Math.min(now.getTime() + timeToLiveSeconds * 1000, latest);
  return wanted - state.expiresAt.getTime() >= 1000 ? new Date(wanted) : undefined;
}

/** Gives an open checkout, and the place it keeps, more time; 409 when it cannot have any. */
export async function renewCheckout(context: PayingContext, token: string): Promise<CheckoutState> {
  const claims = requireClaims(context, token);
  const renewal = await context.hotPath.change<Renewal>({
    organizationId: claims.organizationId,
    checkoutId: claims.checkoutId,
    decide: ({ state, now }) => {
      const expiresAt = state.linkClosed
        ? undefined
        : renewedExpiry(state, now, context.config.checkoutTtlSeconds);
      if (!expiresAt) return { result: { state, renewed: false } };
      const renewed = { ...state, expiresAt };
      return { result: { state: renewed, renewed: true }, change: change(renewed) };
    },
  });
  if (!renewal) throw notFound('checkout');
  if (renewal.renewed) return renewal.state;
  throw problem('checkout_not_open', {
    detail:
      'This checkout cannot be given more time; no money moved. Start again from the link when its time is over.',
  });
}
