import { findNotifiedConnection } from '#paying/connections/find-connections.ts';
import { noteNotification } from '#paying/connections/note-notification.ts';
import type { PayingContext } from '#paying/context.ts';
import type { NotifiedConnection, Provider, ProviderNotification } from '#paying/providers/port.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import {
  connectionNotificationParamsSchema,
  notificationAnswerSchema,
  providerParamsSchema,
} from '#platform/contract/providers.ts';
import { ok, type RequestFacts, type Route, route } from '#platform/http/route.ts';
import { parseId } from '#platform/kit/ids.ts';
import { receiveNotification } from './receive-notification.ts';

const define = route<PayingContext>();
const path = '/api/providers/:provider/notifications/';

export const providerRoutes: Route<PayingContext>[] = [
  define({
    method: 'POST',
    path,
    auth: 'public',
    rawBody: true,
    contract: {
      tag: 'Providers',
      summary: 'Where a provider that needs no connection tells what became of a payment',
      description:
        'Signed by the provider in its own way. The same notification may arrive twice, late or out of order.',
      params: providerParamsSchema,
      responses: { 200: notificationAnswerSchema },
      errors: ['invalid_signature'],
    },
    run: async ({ context, params, facts }) => {
      const provider = context.providers.byName(params.provider);
      if (!provider) throw notFound('provider');
      const notifications = await read(provider, facts, null);
      if (!notifications) throw wronglySigned();
      return ok({ received: await takeAll(context, provider.name, notifications, null) });
    },
  }),
  define({
    method: 'POST',
    path: `${path}:connection_id/`,
    auth: 'public',
    rawBody: true,
    contract: {
      tag: 'Providers',
      summary: 'Where a connected provider tells what became of a payment',
      description:
        'The address of one connection, signed with its secret. The answer comes after the change is kept. One about a payment that is not of this connection changes nothing.',
      params: connectionNotificationParamsSchema,
      responses: { 200: notificationAnswerSchema },
      errors: ['invalid_signature'],
    },
    run: async ({ context, params, facts }) => {
      const id = parseId('con', params.connection_id);
      const connection = id && (await findNotifiedConnection(context.database.handle, id));
      const provider = context.providers.byName(params.provider);
      if (!provider || !connection || connection.provider !== provider.name)
        throw notFound('connection with a provider');
      const at = { organizationId: connection.organizationId, connectionId: connection.id };
      const notifications = await read(provider, facts, at);
      if (!notifications) {
        await noteNotification(context, connection, 'failing');
        throw wronglySigned();
      }
      const received = await takeAll(context, provider.name, notifications, at);
      await noteNotification(context, connection, 'received');
      return ok({ received });
    },
  }),
];

function read(
  provider: Provider,
  facts: RequestFacts,
  at: NotifiedConnection | null,
): Promise<ProviderNotification[] | undefined> {
  return provider.readNotification(facts.rawBody, facts.headers(), at);
}

async function takeAll(
  context: PayingContext,
  providerName: string,
  notifications: readonly ProviderNotification[],
  at: NotifiedConnection | null,
): Promise<number> {
  let taken = 0;
  for (const notification of notifications)
    if (await receiveNotification(context, providerName, notification, at)) taken += 1;
  return taken;
}

function wronglySigned() {
  return problem('invalid_signature', {
    detail: 'The signature does not fit this body; check the signing secret of the provider.',
  });
}
