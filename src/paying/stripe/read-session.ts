import type Stripe from 'stripe';
import type { CardOnFile, Dispute, ProviderPayment } from '#paying/providers/port.ts';
import type { DeclineCode } from '#platform/contract/declines.ts';

/** What is asked for along with a session, so that its card and its end are told. */
export const expandedOfSession = ['payment_intent.latest_charge'];

/** How a session stands, in words of the port. One that is complete and unpaid is submitted: its money takes days, or failed. */
export function readSession(session: Stripe.Checkout.Session, dispute?: Stripe.Dispute): ProviderPayment {
  const card = cardOf(session);
  const taken = dispute && disputeOf(dispute);
  const known = { reference: session.id, ...(card ? { card } : {}), ...(taken ? { dispute: taken } : {}) };
  if (session.status === 'open')
    return { ...known, status: 'requires_action', redirectUrl: session.url ?? '' };
  if (session.status === 'expired') return { ...known, status: 'canceled' };
  if (session.payment_status !== 'unpaid') return { ...known, status: 'succeeded' };
  const intent = intentOf(session);
  if (intent?.status === 'requires_payment_method' || intent?.status === 'canceled')
    return { ...known, status: 'declined', errorCode: declineCodeOf(intent.last_payment_error) };
  return { ...known, status: 'processing' };
}

/** The payment behind a session, where it was asked for along with it. */
export function intentOf({
  payment_intent: intent,
}: Stripe.Checkout.Session): Stripe.PaymentIntent | undefined {
  return intent && typeof intent !== 'string' ? intent : undefined;
}

function cardOf(session: Stripe.Checkout.Session): CardOnFile | undefined {
  const charge = intentOf(session)?.latest_charge;
  const card = charge && typeof charge !== 'string' ? charge.payment_method_details?.card : undefined;
  return card?.brand && card.last4 ? { brand: card.brand, last4: card.last4 } : undefined;
}

const declineCodes: Readonly<Record<string, DeclineCode>> = {
  insufficient_funds: 'insufficient_funds',
  expired_card: 'expired_card',
  incorrect_cvc: 'incorrect_cvc',
  invalid_cvc: 'incorrect_cvc',
  processing_error: 'processing_error',
  authentication_required: 'authentication_failed',
  payment_intent_authentication_failure: 'authentication_failed',
};

/** In the product's words; whatever Stripe calls otherwise is a decline without a reason. */
export function declineCodeOf(
  error: Pick<Stripe.PaymentIntent.LastPaymentError, 'code' | 'decline_code'> | null,
): DeclineCode {
  return declineCodes[error?.decline_code ?? ''] ?? declineCodes[error?.code ?? ''] ?? 'card_declined';
}

/** Whether somebody told the bank that the payment was none of theirs. */
export function isDisputed(session: Stripe.Checkout.Session): boolean {
  const charge = intentOf(session)?.latest_charge;
  return charge !== undefined && charge !== null && typeof charge !== 'string' && charge.disputed;
}

const ends = ['won', 'lost'] as const;

/** A dispute as it stands; an inquiry takes no money, and is none. */
function disputeOf(dispute: Stripe.Dispute): Dispute | undefined {
  if (dispute.status.startsWith('warning_')) return undefined;
  const dueBy = dispute.evidence_details.due_by;
  return {
    status: ends.find((end) => end === dispute.status) ?? 'open',
    reason: dispute.reason,
    dueBy: dueBy === null ? null : new Date(dueBy * 1000),
    amountMinor: BigInt(dispute.amount),
  };
}
