import type { PayingContext } from '#paying/context.ts';
import type { Simulation } from '#platform/contract/checkouts.ts';
import { change, releasePlace } from './changes.ts';
import { withStatus } from './checkout.ts';
import { cancelByBuyer } from './close-checkout.ts';
import { endOpenAttempt } from './end-open-attempt.ts';
import { payWithCard } from './pay-checkout.ts';
import type { TokenClaims } from './token.ts';
import { withTransactionStatus } from './transaction.ts';

const card = { brand: 'visa', last4: '4242' };

/**
 * Brings a fresh sandbox checkout into the state that a developer wants to see, by the very steps that a buyer and
 * a provider would take.
 */
export async function simulate(
  context: PayingContext,
  claims: TokenClaims,
  simulation: Simulation,
): Promise<void> {
  switch (simulation) {
    case 'payment_failed':
      await payWithCard(context, claims, { ...card, scenario: 'card_declined' });
      return giveUp(context, claims);
    case 'checkout_canceled':
      return void (await cancelByBuyer(context, claims));
    case 'canceled':
      await abandonAttempt(context, claims);
      return void (await cancelByBuyer(context, claims));
    case 'success_pending_deposit':
      return void (await payWithCard(context, claims, { ...card, scenario: 'late_success' }));
    case 'checkout_pending':
      return void (await payWithCard(context, claims, { ...card, scenario: 'pending' }));
  }
}

/** Ends an open checkout for good after its declined attempt, as its time would. */
async function giveUp(context: PayingContext, claims: TokenClaims): Promise<void> {
  await context.hotPath.change({
    ...claims,
    decide: ({ state, now }) => {
      if (state.status !== 'open' || !state.transaction) return { result: undefined };
      const released = releasePlace({ ...withStatus(state, 'failed'), closedAt: now });
      const failed = { ...released.state, transaction: withTransactionStatus(state.transaction, 'failed') };
      return { result: undefined, change: change(failed, { counters: released.counters, tells: true }) };
    },
  });
}

/** Begins an attempt that asks for a challenge, and leaves it. */
async function abandonAttempt(context: PayingContext, claims: TokenClaims): Promise<void> {
  const begun = await payWithCard(context, claims, { ...card, scenario: 'challenge' });
  await endOpenAttempt(
    context,
    { ...claims, paymentLinkId: null },
    { attemptId: begun.attemptId, providerReference: null },
  );
}
