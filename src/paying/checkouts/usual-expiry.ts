import type { Change } from './changes.ts';
import type { CheckoutState } from './checkout.ts';

/** A transfer made its checkout live for days; without it the checkout has the usual time again, and never more than it had. */
export function usualExpiry(
  { attempts, expiresAt }: Pick<CheckoutState, 'attempts' | 'expiresAt'>,
  now: Date,
  timeToLiveSeconds: number,
): Date {
  const wasHeld = attempts.some(({ paymentMethod }) => paymentMethod === 'bank_transfer');
  const usual = new Date(now.getTime() + timeToLiveSeconds * 1000);
  return wasHeld && usual < expiresAt ? usual : expiresAt;
}

/** The same for a change that ended the transfer: its checkout is open again, and its place is not kept for days. */
export function withUsualExpiry(
  before: CheckoutState,
  change: Change,
  now: Date,
  timeToLiveSeconds: number,
): Change {
  const { state } = change;
  if (before.status !== 'processing' || state.status !== 'open') return change;
  const expiresAt = usualExpiry(state, now, timeToLiveSeconds);
  return expiresAt === state.expiresAt ? change : { ...change, state: { ...state, expiresAt } };
}
