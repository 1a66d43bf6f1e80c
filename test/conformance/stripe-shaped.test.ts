import { createHmac } from 'node:crypto';
import { systemClock } from '#platform/kit/clock.ts';
import { describeProvider } from './provider-suite.ts';
import { createStripeShapedProvider } from './stripe-shaped/provider.ts';
import { startStripeShaped } from './stripe-shaped/server.ts';

const post = (address: string) => fetch(address, { method: 'POST', redirect: 'manual' });

describeProvider('a provider in the shape of Stripe', async () => {
  const stripe = await startStripeShaped(systemClock);
  const { url: apiUrl, secretKey, webhookSecret } = stripe;
  const provider = createStripeShapedProvider({ apiUrl, secretKey, webhookSecret, clock: systemClock });
  return {
    provider,
    organizationId: '01950000-0000-7000-8000-000000000001',
    now: () => systemClock.now(),
    toPage: {},
    buyerPays: async ({ reference }) => (await post(`${apiUrl}/pay/${reference}/pay`)).status === 303,
    buyerLeaves: async ({ reference }) => void (await post(`${apiUrl}/pay/${reference}/back`)),
    submitUndecided: async (request) => {
      const payment = await provider.begin(request);
      await post(`${apiUrl}/pay/${payment.reference}/pay-later`);
      return payment;
    },
    lastNotification: () => {
      const body = JSON.stringify(stripe.events.at(-1));
      const at = Math.floor(Date.now() / 1000);
      const mac = createHmac('sha256', webhookSecret).update(`${at}.${body}`).digest('hex');
      return { body, headers: { 'stripe-signature': `t=${at},v1=${mac}` } };
    },
    stop: () => stripe.stop(),
  };
});
