import type { PayingContext } from '#paying/context.ts';
import type { NewAuditEntry } from '#platform/audit/audit.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { type CheckoutState, currentAttempt, endsWithLink } from './checkout.ts';
import { type CloseDecision, decideCancel, decideExpire } from './decide-close.ts';
import { endOpenAttempt } from './end-open-attempt.ts';
import { beginProblem, inProgressProblem } from './pay-problems.ts';
import { requireClaims } from './require-claims.ts';
import type { TokenClaims } from './token.ts';

type Target = {
  readonly organizationId: string;
  readonly checkoutId: string;
  readonly paymentLinkId: string | null;
};
type Closing = { readonly decision: CloseDecision; readonly state: CheckoutState };

/** A buyer gives up: the place is free again at once. Canceling twice is once. */
export async function cancelCheckout(context: PayingContext, token: string): Promise<CheckoutState> {
  const claims = requireClaims(context, token);
  const closing = await cancelByBuyer(context, claims);
  if (!closing) throw notFound('checkout');
  if (closing.decision.verdict === 'in_progress') throw inProgressProblem(currentAttempt(closing.state));
  const { status } = closing.state;
  if (status === 'canceled') return closing.state;
  if (status === 'paid') throw beginProblem(context, 'checkout_already_paid', claims);
  throw beginProblem(context, status === 'failed' ? 'checkout_failed' : 'checkout_expired', claims);
}

/** The same for a checkout that is known already. */
export async function cancelByBuyer(
  context: PayingContext,
  claims: TokenClaims,
): Promise<Closing | undefined> {
  const { organizationId, checkoutId } = claims;
  const found = await context.hotPath.change<CheckoutState>({
    organizationId,
    checkoutId,
    decide: ({ state }) => ({ result: state }),
  });
  if (!found) return undefined;
  return closeWith(
    context,
    { organizationId, checkoutId, paymentLinkId: found.paymentLinkId },
    (state, now) => decideCancel(state, { reason: 'buyer', transactionId: uuidv7(context.clock.now()) }, now),
  );
}

/** Closes an open checkout for which nobody answers any more; one that is being decided stays. */
export async function cancelForLink(context: PayingContext, target: Target): Promise<void> {
  await closeWith(context, target, (state, now) => decideForLink(context, state, now));
}

/** The same because its link was switched off, unless that was taken back meanwhile. */
export async function closeWithLink(context: PayingContext, target: Target): Promise<void> {
  await closeWith(context, target, (state, now) =>
    endsWithLink(state, now) ? decideForLink(context, state, now) : { verdict: 'unchanged' },
  );
}

function decideForLink(context: PayingContext, state: CheckoutState, now: Date): CloseDecision {
  return decideCancel(state, { reason: 'link_closed', transactionId: uuidv7(context.clock.now()) }, now);
}

/**
 * Takes a held place of a link back for its merchant, who is written down with it. What is no checkout of this link, or keeps
 * no place of it, stays as it is.
 */
export async function releaseForSeller(
  context: PayingContext,
  target: Target & { readonly paymentLinkId: string },
  audit: NewAuditEntry,
): Promise<Closing | undefined> {
  const closing = await closeWith(
    context,
    target,
    (state, now) =>
      state.paymentLinkId === target.paymentLinkId && state.hasPlace
        ? decideCancel(state, { reason: 'place_released', transactionId: uuidv7(context.clock.now()) }, now)
        : { verdict: 'unchanged' },
    audit,
  );
  return closing?.state.paymentLinkId === target.paymentLinkId ? closing : undefined;
}

/** Closes a checkout whose time is over; false while a payment is still being decided. */
export async function expireCheckout(context: PayingContext, target: Target): Promise<boolean> {
  const closing = await closeWith(context, target, decideExpire);
  return closing?.decision.verdict !== 'in_progress';
}

const maximumExpiries = 3;

async function closeWith(
  context: PayingContext,
  target: Target,
  decide: (state: CheckoutState, now: Date) => CloseDecision,
  audit?: NewAuditEntry,
): Promise<Closing | undefined> {
  for (let expiries = 0; ; expiries++) {
    const closing = await context.hotPath.change<Closing>({
      ...target,
      isAudited: audit !== undefined,
      decide: ({ state, now }) => {
        const decision = decide(state, now);
        return decision.verdict === 'closed'
          ? {
              result: { decision, state: decision.change.state },
              change: decision.change,
              ...(audit ? { audit } : {}),
            }
          : { result: { decision, state } };
      },
    });
    if (closing?.decision.verdict !== 'expire_first') return closing;
    if (expiries >= maximumExpiries)
      throw problem('payment_in_progress', {
        detail: 'The payment page is still open; try again in a moment.',
        headers: { 'retry-after': '2' },
      });
    await endOpenAttempt(context, target, closing.decision);
  }
}
