import { randomUUID } from 'node:crypto';
import type { Clock } from '#platform/kit/clock.ts';
import { MollieError, missing, unprocessable } from './mollie-error.ts';
import type { Amount, Chargeback, Payment, PaymentStatus, Refund } from './objects.ts';
import { cents, readPaymentBody, readRefundBody } from './read-payment-body.ts';

type Body = Readonly<Record<string, unknown>>;

export type Books = {
  readonly payments: Map<string, Payment>;
  /** Whether an open payment may be canceled by its merchant, which depends on the way that its buyer takes. */
  isCancelable: boolean;
  /** Refunds that are made from now on stay so. */
  refundStatus: Refund['status'];
  create(body: Body): Payment;
  /** Throws as Mollie does when there is none. */
  find(id: string): Payment;
  cancel(id: string): Payment;
  refund(id: string, body: Body): Refund;
  list(query: URLSearchParams): unknown;
  /** What a buyer chooses on the page; false when the page is over. */
  choose(payment: Payment, status: PaymentStatus, method?: string): boolean;
  /** The end of a payment that takes days. */
  decideLater(payment: Payment, status: 'paid' | 'failed'): void;
  chargeBack(payment: Payment, amount?: Amount): Chargeback;
  reverse(payment: Payment): void;
  show(payment: Payment, embedded?: readonly string[]): unknown;
};

const lifeMs = 15 * 60_000;
const transferLifeMs = 14 * 86_400_000;

/** Payments as Mollie keeps them. `tell` is called with each payment of which a notification is due. */
export function createBooks(
  clock: Clock,
  mode: 'test' | 'live',
  urlOf: () => string,
  tell: (payment: Payment) => void,
): Books {
  const payments = new Map<string, Payment>();
  const now = () => clock.now().toISOString();

  /** As it stands now: one that nobody paid in time is over. */
  const settled = (payment: Payment): Payment => {
    const life = payment.method === 'banktransfer' ? transferLifeMs : lifeMs;
    if (payment.status === 'open' && clock.now().getTime() - Date.parse(payment.createdAt) >= life) {
      payment.status = 'expired';
      tell(payment);
    }
    return payment;
  };
  const find = (id: string): Payment => {
    const payment = payments.get(id);
    if (!payment) throw missing('payment', id);
    return settled(payment);
  };
  const pay = (payment: Payment, method: string) => {
    payment.status = 'paid';
    payment.details =
      method === 'creditcard'
        ? { cardLabel: 'Visa', cardNumber: '4242', cardFunding: 'credit', failureReason: null }
        : { consumerName: 'M. Berg', consumerAccount: 'NL53INGB0618365937' };
  };
  const fail = (payment: Payment) => {
    payment.status = 'failed';
    payment.details = { failureReason: 'insufficient_funds' };
  };
  const sumOf = (all: readonly { readonly amount: Amount }[]) =>
    all.reduce((sum, { amount }) => sum + cents(amount), 0n);
  const refundsThatCount = ({ refunds }: Payment) =>
    refunds.filter(({ status }) => status !== 'failed' && status !== 'canceled');
  const link = (href: string, type = 'application/hal+json') => ({ href, type });

  const show = (payment: Payment, embedded: readonly string[] = []): unknown => {
    const { refunds, chargebacks, details, ...own } = settled(payment);
    const api = `${urlOf()}/v2/payments/${payment.id}`;
    const standing = chargebacks.filter(({ reversedAt }) => reversedAt === null);
    const amountOf = (minor: bigint) => ({ currency: own.amount.currency, value: decimal(minor) });
    const refunded = sumOf(refundsThatCount(payment));
    return {
      resource: 'payment',
      ...own,
      sequenceType: 'oneoff',
      profileId: 'pfl_NordlichtStandIn',
      ...(own.status === 'open' ? { isCancelable: books.isCancelable } : {}),
      ...(details ? { details } : {}),
      ...(own.status === 'paid'
        ? { amountRefunded: amountOf(refunded), amountRemaining: amountOf(cents(own.amount) - refunded) }
        : {}),
      ...(standing.length > 0 ? { amountChargedBack: amountOf(sumOf(standing)) } : {}),
      _embedded: {
        ...(embedded.includes('refunds') ? { refunds } : {}),
        ...(embedded.includes('chargebacks') ? { chargebacks } : {}),
      },
      _links: {
        self: link(api),
        // A page is named as long as there is something to do on it.
        ...(own.status === 'open' && own.method !== 'banktransfer'
          ? { checkout: link(`${urlOf()}/checkout/select-method/${payment.id}`, 'text/html') }
          : {}),
        dashboard: link(`${urlOf()}/dashboard/${payment.id}`, 'text/html'),
        ...(refunds.length > 0 ? { refunds: link(`${api}/refunds`) } : {}),
        ...(chargebacks.length > 0 ? { chargebacks: link(`${api}/chargebacks`) } : {}),
      },
    };
  };

  const books: Books = {
    payments,
    isCancelable: true,
    refundStatus: 'refunded',
    find,
    show,
    create: (body) => {
      const payment: Payment = {
        ...readPaymentBody(body),
        id: mollieId('tr'),
        mode,
        createdAt: now(),
        method: null,
        status: 'open',
        details: null,
        refunds: [],
        chargebacks: [],
      };
      payments.set(payment.id, payment);
      return payment;
    },
    cancel: (id) => {
      const payment = find(id);
      if (payment.status !== 'open' || !books.isCancelable)
        throw new MollieError(422, 'The payment cannot be canceled');
      payment.status = 'canceled';
      tell(payment);
      return payment;
    },
    refund: (id, body) => {
      const payment = find(id);
      const { amount, description, metadata } = readRefundBody(body);
      if (payment.status !== 'paid') throw unprocessable('The payment is not paid', 'amount');
      if (amount.currency !== payment.amount.currency)
        throw unprocessable('The currency is not that of the payment', 'amount.currency');
      if (cents(amount) <= 0n || cents(amount) > cents(payment.amount) - sumOf(refundsThatCount(payment)))
        throw unprocessable('The amount is higher than the maximum', 'amount');
      const alike = payment.refunds.find(
        (each) => each.amount.value === amount.value && each.description === description,
      );
      if (alike && clock.now().getTime() - Date.parse(alike.createdAt) < 60_000)
        throw new MollieError(409, 'A duplicate refund has been detected');
      const refund: Refund = {
        resource: 'refund',
        id: mollieId('re'),
        mode,
        amount,
        status: books.refundStatus,
        createdAt: now(),
        description,
        metadata,
        paymentId: id,
      };
      payment.refunds.push(refund);
      tell(payment);
      return refund;
    },
    list: (query) => {
      const limit = Number(query.get('limit') ?? 50);
      if (!Number.isInteger(limit) || limit < 1 || limit > 250)
        throw new MollieError(400, 'The limit is invalid', 'limit');
      const newest = [...payments.values()].reverse();
      const start = query.has('from') ? newest.findIndex(({ id }) => id === query.get('from')) : 0;
      const page = newest.slice(Math.max(start, 0), Math.max(start, 0) + limit);
      return {
        resource: 'list',
        count: page.length,
        _embedded: { payments: page.map((payment) => show(payment)) },
        _links: { self: link(`${urlOf()}/v2/payments`), previous: null, next: null },
      };
    },
    choose: (payment, status, method = 'creditcard') => {
      if (settled(payment).status !== 'open') return false;
      payment.method = method;
      if (status === 'paid') pay(payment, method);
      else if (status === 'failed') fail(payment);
      else payment.status = status;
      // Nothing is told of a payment that goes on.
      if (status !== 'open' && status !== 'pending') tell(payment);
      return true;
    },
    decideLater: (payment, status) => {
      if (status === 'paid') pay(payment, payment.method ?? 'creditcard');
      else fail(payment);
      tell(payment);
    },
    chargeBack: (payment, amount = payment.amount) => {
      const chargeback: Chargeback = {
        resource: 'chargeback',
        id: mollieId('chb'),
        amount,
        settlementAmount: { currency: 'EUR', value: `-${amount.value}` },
        createdAt: now(),
        reason: { code: 'MD06', description: 'Refund request by end customer' },
        reversedAt: null,
        paymentId: payment.id,
      };
      payment.chargebacks.push(chargeback);
      tell(payment);
      return chargeback;
    },
    reverse: (payment) => {
      for (const chargeback of payment.chargebacks) chargeback.reversedAt = now();
      tell(payment);
    },
  };
  return books;
}

export function decimal(minor: bigint): string {
  const digits = String(minor).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function mollieId(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll('-', '').slice(0, 20)}`;
}
