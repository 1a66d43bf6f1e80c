import type { PayingContext } from '#paying/context.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import { notificationAnswerSchema, providerParamsSchema } from '#platform/contract/providers.ts';
import { ok, type Route, route } from '#platform/http/route.ts';
import { receiveNotification } from './receive-notification.ts';

const define = route<PayingContext>();

export const providerRoutes: Route<PayingContext>[] = [
  define({
    method: 'POST',
    path: '/api/providers/:provider/notifications/',
    auth: 'public',
    rawBody: true,
    contract: {
      tag: 'Providers',
      summary: 'Where a payment provider tells what became of a payment',
      description:
        'Signed by the provider in its own way. The same notification may arrive twice, late or out of order.',
      params: providerParamsSchema,
      responses: { 200: notificationAnswerSchema },
      errors: ['invalid_signature'],
    },
    run: async ({ context, params, facts }) => {
      const provider = context.providers.byName(params.provider);
      if (!provider) throw notFound('provider');
      const notifications = await provider.readNotification(facts.rawBody, facts.headers());
      if (!notifications) {
        throw problem('invalid_signature', {
          detail: 'The signature does not fit this body; check the signing secret of the provider.',
        });
      }
      for (const notification of notifications)
        await receiveNotification(context, provider.name, notification);
      return ok({ received: notifications.length });
    },
  }),
];
