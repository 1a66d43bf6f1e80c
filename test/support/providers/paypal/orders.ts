import { randomBytes } from 'node:crypto';
import type { Clock } from '#platform/kit/clock.ts';
import type { Capture, Dispute, Link, Order, Refund } from './objects.ts';
import { notFound, unprocessable } from './paypal-error.ts';
import { cents, moneyOf, readOrderBody } from './read-order-body.ts';

/** What the buyer does on the page, and what comes of a capture afterwards. */
export type Button = 'pay' | 'pay-later' | 'decline' | 'back';
export type Tell = (type: string, resourceType: string, resource: unknown) => void;

/** PayPal's books of orders, captures, refunds and disputes. */
export type Orders = {
  readonly orders: Map<string, Order>;
  readonly refunds: Map<string, Refund>;
  readonly disputes: Map<string, Dispute>;
  /** Refunds that are made from now on stay so. */
  refundStatus: Refund['status'];
  create(body: Readonly<Record<string, unknown>>): Order;
  find(id: string): Order;
  capture(id: string): Order;
  findCapture(id: string): Capture;
  refund(captureId: string, body: Readonly<Record<string, unknown>>): Refund;
  /** False when the page is over. */
  press(order: Order, button: Button): boolean;
  /** The end of a capture that is pending. */
  decideLater(order: Order, end: 'paid' | 'failed'): void;
  /** Hours later nobody can approve it any more, and nobody knows it. */
  forget(order: Order): void;
  dispute(order: Order, stage?: Dispute['dispute_life_cycle_stage']): Dispute;
  endDispute(dispute: Dispute, outcome: string): void;
  /** PayPal takes the money back by itself. */
  reverse(order: Order): void;
  waysBack(order: Order): { readonly returnUrl: string; readonly cancelUrl: string };
};

const feeRate = { percent: 0.0349, fixed: 49 };

export function createOrders(clock: Clock, url: () => string, tell: Tell): Orders {
  const orders = new Map<string, Order>();
  const captures = new Map<string, Capture>();
  const refunds = new Map<string, Refund>();
  const disputes = new Map<string, Dispute>();
  const back = new Map<string, { returnUrl: string; cancelUrl: string }>();
  /** With what a buyer approved: an instrument that pays, one that takes days, or one that its bank declines. */
  const instruments = new Map<string, Button>();
  const now = () => `${clock.now().toISOString().slice(0, 19)}Z`;
  const self = (path: string): Link => ({ href: `${url()}${path}`, rel: 'self', method: 'GET' });

  const find = (id: string): Order => {
    const order = orders.get(id);
    if (!order) throw notFound();
    return order;
  };
  const findCapture = (id: string): Capture => {
    const capture = captures.get(id);
    if (!capture) throw notFound();
    return capture;
  };
  const captureOf = (order: Order): Capture => {
    const [capture] = order.purchase_units[0].payments?.captures ?? [];
    if (!capture) throw new Error('Nothing was captured.');
    return capture;
  };
  const settle = (capture: Capture) => {
    const { currency_code: currency } = capture.amount;
    const gross = cents(capture.amount);
    const fee = Math.round(gross * feeRate.percent) + feeRate.fixed;
    capture.status = 'COMPLETED';
    capture.seller_receivable_breakdown = {
      gross_amount: capture.amount,
      paypal_fee: moneyOf(currency, fee),
      net_amount: moneyOf(currency, gross - fee),
    };
    tell('PAYMENT.CAPTURE.COMPLETED', 'capture', capture);
  };

  const capture = (id: string): Order => {
    const order = find(id);
    if (order.status === 'COMPLETED')
      throw unprocessable(
        'ORDER_ALREADY_CAPTURED',
        'Order already captured. If intent=CAPTURE only one capture per order is allowed.',
      );
    if (order.status !== 'APPROVED')
      throw unprocessable('ORDER_NOT_APPROVED', 'Payer has not yet approved the Order for payment.');
    const instrument = instruments.get(id);
    if (instrument === 'decline')
      throw unprocessable(
        'INSTRUMENT_DECLINED',
        'The instrument presented was either declined by the processor or bank, or it can’t be used for this payment.',
      );
    const [unit] = order.purchase_units;
    const { currency_code, value } = unit.amount;
    const captureId = paypalId();
    const made: Capture = {
      id: captureId,
      status: 'PENDING',
      amount: { currency_code, value },
      custom_id: unit.custom_id,
      invoice_id: unit.invoice_id,
      create_time: now(),
      final_capture: true,
      supplementary_data: { related_ids: { order_id: id } },
      links: [self(`/v2/payments/captures/${captureId}`)],
    };
    captures.set(made.id, made);
    unit.payments = { captures: [made] };
    order.status = 'COMPLETED';
    order.links = [self(`/v2/checkout/orders/${id}`)];
    if (instrument === 'pay-later') tell('PAYMENT.CAPTURE.PENDING', 'capture', made);
    else settle(made);
    return order;
  };

  const refund = (captureId: string, body: Readonly<Record<string, unknown>>): Refund => {
    const from = findCapture(captureId);
    const order = find(from.supplementary_data.related_ids.order_id);
    const { payments } = order.purchase_units[0];
    if (from.status === 'PENDING')
      throw unprocessable('PENDING_CAPTURE', 'Cannot initiate a refund as the capture is pending.');
    if (from.status === 'REFUNDED')
      throw unprocessable('CAPTURE_FULLY_REFUNDED', 'The capture has already been fully refunded.');
    const open = [...disputes.values()].some(
      ({ status, disputed_transactions: [of] }) =>
        status !== 'RESOLVED' && of?.seller_transaction_id === captureId,
    );
    if (open)
      throw unprocessable(
        'TRANSACTION_DISPUTED',
        'Partial refunds cannot be offered while a dispute is open.',
      );
    const amount = (body.amount as Refund['amount'] | undefined) ?? from.amount;
    if (amount.currency_code !== from.amount.currency_code)
      throw unprocessable(
        'REFUND_CAPTURE_CURRENCY_MISMATCH',
        'Refund must be in the same currency as the capture.',
      );
    const before = (payments?.refunds ?? []).reduce((sum, each) => sum + cents(each.amount), 0);
    if (before + cents(amount) > cents(from.amount))
      throw unprocessable(
        'REFUND_AMOUNT_EXCEEDED',
        'The refund amount must be less than or equal to the capture amount that has not yet been refunded.',
      );
    const id = paypalId();
    const made: Refund = {
      id,
      status: books.refundStatus,
      amount,
      ...(typeof body.custom_id === 'string' ? { custom_id: body.custom_id } : {}),
      create_time: now(),
      links: [
        self(`/v2/payments/refunds/${id}`),
        { href: `${url()}/v2/payments/captures/${captureId}`, rel: 'up', method: 'GET' },
      ],
    };
    refunds.set(id, made);
    if (payments) payments.refunds = [...(payments.refunds ?? []), made];
    from.status = before + cents(amount) === cents(from.amount) ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
    tell('PAYMENT.CAPTURE.REFUNDED', 'refund', made);
    return made;
  };

  const books: Orders = {
    orders,
    refunds,
    disputes,
    refundStatus: 'COMPLETED',
    find,
    findCapture,
    capture,
    refund,
    create: (body) => {
      const { unit, returnUrl, cancelUrl, paymentSource } = readOrderBody(body);
      const id = paypalId();
      const order: Order = {
        id,
        intent: 'CAPTURE',
        status: 'PAYER_ACTION_REQUIRED',
        create_time: now(),
        purchase_units: [unit],
        payment_source: paymentSource,
        links: [
          self(`/v2/checkout/orders/${id}`),
          { href: `${url()}/checkoutnow?token=${id}`, rel: 'payer-action', method: 'GET' },
        ],
      };
      orders.set(id, order);
      back.set(id, { returnUrl, cancelUrl });
      return order;
    },
    press: (order, button) => {
      if (orders.get(order.id) !== order || order.status === 'COMPLETED') return false;
      if (button === 'back') return true;
      instruments.set(order.id, button);
      order.status = 'APPROVED';
      tell('CHECKOUT.ORDER.APPROVED', 'checkout-order', order);
      return true;
    },
    decideLater: (order, end) => {
      const pending = captureOf(order);
      if (end === 'paid') return settle(pending);
      pending.status = 'DECLINED';
      tell('PAYMENT.CAPTURE.DENIED', 'capture', pending);
    },
    forget: ({ id }) => void orders.delete(id),
    dispute: (order, stage = 'INQUIRY') => {
      const disputed = captureOf(order);
      const made: Dispute = {
        dispute_id: `PP-R-${randomBytes(4).toString('hex').toUpperCase()}`,
        create_time: now(),
        disputed_transactions: [{ seller_transaction_id: disputed.id }],
        reason: 'MERCHANDISE_OR_SERVICE_NOT_RECEIVED',
        status: 'WAITING_FOR_SELLER_RESPONSE',
        dispute_amount: disputed.amount,
        dispute_life_cycle_stage: stage,
        seller_response_due_date: new Date(clock.now().getTime() + 10 * 86_400_000).toISOString(),
      };
      disputes.set(made.dispute_id, made);
      tell('CUSTOMER.DISPUTE.CREATED', 'dispute', made);
      return made;
    },
    endDispute: (dispute, outcome) => {
      dispute.status = 'RESOLVED';
      dispute.dispute_outcome = { outcome_code: outcome };
      tell('CUSTOMER.DISPUTE.RESOLVED', 'dispute', dispute);
    },
    reverse: (order) => {
      const from = captureOf(order);
      tell('PAYMENT.CAPTURE.REVERSED', 'refund', {
        id: paypalId(),
        status: 'COMPLETED',
        amount: from.amount,
        links: [{ href: `${url()}/v2/payments/captures/${from.id}`, rel: 'up', method: 'GET' }],
      });
    },
    waysBack: ({ id }) => back.get(id) ?? { returnUrl: '', cancelUrl: '' },
  };
  return books;
}

/** Seventeen capital letters and digits. */
export function paypalId(): string {
  return randomBytes(17).reduce(
    (id, byte) => id + '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'.charAt(byte % 34),
    '',
  );
}
