import type { MessagingContext } from '#messaging/context.ts';
import { eventFeedQuerySchema, eventFeedSchema } from '#platform/contract/events.ts';
import { type Route, route } from '#platform/http/route.ts';
import { listEvents } from './list-events.ts';

const define = route<MessagingContext>();

export const eventRoutes: Route<MessagingContext>[] = [
  define({
    method: 'GET',
    path: '/api/events/',
    auth: 'session-or-api-key',
    scope: 'payments:read',
    limit: 'api',
    contract: {
      tag: 'Events',
      summary: 'Read events in the order in which they were committed',
      description:
        'Oldest first, from the start without `after`. Keep `next_after` and give it as `after` next time: nothing is missed and nothing comes twice.',
      query: eventFeedQuerySchema,
      responses: { 200: eventFeedSchema },
      errors: ['invalid_limit', 'invalid_value'],
    },
    run: async ({ context, caller, query }) => ({
      status: 200,
      // Written as text, because the events already are.
      raw: Buffer.from(await listEvents(context, caller, query)),
      headers: { 'content-type': 'application/json; charset=utf-8' },
    }),
  }),
];
