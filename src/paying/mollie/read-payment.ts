import type {
  CardOnFile,
  Dispute,
  ListedRefund,
  MoneyFacts,
  ProviderPayment,
  ProviderRefund,
} from '#paying/providers/port.ts';
import { ProviderUnclear } from '#paying/providers/provider-errors.ts';
import { type JsonObject, objectIn, objectsIn } from '#paying/providers/read-json.ts';
import type { DeclineCode } from '#platform/contract/declines.ts';
import { isUuid } from '#platform/kit/ids.ts';
import { parseAmount } from '#platform/kit/money.ts';
import { isPaymentId } from './read-notification.ts';
import type { MolliePayment } from './store.ts';

export type SeenPayment = {
  readonly id: string;
  readonly status: string;
  readonly method: string | undefined;
  /** The organization and attempt that it was made for. */
  readonly organizationId: string | undefined;
  readonly attemptId: string | undefined;
  readonly createdAt: Date;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** Where the buyer pays it, as long as they may. */
  readonly pageUrl: string | undefined;
  readonly isCancelable: boolean;
  readonly details: JsonObject;
  readonly refunds: readonly SeenRefund[];
  readonly chargebacks: readonly SeenChargeback[];
};

export type SeenRefund = {
  readonly id: string;
  readonly status: string;
  /** Of ours: the refund that it is. */
  readonly refundId: string | null;
  readonly amountMinor: bigint;
};

type SeenChargeback = {
  readonly amountMinor: bigint;
  readonly reason: string | undefined;
  readonly isReversed: boolean;
};

/**
 * Reads a payment, and believes it only when it is the one that was asked for.
 *
 * @throws `ProviderUnclear` for anything else
 */
export function readPayment(answer: JsonObject, expectedId?: string): SeenPayment {
  const { id, status, method, metadata, details, _links: links, _embedded: embedded } = answer;
  const amount = readAmount(answer.amount);
  const createdAt = new Date(typeof answer.createdAt === 'string' ? answer.createdAt : Number.NaN);
  const isWhole =
    isPaymentId(id) && typeof status === 'string' && amount && !Number.isNaN(createdAt.getTime());
  if (answer.resource !== 'payment' || !isWhole || (expectedId !== undefined && id !== expectedId))
    throw new ProviderUnclear('Mollie answered no payment, or another one.');
  const { organization, attempt } = objectIn(metadata) ?? {};
  const { href } = objectIn(objectIn(links)?.checkout) ?? {};
  const { refunds, chargebacks } = objectIn(embedded) ?? {};
  return {
    id,
    status,
    method: textIn(method),
    organizationId: textIn(organization),
    attemptId: textIn(attempt),
    createdAt,
    amountMinor: amount.minor,
    currency: amount.currency,
    pageUrl: textIn(href),
    isCancelable: answer.isCancelable === true,
    details: objectIn(details) ?? {},
    refunds: objectsIn(refunds).map(readRefund),
    chargebacks: objectsIn(chargebacks).map(readChargeback),
  };
}

export function readRefund(refund: JsonObject): SeenRefund {
  const amount = readAmount(refund.amount);
  const { id, status, metadata } = refund;
  if (refund.resource !== 'refund' || typeof id !== 'string' || typeof status !== 'string' || !amount)
    throw new ProviderUnclear('Mollie answered no refund.');
  const { refund: refundId } = objectIn(metadata) ?? {};
  return { id, status, refundId: isUuid(refundId) ? refundId : null, amountMinor: amount.minor };
}

function readChargeback(chargeback: JsonObject): SeenChargeback {
  const amount = readAmount(chargeback.amount);
  if (chargeback.resource !== 'chargeback' || !amount)
    throw new ProviderUnclear('Mollie answered no chargeback.');
  const { code, description } = objectIn(chargeback.reason) ?? {};
  return {
    amountMinor: amount.minor,
    reason: textIn(description) ?? textIn(code),
    isReversed: typeof chargeback.reversedAt === 'string',
  };
}

/** Whose buyers are told by Mollie where to send the money, which then takes days, while the payment stays open. */
const transferMethod = 'banktransfer';

/**
 * How a payment stands, in words of the port.
 *
 * @param known what it has to be of
 * @throws `ProviderUnclear` for a payment of another amount, and for a status that nobody knows
 */
export function paymentOf(
  seen: SeenPayment,
  known: Pick<MolliePayment, 'amountMinor' | 'currency'>,
): ProviderPayment {
  const { id: reference, status, method, pageUrl } = seen;
  if (seen.amountMinor !== known.amountMinor || seen.currency !== known.currency)
    throw new ProviderUnclear('Mollie answered a payment of another amount.');
  const facts = { reference, ...cardOf(seen), ...moneyFactsOf(seen) };
  switch (status) {
    case 'open':
      return pageUrl !== undefined && method !== transferMethod
        ? { ...facts, status: 'requires_action', redirectUrl: pageUrl }
        : { ...facts, status: 'processing' };
    case 'pending':
    case 'authorized':
      return { ...facts, status: 'processing' };
    case 'paid':
      return { ...facts, status: 'succeeded' };
    case 'failed':
      return { ...facts, status: 'declined', errorCode: declineCodeOf(seen.details.failureReason) };
    case 'canceled':
    case 'expired':
      return { ...facts, status: 'canceled' };
    default:
      throw new ProviderUnclear('Mollie answered a payment in a status that is not known.');
  }
}

const declineCodes: Readonly<Record<string, DeclineCode>> = {
  authentication_abandoned: 'authentication_failed',
  authentication_failed: 'authentication_failed',
  authentication_required: 'authentication_failed',
  authentication_unavailable_acs: 'authentication_failed',
  card_expired: 'expired_card',
  insufficient_funds: 'insufficient_funds',
  invalid_cvv: 'incorrect_cvc',
};

/** In the product's words; whatever Mollie calls otherwise is a decline without a reason. */
function declineCodeOf(reason: unknown): DeclineCode {
  return (typeof reason === 'string' ? declineCodes[reason] : undefined) ?? 'card_declined';
}

function cardOf({ details, status }: SeenPayment): { readonly card?: CardOnFile } {
  const { cardLabel: label, cardNumber: number } = details;
  if (status !== 'paid' || typeof label !== 'string' || typeof number !== 'string') return {};
  const brand = label.toLowerCase().replace(/[^a-z]/g, '');
  const last4 = number.slice(-4);
  return brand !== '' && /^\d{4}$/.test(last4) ? { card: { brand, last4 } } : {};
}

const refundStatuses: Readonly<Record<string, ProviderRefund['status']>> = {
  refunded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
};

export function refundStatusOf({ status }: SeenRefund): ProviderRefund['status'] {
  return refundStatuses[status] ?? 'pending';
}

/** All that went back: our refunds, those that were made at Mollie, and what a bank took back. */
function moneyFactsOf(seen: SeenPayment): MoneyFacts {
  const refunds = seen.refunds.map((refund): ListedRefund => {
    const { id: reference, refundId, amountMinor } = refund;
    return { reference, refundId, amountMinor, status: refundStatusOf(refund) };
  });
  const dispute = disputeOf(seen.chargebacks);
  return { ...(refunds.length > 0 ? { refunds } : {}), ...(dispute ? { dispute } : {}) };
}

/** A chargeback is money that is gone already; one that was reversed is whole again. */
function disputeOf(chargebacks: readonly SeenChargeback[]): Dispute | undefined {
  if (chargebacks.length === 0) return undefined;
  const standing = chargebacks.filter(({ isReversed }) => !isReversed);
  const told = standing.length > 0 ? standing : chargebacks;
  return {
    status: standing.length > 0 ? 'lost' : 'won',
    reason: told.find(({ reason }) => reason !== undefined)?.reason ?? 'chargeback',
    dueBy: null,
    amountMinor: told.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
  };
}

/** Mollie writes what it takes back as a negative amount in settlements, and as a positive one here. */
function readAmount(value: unknown): { readonly minor: bigint; readonly currency: string } | undefined {
  const { currency, value: amount } = objectIn(value) ?? {};
  const minor = typeof amount === 'string' ? parseAmount(amount) : undefined;
  return minor === undefined || typeof currency !== 'string' ? undefined : { minor, currency };
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
