import { getMerchantCheckout } from '#paying/checkouts/find-checkouts.ts';
import { receiveNotification } from '#paying/checkouts/receive-notification.ts';
import type { PayingContext } from '#paying/context.ts';
import { showPayment } from '#paying/sandbox/sandbox-provider.ts';
import { lockPayment, markNotified, type SandboxPayment, setDecision } from '#paying/sandbox/store.ts';
import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { CheckoutAnswer } from '#platform/contract/checkouts.ts';
import { problem } from '#platform/contract/errors.ts';
import type { Firing, FiringBody } from '#platform/contract/simulator.ts';
import type { Handle } from '#platform/db/database.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { parseId } from '#platform/kit/ids.ts';
import { decideFiring, type Notified } from './firing.ts';

/**
 * Lets the sandbox notify of an attempt now, by the way that every provider's notifications take. The book changes
 * first and is due from then on, so that a crash in between loses nothing that was booked.
 *
 * @throws 404; 400 for an attempt of another checkout; 409 `sandbox_only`, `simulation_impossible`
 */
export async function fireNotification(
  context: PayingContext,
  caller: SessionCaller,
  reference: string,
  body: FiringBody,
) {
  const checkout = await getMerchantCheckout(context, caller, reference);
  if (checkout.mode !== 'sandbox')
    throw problem('sandbox_only', {
      detail: 'This checkout is live; only sandbox checkouts have a simulator. No money moved.',
    });
  const paymentId = chooseAttempt(checkout, body.payment_id ?? undefined);
  const { payment, notified, leaseUntil } = await context.database.transaction(async (tx) => {
    const key = { organizationId: caller.organizationId, attemptId: parseId('att', paymentId) ?? '' };
    const found = await decide(tx, key, body.event, context.clock.offsetMs);
    const target = { type: 'checkout', id: checkout.id };
    const details = { event: body.event, payment_id: paymentId, notified: found.notified.status };
    await recordAudit(
      tx,
      { ...actedBy(caller), action: 'simulator.fired', target, details },
      context.clock.now(),
    );
    return found;
  });
  await receiveNotification(context, 'sandbox', {
    organizationId: payment.organizationId,
    attemptId: payment.idempotencyKey,
    payment: showPayment({ ...payment, ...notified }, context.config),
  });
  await markNotified(context.database, payment, notified, leaseUntil);
  return {
    event: body.event,
    payment_id: paymentId,
    notified: notified.status,
    checkout: await getMerchantCheckout(context, caller, reference),
  };
}

type Decided = {
  readonly payment: SandboxPayment;
  readonly notified: Notified;
  readonly leaseUntil: Date | null;
};

async function decide(
  tx: Handle,
  key: { organizationId: string; attemptId: string },
  event: Firing,
  offsetMs: number,
): Promise<Decided> {
  const payment = await lockPayment(tx, key.organizationId, key.attemptId, offsetMs);
  if (!payment)
    throw problem('simulation_impossible', {
      detail: 'The sandbox has not heard of this payment; it is asked about it within seconds.',
    });
  const decision = decideFiring(payment, event);
  if (decision.verdict === 'refused') throw problem('simulation_impossible', { detail: decision.detail });
  const { notified } = decision;
  const leaseUntil = decision.isBooked ? await setDecision(tx, payment, notified, offsetMs) : null;
  return { payment, notified, leaseUntil };
}

function chooseAttempt(checkout: CheckoutAnswer, wanted: string | undefined): string {
  const [newest] = checkout.depositAttempts;
  if (!newest)
    throw problem('simulation_impossible', {
      detail: 'This checkout has no payment attempt yet; begin one first. No money moved.',
    });
  if (wanted === undefined) return newest.paymentId;
  if (checkout.depositAttempts.some(({ paymentId }) => paymentId === wanted)) return wanted;
  throw problem('invalid_value', {
    detail: 'payment_id names no attempt of this checkout; its depositAttempts list them.',
    field: 'payment_id',
  });
}
