import type {
  Dispute,
  ListedRefund,
  MoneyFacts,
  ProviderPayment,
  ProviderRefund,
} from '#paying/providers/port.ts';
import { ProviderUnclear } from '#paying/providers/provider-errors.ts';
import { type JsonObject, objectIn, objectsIn } from '#paying/providers/read-json.ts';
import type { DeclineCode } from '#platform/contract/declines.ts';
import { isCurrency, type Money, money, parseAmount } from '#platform/kit/money.ts';
import type { PayPalOrder } from './store.ts';

const idPattern = /^[A-Z0-9]{1,36}$/;

/** An id as PayPal makes them; nothing else gets into a path. */
export function idIn(value: unknown): string | undefined {
  return typeof value === 'string' && idPattern.test(value) ? value : undefined;
}

export type SeenCapture = {
  readonly id: string;
  readonly status: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** What PayPal keeps for itself; undefined until it is known. */
  readonly fee: Money | undefined;
};

export type SeenRefund = {
  readonly id: string;
  readonly status: string;
  /** Of ours: the refund that it is. */
  readonly customId: string | undefined;
  readonly amountMinor: bigint;
};

export type SeenOrder = {
  readonly id: string;
  readonly status: string;
  /** The attempt that it was made for. */
  readonly customId: string | undefined;
  /** Where the buyer approves it, as long as they may. */
  readonly pageUrl: string | undefined;
  readonly capture: SeenCapture | undefined;
  readonly refunds: readonly SeenRefund[];
};

/**
 * Reads an order, and believes it only when it is the one that was asked for.
 *
 * @throws `ProviderUnclear` for anything else
 */
export function readOrder(answer: JsonObject, expectedId?: string): SeenOrder {
  const id = idIn(answer.id);
  if (!id || typeof answer.status !== 'string' || (expectedId !== undefined && id !== expectedId))
    throw new ProviderUnclear('PayPal answered no order, or another one.');
  const [unit] = objectsIn(answer.purchase_units);
  const payments = objectIn(unit?.payments);
  const captures = objectsIn(payments?.captures).map(readCapture);
  return {
    id,
    status: answer.status,
    customId: typeof unit?.custom_id === 'string' ? unit.custom_id : undefined,
    pageUrl: linkIn(answer, ['payer-action', 'approve']),
    capture: captures.find(({ status }) => !isRefused(status)) ?? captures[0],
    refunds: objectsIn(payments?.refunds).map(readRefund),
  };
}

export function readCapture(capture: JsonObject): SeenCapture {
  const id = idIn(capture.id);
  const amount = readMoney(capture.amount);
  if (!id || typeof capture.status !== 'string' || !amount)
    throw new ProviderUnclear('PayPal answered no capture.');
  const fee = readMoney(objectIn(capture.seller_receivable_breakdown)?.paypal_fee);
  return {
    id,
    status: capture.status,
    amountMinor: amount.minor,
    currency: amount.currency,
    fee: fee && isCurrency(fee.currency) ? money(fee.currency, fee.minor) : undefined,
  };
}

export function readRefund(refund: JsonObject): SeenRefund {
  const id = idIn(refund.id);
  const amount = readMoney(refund.amount);
  if (!id || typeof refund.status !== 'string' || !amount)
    throw new ProviderUnclear('PayPal answered no refund.');
  return {
    id,
    status: refund.status,
    customId: typeof refund.custom_id === 'string' ? refund.custom_id : undefined,
    amountMinor: amount.minor,
  };
}

const refusedStatuses = ['DECLINED', 'FAILED'];
const takenStatuses = ['COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED'];

function isRefused(status: string): boolean {
  return refusedStatuses.includes(status);
}

/**
 * How a payment stands by its capture, in words of the port.
 *
 * @throws `ProviderUnclear` for a capture of another amount, and for a status that nobody knows
 */
export function paymentOf(
  { amountMinor, currency }: Pick<PayPalOrder, 'amountMinor' | 'currency'>,
  reference: string,
  capture: SeenCapture,
): ProviderPayment {
  if (capture.amountMinor !== amountMinor || capture.currency !== currency)
    throw new ProviderUnclear('PayPal answered a capture of another amount.');
  if (takenStatuses.includes(capture.status))
    return { reference, status: 'succeeded', ...(capture.fee ? { providerFee: capture.fee } : {}) };
  if (capture.status === 'PENDING') return { reference, status: 'processing' };
  if (isRefused(capture.status)) return { reference, status: 'declined', errorCode: 'card_declined' };
  throw new ProviderUnclear('PayPal answered a capture in a status that is not known.');
}

const refundStatuses: Readonly<Record<string, ProviderRefund['status']>> = {
  COMPLETED: 'succeeded',
  FAILED: 'failed',
  CANCELLED: 'failed',
};

export function refundStatusOf({ status }: SeenRefund): ProviderRefund['status'] {
  return refundStatuses[status] ?? 'pending';
}

/** All that went back of an order, ours and what was given back at PayPal, where a refund may bear the id of its payment. */
export function refundsOf(
  { attemptId }: Pick<PayPalOrder, 'attemptId'>,
  { refunds }: SeenOrder,
): Pick<MoneyFacts, 'refunds'> {
  const listed = refunds.map((refund): ListedRefund => {
    const { id, customId, amountMinor } = refund;
    const isOurs = customId !== undefined && customId !== attemptId && uuidPattern.test(customId);
    return {
      reference: id,
      refundId: isOurs ? customId : null,
      amountMinor,
      status: refundStatusOf(refund),
    };
  });
  return listed.length > 0 ? { refunds: listed } : {};
}

const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What PayPal calls a capture that the buyer's side refused. Whatever else it refuses is an error while processing. */
const declineCodes: Readonly<Record<string, DeclineCode>> = {
  INSTRUMENT_DECLINED: 'card_declined',
  TRANSACTION_REFUSED: 'card_declined',
  PAYER_CANNOT_PAY: 'card_declined',
  PAYER_ACCOUNT_RESTRICTED: 'card_declined',
  PAYER_ACCOUNT_LOCKED_OR_CLOSED: 'card_declined',
  REDIRECT_PAYER_FOR_ALTERNATE_FUNDING: 'card_declined',
  DECLINED_DUE_TO_RELATED_TXN: 'card_declined',
  TRANSACTION_LIMIT_EXCEEDED: 'card_declined',
  CARD_EXPIRED: 'expired_card',
};

export function declineCodeOf(issue: string): DeclineCode {
  return declineCodes[issue] ?? 'processing_error';
}

const lostOutcomes = ['RESOLVED_BUYER_FAVOUR', 'ACCEPTED'];
const wonOutcomes = ['RESOLVED_SELLER_FAVOUR', 'RESOLVED_WITH_PAYOUT', 'CANCELED_BY_BUYER', 'DENIED'];

export type SeenDispute = { readonly dispute: Dispute; readonly captureIds: readonly string[] };

/** A dispute as it stands. An inquiry counts too: PayPal holds the money from then on. */
export function readDispute(answer: JsonObject): SeenDispute {
  const amount = readMoney(answer.dispute_amount);
  if (typeof answer.dispute_id !== 'string' || typeof answer.status !== 'string' || !amount)
    throw new ProviderUnclear('PayPal answered no dispute.');
  const outcome = String(objectIn(answer.dispute_outcome)?.outcome_code ?? '');
  const dispute: Dispute = {
    status: lostOutcomes.includes(outcome) ? 'lost' : wonOutcomes.includes(outcome) ? 'won' : 'open',
    reason: typeof answer.reason === 'string' ? answer.reason.toLowerCase() : 'other',
    dueBy: dateIn(answer.seller_response_due_date) ?? null,
    amountMinor: amount.minor,
  };
  const captureIds = objectsIn(answer.disputed_transactions).flatMap(
    ({ seller_transaction_id: id }) => idIn(id) ?? [],
  );
  return { dispute, captureIds };
}

/** The address of a link by what it leads to, the first of these. */
export function linkIn({ links }: JsonObject, relations: readonly string[]): string | undefined {
  const all = objectsIn(links);
  const found = relations.flatMap((relation) => all.filter(({ rel }) => rel === relation))[0];
  return typeof found?.href === 'string' && URL.canParse(found.href) ? found.href : undefined;
}

export function readMoney(value: unknown): { readonly minor: bigint; readonly currency: string } | undefined {
  const { currency_code: currency, value: amount } = objectIn(value) ?? {};
  const minor = typeof amount === 'string' ? parseAmount(amount) : undefined;
  return minor === undefined || typeof currency !== 'string' ? undefined : { minor, currency };
}

function dateIn(value: unknown): Date | undefined {
  const at = typeof value === 'string' ? new Date(value) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at : undefined;
}
