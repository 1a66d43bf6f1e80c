import type { PaymentKey, Provider, ProviderPayment } from '#paying/providers/port.ts';
import type { Context } from '#platform/context.ts';
import { assert } from '#platform/kit/assert.ts';
import { transferProvider } from '#platform/kit/transfer-provider.ts';
import { beginTransfer } from './begin-transfer.ts';
import { findBankPayment } from './find-payment.ts';
import { cancelTransfer, findRefundStatus, insertRefund } from './store.ts';

/**
 * Money without a provider: the buyer sends it from their bank, and the merchant's statements say what came. It keeps a book of its
 * own, which is what a provider of others would know; no part of it counts money that no statement shows.
 */
export function createBankProvider(context: Context): Provider {
  const { database, clock } = context;
  const known = async (key: Pick<PaymentKey, 'organizationId' | 'attemptId'>): Promise<ProviderPayment> => {
    const payment = await findBankPayment(context, key);
    assert(payment, 'A transfer that was just written is there.');
    return payment;
  };
  return {
    name: transferProvider,
    label: 'Bank transfer',
    kind: 'transfer',
    modes: ['sandbox', 'live'],
    capabilities: {
      expire: true,
      partialRefund: true,
      refundAfterDays: null,
      minExpiryMinutes: null,
      currencies: ['EUR'],
      settlesLate: true,
    },
    begin: async (request) => {
      await beginTransfer(context, request);
      return known(request);
    },
    find: (key) => findBankPayment(context, key),
    expire: async (key) => {
      await cancelTransfer(database.handle, key, clock.now());
      return known(key);
    },
    refund: async ({ organizationId, attemptId, refundId, amount }) => {
      const { minor: amountMinor, currency } = amount;
      const refund = { organizationId, attemptId, refundId, amountMinor, currency };
      await insertRefund(database.handle, refund, clock.now());
      const status = await findRefundStatus(database.handle, organizationId, refundId);
      assert(status, 'Money goes back for a transfer that was begun.');
      return { reference: refundId, status };
    },
    readNotification: async () => undefined,
  };
}
